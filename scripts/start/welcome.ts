import path from 'node:path';
import { type Style } from '../../agents/report/text/style';
import { type Actor, type Cast, type Keyring } from '../../agents/simulator/cast';
import { type NetworkOrganization } from '../../network/running-network';
import { KEYRING_FILE } from './demo-keyring';
import { LOG_FILE } from './home-folder';

export interface Welcome {
  readonly url: string;
  readonly organizations: readonly NetworkOrganization[];
  readonly cast: Cast;
  readonly keyring: Keyring;
  readonly market: string;
  /** Folder of the ledger; undefined when nothing is kept. */
  readonly home: string | undefined;
  readonly style: Style;
}

/** Where to look, and how to act as a member of the demonstration. */
export function welcomeLines(welcome: Welcome): string[] {
  const { url, organizations, cast, keyring, home, style } = welcome;
  const [household] = cast.households;
  const enrolled = household && keyring.isEnrolled(household.client.member);
  return [
    '',
    style.bold('Serving'),
    `  Console        ${url}/`,
    `  API            ${url}/v1   (OpenAPI: ${url}/openapi.json)`,
    `  API docs       ${url}/docs`,
    ...organizations.map(({ mspId, peer, ca }) => `  ${mspId.padEnd(15)}Fabric Gateway ${peer.address}, CA ${ca.url}`),
    ...(enrolled ? ['', ...memberLines(welcome, household)] : []),
    '',
    home === undefined
      ? 'Nothing is kept: the ledger ends with this process.'
      : `The ledger lies in ${home}; what network and gateway have to say is in ${path.join(home, LOG_FILE)}.`,
    'Ctrl-C stops.',
  ];
}

function memberLines({ url, cast, keyring, market, home, style }: Welcome, household: Actor): string[] {
  const { operator, banker, households } = cast;
  const last = households.at(-1)?.enrollmentId ?? '';
  const line = (actor: Actor, path: string) => `  ${curlLine(url, actor, keyring, path)}`;
  return [
    style.bold('Demonstration members'),
    '  Their passphrases are random and open nothing but this demonstration.',
    ...(home === undefined ? [] : [`  All of them come from ${path.join(home, KEYRING_FILE)}.`]),
    `  A household (h01 to ${last}) sees its account:`,
    line(household, `/v1/accounts/${household.api.member}/eEuro`),
    '  The market operator sees its listings:',
    line(operator, `/v1/markets/${market}/listings?pageSize=3`),
    '  The bank sees all eEuro:',
    line(banker, '/v1/supply/eEuro'),
  ];
}

/** One line for a POSIX shell that signs in as a member and asks for something. */
export function curlLine(url: string, { client }: Actor, keyring: Keyring, path: string): string {
  const { member } = client;
  const credentials = JSON.stringify({ member, passphrase: keyring.passphrase(member) });
  const session = `curl -s ${url}/v1/auth/sessions -H 'content-type: application/json' -d '${credentials}'`;
  return `curl -s '${url}${path}' -H "Authorization: Bearer $(${session} | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')"`;
}
