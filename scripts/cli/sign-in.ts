import path from 'node:path';
import { type Command } from 'commander';
import { MarketApi } from '../../agents/client/market-api';
import { KeptKey, SunledgerClient } from '../../client';
import { DemoKeyring } from '../start/demo-keyring';
import { defaultHome } from '../start/options';
import { servingUrl } from '../start/serving-note';
import { CliError } from './cli-error';
import { type Io } from './command';

/** How a command finds a gateway and who it acts as. */
export interface SignInOptions {
  readonly url?: string;
  readonly member?: string;
  readonly home: string;
}

const DEMO_MEMBER = 'h01@HouseholdsMSP';
const PASSPHRASE = 'SUNLEDGER_PASSPHRASE';

/** Adds the options that say where the gateway is and who is asking. */
export function withSignIn(command: Command): Command {
  return command
    .option('--url <url>', 'address of the gateway; unless given, the one that --home is served at')
    .option(
      '--member <id>',
      `who is asking, whose passphrase is in the environment as ${PASSPHRASE}; unless given, a member of the demonstration`,
    )
    .option('--home <folder>', 'folder of the demonstration', defaultHome);
}

/** A member's client by these options. Throws CliError that says what is missing. */
export async function signIn(
  { url, member = DEMO_MEMBER, home }: SignInOptions,
  { cwd }: Io,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<MarketApi> {
  const folder = path.resolve(cwd, home);
  const address = url ?? (await servingUrl(folder));
  if (address === undefined) {
    throw new CliError(`Nothing is served from ${folder}: start it with npm start, or name a gateway with --url`);
  }
  const [enrollmentId = '', mspId = ''] = member.split('@');
  if (enrollmentId === '' || mspId === '') {
    throw new CliError(`--member must be an enrollment id @ MSP id, like ${DEMO_MEMBER}; found ${member}`);
  }
  const passphrase = environment[PASSPHRASE] ?? (await DemoKeyring.find(folder))?.passphrase(member);
  if (passphrase === undefined) throw new CliError(`Put the passphrase of ${member} into ${PASSPHRASE}`);
  const signer = new KeptKey({ member, passphrase });
  return new MarketApi(new SunledgerClient({ url: address.replace(/\/$/, ''), attempts: 2, signer }));
}
