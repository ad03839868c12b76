import { type Command } from 'commander';
import { SunledgerClient } from '../../../../client';
import { HttpTransport } from '../../../../client/http-transport';
import { enrollPortableKey, identityOf } from '../../../../client/own-key/portable-identity';
import { OwnKeySession } from '../../../../client/own-key/own-key-session';
import { CliError } from '../../cli-error';
import { type CliCommand, type Io } from '../../command';
import { originOf, requireMember, requireUrl } from '../../member/connect';
import { explained } from '../../member/explain-problem';
import { KeyFiles } from '../../member/key-file';
import { list, print } from '../../member/print';
import { Profiles } from '../../member/profiles';
import { passphraseVariable, readSecret, secretVariable } from '../../member/secrets';
import { StoredSessions } from '../../member/sessions';

interface Options {
  readonly url?: string;
  readonly keptKey?: true;
  readonly passphrase: boolean;
  readonly secretStdin?: true;
  readonly profile: string;
  readonly json?: true;
}

/** Becomes a member: has a key certified against the one-time secret of the admission. */
export const signUp: CliCommand = {
  name: 'sign-up',
  summary: 'become a member: have a key certified against the secret that your organisation gave you',
  group: 'Members',
  configure(command, io) {
    command
      .description(
        'Has the Fabric CA of your organisation certify a key, and remembers member and gateway as a profile. The key is made ' +
          'here and stays here, in a file that only you can read, under a passphrase unless you say --no-passphrase. With ' +
          '--kept-key the gateway makes and keeps it instead, locked by your passphrase.\n\n' +
          `The one-time secret and the passphrase are asked for, or taken from ${secretVariable} and ${passphraseVariable}; ` +
          'they are never arguments, which other users of the machine could read.',
      )
      .argument('<member>', 'who you are to be: enrollment id @ MSP id, like h01@HouseholdsMSP')
      .requiredOption('--url <url>', "address of your organisation's gateway")
      .option('--kept-key', 'let the gateway keep the key, for scripts that sign nothing themselves')
      .option('--no-passphrase', "protect the key by the file's permissions alone, for machines")
      .option('--secret-stdin', 'read the one-time secret from standard input')
      .option('--profile <name>', 'name to remember this member by', 'default')
      .option('--json', 'print the result as JSON')
      .action((member: string, options: Options) => explained(run(member, options, io), optionNames(command)));
  },
};

const optionNames = (command: Command): string[] => command.options.map((option) => option.long?.slice(2) ?? '');

async function run(member: string, options: Options, io: Io): Promise<void> {
  const url = (options.url ?? '').replace(/\/$/, '');
  requireUrl(url);
  requireMember(member);
  if (options.keptKey && !options.passphrase) {
    throw new CliError('A kept key is always under a passphrase: leave out --no-passphrase or --kept-key', {
      exitCode: 2,
    });
  }
  const profiles = await Profiles.open(io);
  const files = new KeyFiles(profiles.folder);
  if (await files.has(member)) throw new CliError(`There is a key of ${member} already: ${files.fileOf(member)}`);
  const secret = await readSecret(io, {
    name: 'The one-time secret',
    variable: secretVariable,
    question: `One-time secret of ${member}: `,
    fromStdin: options.secretStdin,
  });
  const [enrollmentId = '', organization = ''] = member.split('@');
  const asked = { member, url, organization, enrollmentId, secret };
  if (options.keptKey) await keepAtGateway(asked, profiles.folder, io);
  else await keepHere(asked, files, options.passphrase, io);
  await profiles.keep(options.profile, { url, member, key: options.keptKey ? 'kept' : 'own' });
  const result = { member, url, key: options.keptKey ? 'kept' : 'own', profile: options.profile };
  print(io, options, result, () =>
    list([
      ['You are', member],
      ['at', url],
      ['Key', options.keptKey ? 'kept by the gateway, under your passphrase' : files.fileOf(member)],
      ['Profile', options.profile],
      ['Next', 'sunledger register, if the ledger does not know you yet; then sunledger me'],
    ]),
  );
}

interface Asked {
  readonly member: string;
  readonly url: string;
  readonly organization: string;
  readonly enrollmentId: string;
  readonly secret: string;
}

async function keepAtGateway({ member, url, organization, enrollmentId, secret }: Asked, folder: string, io: Io) {
  const passphrase = await newPassphrase(member, io);
  const client = new SunledgerClient({ url });
  const { session } = await client.auth.enroll({ organization, enrollmentId, secret, passphrase });
  if (session) await new StoredSessions(folder).keep(url, member, session.token);
}

async function keepHere(asked: Asked, files: KeyFiles, locked: boolean, io: Io): Promise<void> {
  const passphrase = locked ? await newPassphrase(asked.member, io) : '';
  const { url, organization, enrollmentId, secret } = asked;
  const identity = await enrollPortableKey({ organization, enrollmentId, secret }, new HttpTransport({ url }).call);
  await files.keep(identity, passphrase);
  const signer = new OwnKeySession(await identityOf(identity), { origin: originOf(url) });
  // Shows at once whether key and certificate work.
  await new SunledgerClient({ url, signer }).auth.getOwnSessions();
}

async function newPassphrase(member: string, io: Io): Promise<string> {
  const passphrase = await readSecret(io, {
    name: 'A passphrase',
    variable: passphraseVariable,
    question: `New passphrase for the key of ${member}, at least 12 characters: `,
  });
  if (passphrase.length < 12) throw new CliError('A passphrase has at least 12 characters');
  if ((io.env ?? process.env)[passphraseVariable] === undefined && io.terminal) {
    if ((await io.terminal.askSecret('The same again: ')) !== passphrase) {
      throw new CliError('The two passphrases are not the same');
    }
  }
  return passphrase;
}
