import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { type CaAttribute } from '../../../identity/fabric-ca-types';
import { FabricCaClient } from '../../../identity/fabric-ca-client';
import { privateKeyToPem } from '../../../identity/key-pair';
import { authoritiesOf } from '../../../network/fabric/ca/ca-server';
import { writeMspFolder } from '../../../network/fabric/msp-folder';
import { type OrganizationPlan } from '../../../network/fabric/network-plan';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { asRegistrar, publishCrl, revokeIdentity } from '../../../network/fabric/operations/revocation';
import { CliError } from '../../cli/cli-error';
import { type CliCommand, type Io } from '../../cli/command';
import { change, type CommonOptions, organizationOf, type Outcome, withCommonOptions } from '../open-home';
import { wholeNumber } from '../whole-number';

interface IdentityOptions extends CommonOptions {
  readonly org?: string;
}

interface RegisterOptions extends IdentityOptions {
  readonly type: string;
  readonly affiliation: string;
  readonly attr: readonly CaAttribute[];
  readonly maxEnrollments: number;
}

/** The organisation of that name, the orderers' included. */
function anyOrganizationOf({ plan }: NetworkHome, name: string | undefined): OrganizationPlan {
  const { ordererOrganization } = plan;
  if (name !== undefined && name === ordererOrganization?.name) return ordererOrganization;
  return organizationOf({ plan } as NetworkHome, name);
}

/** Registers an identity. */
export const register: CliCommand = {
  name: 'register',
  summary: "register an identity with an organisation's CA; prints the secret to enrol with",
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Registers an identity with the fabric-ca-server of its organisation and prints the secret that it enrols with. ' +
            'The secret is told only here.',
        )
        .argument('<id>', 'enrolment id: a pseudonym, because certificates stand in every block')
        .option('--org <name>', 'which organisation (the only one)')
        .addOption(
          new Option('--type <type>', 'what it is').choices(['client', 'peer', 'admin', 'orderer']).default('client'),
        )
        .option('--affiliation <name>', 'like bank or bank.branch', '')
        .addOption(
          new Option('--attr <name=value[:ecert]>', 'an attribute; with :ecert it stands in every certificate')
            .argParser(attribute)
            .default([], 'none'),
        )
        .option('--max-enrollments <n>', 'how often the secret may be used', wholeNumber(1, 100_000), 1),
    ).action(async (id: string, options: RegisterOptions) => {
      requireId(id);
      await change(
        'register',
        options,
        io,
        () => [`register ${id} as a ${options.type}`],
        async (home) => {
          const { type, affiliation, attr, maxEnrollments } = options;
          const order = { enrollmentId: id, type, affiliation, attributes: attr, maxEnrollments };
          const { secret } = await asRegistrar(anyOrganizationOf(home, options.org), (client, registrar) =>
            client.register(registrar, order),
          );
          return { document: { id, secret }, lines: [secret] };
        },
      );
    });
  },
};

interface EnrollOptions extends IdentityOptions {
  readonly secretFile: string;
  readonly out?: string;
}

/** Enrols an identity. */
export const enroll: CliCommand = {
  name: 'enroll',
  summary: 'get a certificate for a registered identity, with a key that is made here',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Makes a key, has the CA certify it, and writes both as an MSP folder that Fabric’s own programs take. The secret ' +
            'is read from a file or standard input, so that no list of processes shows it.',
        )
        .argument('<id>', 'enrolment id')
        .option('--org <name>', 'which organisation (the only one)')
        .option('--secret-file <file>', 'file with the secret; - is standard input', '-')
        .option('--out <folder>', 'the MSP folder (<home>/organizations/<org>/users/<id>/msp)'),
    ).action(async (id: string, options: EnrollOptions) => {
      requireId(id);
      await change(
        'enroll',
        options,
        io,
        () => [`enrol ${id} and write its MSP folder`],
        (home) => enrollInto(home, id, options, io),
      );
    });
  },
};

async function enrollInto(home: NetworkHome, id: string, options: EnrollOptions, io: Io): Promise<Outcome> {
  const organization = anyOrganizationOf(home, options.org);
  const usual = path.join(organization.home, 'users', id, 'msp');
  const folder = options.out === undefined ? usual : path.resolve(io.cwd, options.out);
  const secret = (await textOf(options.secretFile, io)).trim();
  if (secret === '') {
    const where = options.secretFile === '-' ? 'on standard input' : `in ${options.secretFile}`;
    throw new CliError(`There is no secret ${where}: \`register\` prints the one that ${id} enrols with.`);
  }
  const { identities } = await authoritiesOf(organization);
  const client = new FabricCaClient(identities);
  try {
    const { certificatePem, chainPem, privateKey } = await client.enroll({ enrollmentId: id, secret });
    const roots = { rootPem: chainPem, tlsRootPem: identities.tlsRootPem };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeMspFolder(folder, roots, { certificatePem, keyPem: privateKeyToPem(privateKey) });
    return { document: { id, mspId: organization.mspId, folder }, lines: [`Wrote ${folder}.`] };
  } finally {
    client.close();
  }
}

