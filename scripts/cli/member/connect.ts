import path from 'node:path';
import { type Command } from 'commander';
import { BearerSession, KeptKey, type MemberSigner, SunledgerClient } from '../../../client';
import { identityOf } from '../../../client/own-key/portable-identity';
import { OwnKeySession } from '../../../client/own-key/own-key-session';
import { DemoKeyring } from '../../start/demo-keyring';
import { defaultHome } from '../../start/options';
import { servingUrl } from '../../start/serving-note';
import { CliError } from '../cli-error';
import { type Io } from '../command';
import { KeyFiles } from './key-file';
import { Profiles } from './profiles';
import { passphraseVariable, readSecret } from './secrets';
import { StoredSessions } from './sessions';
import { SignedTransactions } from './signed-transactions';

/** How a command finds a gateway and who it acts as. */
export interface ConnectOptions {
  readonly profile?: string;
  readonly url?: string;
  readonly member?: string;
  readonly home: string;
  readonly json?: true;
  /** The user's own idempotency key, where the command takes one: what is signed under it is remembered. */
  readonly key?: string;
}

/** Adds the options that say where the gateway is and who is asking. */
export function withConnection(command: Command): Command {
  return command
    .option('--profile <name>', 'who is asking and where, as `sign-up` or `sign-in` has remembered it')
    .option('--url <url>', 'address of the gateway, instead of the one in the profile')
    .option('--member <id>', 'who is asking, like h01@HouseholdsMSP, instead of the one in the profile')
    .option('--home <folder>', 'folder of a demonstration whose members may be asked for', defaultHome)
    .option('--json', 'print what the gateway answered, as JSON');
}

/** A member's client at a gateway. */
export interface Connection {
  readonly client: SunledgerClient;
  readonly member: string;
  readonly url: string;
}

const DEMO_MEMBER = 'h01@HouseholdsMSP';

/** Where the gateway is, and who is asking. Throws CliError that says what to do. */
export async function connect(options: ConnectOptions, io: Io): Promise<Connection> {
  const env = io.env ?? process.env;
  const profiles = await Profiles.open(io);
  const profile = profiles.get(options.profile ?? env['SUNLEDGER_PROFILE']);
  const home = path.resolve(io.cwd, options.home);
  const chosen = options.url ?? env['SUNLEDGER_URL'] ?? profile?.url;
  const url = (chosen ?? (await servingUrl(home)))?.replace(/\/$/, '');
  if (url === undefined) {
    throw new CliError(
      'No gateway is known. `sunledger sign-up` or `sunledger sign-in` remembers one, --url names one, and `npm start` serves a demonstration.',
    );
  }
  requireUrl(url);
  const keyring = await DemoKeyring.find(home);
  const member = options.member ?? env['SUNLEDGER_MEMBER'] ?? profile?.member ?? (keyring && DEMO_MEMBER);
  if (member === undefined) {
    throw new CliError(
      'Nobody is signed in. `sunledger sign-up` makes you a member, `sunledger sign-in` signs one in.',
    );
  }
  requireMember(member);
  const { key } = options;
  const signer = await signerOf({ member, url, folder: profiles.folder, keyring, key }, io);
  return { client: new SunledgerClient({ url, signer }), member, url };
}

interface Asked {
  readonly member: string;
  readonly url: string;
  readonly folder: string;
  readonly keyring: DemoKeyring | undefined;
  readonly key: string | undefined;
}

/** Own key before session before passphrase: what needs nothing from the user comes first. */
async function signerOf({ member, url, folder, keyring, key }: Asked, io: Io): Promise<MemberSigner> {
  const env = io.env ?? process.env;
  const passphrase = () =>
    readSecret(io, {
      name: `The passphrase of ${member}`,
      variable: passphraseVariable,
      question: `Passphrase of ${member}: `,
    });
  const identity = await new KeyFiles(folder).open(member, passphrase);
  if (identity) {
    const given = key === undefined ? {} : { given: new SignedTransactions(folder, member) };
    return new OwnKeySession(await identityOf(identity), { origin: originOf(url), ...given });
  }
  const token = await new StoredSessions(folder).token(url, member);
  const known = env[passphraseVariable] ?? demoPassphrase(keyring, member, token);
  if (known !== undefined) return new KeptKey({ member, passphrase: known, ...(token === undefined ? {} : { token }) });
  if (token !== undefined) return new BearerSession(member, token);
  return new KeptKey({ member, passphrase: await passphrase() });
}

/**
 * The passphrase of a demonstration's member; undefined for who is none, and will be asked. Throws CliError for the member
 * that commands act as unless told otherwise, while the demonstration has not admitted it.
 */
function demoPassphrase(
  keyring: DemoKeyring | undefined,
  member: string,
  session: string | undefined,
): string | undefined {
  if (keyring?.isEnrolled(member) === true) return keyring.passphrase(member);
  if (!keyring || member !== DEMO_MEMBER || session !== undefined) return undefined;
  throw new CliError(
    `${member} is no member of this demonstration yet: members are admitted with the first day that it plays. Wait until it does, or start it without --no-replay.`,
  );
}

/** The gateway's address without a path, as sign-in challenges name it. */
export const originOf = (url: string): string => new URL(url).origin;

export function requireUrl(url: string): void {
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw new CliError(`--url must be an address like https://gateway.example.org; found ${url}`, { exitCode: 2 });
  }
}

export function requireMember(member: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/.test(member)) return;
  throw new CliError(`A member is an enrollment id @ MSP id, like ${DEMO_MEMBER}; found ${member}`, { exitCode: 2 });
}
