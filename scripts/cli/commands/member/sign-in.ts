import { SunledgerClient } from '../../../../client';
import { type CliCommand, type Io } from '../../command';
import { CliError } from '../../cli-error';
import { requireMember, requireUrl } from '../../member/connect';
import { explained } from '../../member/explain-problem';
import { KeyFiles } from '../../member/key-file';
import { list, print } from '../../member/print';
import { Profiles } from '../../member/profiles';
import { passphraseVariable, readSecret } from '../../member/secrets';
import { StoredSessions } from '../../member/sessions';

interface Options {
  readonly url?: string;
  readonly profile: string;
  readonly passphraseStdin?: true;
  readonly json?: true;
}

/** Signs in a member whose key the gateway keeps; whose key is here only changes the profile. */
export const signIn: CliCommand = {
  name: 'sign-in',
  summary: 'sign in as a member that has signed up before, and act as that member from now on',
  group: 'Members',
  configure(command, io) {
    command
      .description(
        'Opens a session with a key that the gateway keeps, and remembers it until it ends (after 15 minutes without use). ' +
          'For a member whose key is here there is nothing to open: the profile is taken into use.\n\n' +
          `The passphrase is asked for, or taken from ${passphraseVariable}.`,
      )
      .argument('[member]', 'enrollment id @ MSP id; unless given, that of the profile')
      .option('--url <url>', 'address of the gateway; unless given, that of the profile')
      .option('--passphrase-stdin', 'read the passphrase from standard input')
      .option('--profile <name>', 'name to remember this member by', 'default')
      .option('--json', 'print the result as JSON')
      .action((member: string | undefined, options: Options) => explained(run(member, options, io)));
  },
};

async function run(given: string | undefined, options: Options, io: Io): Promise<void> {
  const profiles = await Profiles.open(io);
  const known = Object.entries(profiles.all).find(([name]) => name === options.profile)?.[1];
  const member = given ?? known?.member;
  const url = (options.url ?? known?.url)?.replace(/\/$/, '');
  if (member === undefined || url === undefined) {
    throw new CliError('Say who signs in and where: sunledger sign-in h01@HouseholdsMSP --url https://...', {
      exitCode: 2,
    });
  }
  requireMember(member);
  requireUrl(url);
  const own = await new KeyFiles(profiles.folder).has(member);
  if (!own) {
    const passphrase = await readSecret(io, {
      name: `The passphrase of ${member}`,
      variable: passphraseVariable,
      question: `Passphrase of ${member}: `,
      fromStdin: options.passphraseStdin,
    });
    const { token } = await new SunledgerClient({ url }).auth.signIn({ member, passphrase });
    await new StoredSessions(profiles.folder).keep(url, member, token);
  }
  const key = own ? 'own' : 'kept';
  await profiles.keep(options.profile, { url, member, key });
  print(io, options, { member, url, key, profile: options.profile }, () =>
    list([
      ['You are', member],
      ['at', url],
      ['Key', own ? 'your own' : 'kept by the gateway'],
      ['Profile', options.profile],
    ]),
  );
}