/** An id becomes part of names of files and of keys on the ledger. */
function requireId(id: string): void {
  if (/^\w[\w.-]{0,127}$/.test(id)) return;
  throw new CliError(`An enrolment id has letters, digits, dots, hyphens; found "${id}".`, { exitCode: 2 });
}

async function textOf(file: string, io: Io): Promise<string> {
  if (file !== '-') {
    return readFile(path.resolve(io.cwd, file), 'utf8').catch((cause: unknown) => {
      throw new CliError(`The file ${file} cannot be read.`, { cause });
    });
  }
  let text = '';
  for await (const chunk of io.stdin) text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
  return text;
}

/** Fabric CA's, of RFC 5280. */
const revocationReasons = [
  ...['unspecified', 'keycompromise', 'cacompromise', 'affiliationchange', 'superseded', 'cessationofoperation'],
  ...['certificatehold', 'removefromcrl', 'privilegewithdrawn', 'aacompromise'],
];

interface RevokeOptions extends IdentityOptions {
  readonly reason?: string;
  readonly publish: boolean;
}

/** Revokes an identity. */
export const revoke: CliCommand = {
  name: 'revoke',
  summary: 'revoke an identity: its CA, the gateway and every channel refuse it from then on',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Revokes an identity with all its certificates at its CA, whose list gateways ask for every few seconds, and puts ' +
            "the list into the channels' configuration, after which no peer accepts them.",
        )
        .argument('<id>', 'enrolment id')
        .option('--org <name>', 'which organisation (the only one)')
        .addOption(new Option('--reason <reason>', 'why').choices(revocationReasons))
        .option('--no-publish', 'leave the channels to a later `crl`'),
    ).action(async (id: string, options: RevokeOptions) => {
      const steps = (): string[] => [
        `revoke ${id} at its CA`,
        ...(options.publish ? ['put the list into the channels'] : []),
      ];
      await change('revoke', options, io, steps, async (home) => {
        const organization = anyOrganizationOf(home, options.org);
        const { certificates } = await revokeIdentity(organization, id, options.reason);
        const channels = options.publish ? await publishedIn(home, organization, id) : [];
        const where = channels.length > 0 ? `; on the list of ${channels.join(', ')}` : '';
        return {
          document: { id, certificates, channels },
          lines: [`Revoked ${certificates.length} certificates of ${id}${where}.`],
        };
      });
    });
  },
};

/** The channels that the list of the revoked was put into. Throws CliError that says how far it came. */
async function publishedIn(home: NetworkHome, organization: OrganizationPlan, id: string): Promise<readonly string[]> {
  try {
    return (await publishCrl(home, organization)).channels;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(
      `${id} is revoked at its CA, which gateways ask; the channels do not know yet: ${why} Then \`crl\` tells them.`,
      { cause },
    );
  }
}

interface CrlOptions extends IdentityOptions {
  readonly out?: string;
}

/** Publishes the list of the revoked. */
export const crl: CliCommand = {
  name: 'crl',
  summary: "put an organisation's list of revoked certificates into the channels",
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          "Fetches the list from the organisation's CA and puts it into the configuration of the channels that have another " +
            'one. Only the organisation itself signs that.',
        )
        .option('--org <name>', 'which organisation (the only one)')
        .option('--out <file>', 'also write the list, as PEM'),
    ).action(async (options: CrlOptions) => {
      await change(
        'crl',
        options,
        io,
        () => ['put the list of revoked certificates into the channels'],
        async (home) => {
          const { crlPem, revoked, channels } = await publishCrl(home, anyOrganizationOf(home, options.org));
          if (options.out !== undefined) await writeFile(path.resolve(io.cwd, options.out), crlPem);
          const where = channels.length > 0 ? `put into ${channels.join(', ')}` : 'every channel has that list already';
          return { document: { revoked, channels }, lines: [`${revoked.length} certificates are revoked; ${where}.`] };
        },
      );
    });
  },
};

function attribute(text: string, all: readonly CaAttribute[]): CaAttribute[] {
  const [, name, value, ecert] = /^([\w.-]+)=(.*?)(:ecert)?$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It has to be name=value, or name=value:ecert, such as role=meter:ecert.');
  }
  return [...all, { name, value, ecert: ecert !== undefined }];
}
