import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Command } from 'commander';
import { type ConfigChange } from '../../../network/fabric/channel/config-changes';
import {
  defineOrganization,
  parseOrganizationDefinition,
} from '../../../network/fabric/channel/organization-definition';
import {
  parseSignatureFile,
  parseUpdateFile,
  type SignatureFile,
  type UpdateFile,
} from '../../../network/fabric/channel/update-file';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import {
  proposeUpdate,
  signWith,
  submitUpdate,
  updateChanges,
} from '../../../network/fabric/operations/channel-update';
import { type FoundingMember, fingerprints, membersInFile } from '../../../network/fabric/operations/founding-members';
import {
  acceptChannel,
  channelFile,
  parseChannelFile,
  withOrganization,
  withoutOrganization,
} from '../../../network/fabric/operations/organizations';
import { up } from '../../../network/fabric/operations/up';
import { CliError } from '../../cli/cli-error';
import { type Io } from '../../cli/command';
import { change, channelOf, type CommonOptions, organizationOf, type Outcome, withCommonOptions } from '../open-home';
import { running } from './up';

interface ExchangeOptions extends CommonOptions {
  readonly org?: string;
  readonly channel?: string;
  readonly out?: string;
  readonly remove?: string;
}

/** Adds the commands with which administrators who don't share keys change a channel's members by exchanging files. */
export function addExchangeCommands(command: Command, io: Io): void {
  const read = (file: string): Promise<string> =>
    readFile(path.resolve(io.cwd, file), 'utf8').catch((cause: unknown) => {
      throw new CliError(`The file ${file} cannot be read.`, { cause });
    });
  const written = async (file: string, content: object, lines: readonly string[]): Promise<Outcome> => {
    await writeFile(path.resolve(io.cwd, file), `${JSON.stringify(content, undefined, 2)}\n`);
    return { document: { file, ...content }, lines: [`Wrote ${file}.`, ...lines] };
  };

  withCommonOptions(
    command
      .command('define')
      .summary('newcomer: write the file that introduces an organisation')
      .description(
        "Writes an organisation's definition: roots of its certificates, policies, anchor peers. Run `up` before.",
      )
      .option('--org <name>', 'which organisation (the only one)')
      .option('--out <file>', 'the file (<mspId>.org.json)'),
  ).action(async (options: ExchangeOptions) => {
    await change(
      'org define',
      options,
      io,
      () => ['write the definition of the organisation'],
      async (home) => {
        const definition = await defineOrganization(home.binaries, organizationOf(home, options.org));
        const next =
          'Send it to a member of the channel, who runs `org propose` with it, or before there is one to whoever orders: `org found`.';
        const { mspId } = definition;
        const known = rootsOf({ mspId, roots: fingerprints(definition.group) });
        return written(options.out ?? `${mspId}.org.json`, definition, [known, next]);
      },
    );
  });

  withCommonOptions(
    command
      .command('propose')
      .summary('member: compute the update that admits a newcomer, or lets a member leave')
      .description('Writes the update of the channel that the members are to sign.')
      .argument('[definition]', "the newcomer's definition")
      .option('--remove <mspId>', 'a member that is to leave, instead of a definition')
      .option('--channel <name>', 'the channel (the first)')
      .option('--out <file>', 'the file (<channel>-<mspId>.update.json)'),
  ).action(async (definition: string | undefined, options: ExchangeOptions) => {
    if ((definition === undefined) === (options.remove === undefined)) {
      throw new CliError("Give either a newcomer's definition or --remove with the MSP id of a member.", {
        exitCode: 2,
      });
    }
    await change(
      'org propose',
      options,
      io,
      () => ['write the update of the channel'],
      async (home) => {
        const channel = channelOf(home, options.channel);
        const newcomer =
          definition === undefined ? undefined : parseOrganizationDefinition(await read(definition), definition);
        const edit = newcomer ? withOrganization(newcomer) : withoutOrganization(options.remove ?? '');
        const update = await proposeUpdate(home, channel, edit);
        const file = options.out ?? `${channel}-${newcomer?.mspId ?? options.remove ?? ''}.update.json`;
        const changes = await updateChanges(home, update);
        return written(file, update, [...described(changes), 'A majority of the members signs it with `org sign`.']);
      },
    );
  });

  withCommonOptions(
    command
      .command('sign')
      .summary("member: sign an update with the administrator's key")
      .description('Shows what an update changes, as its own bytes say, and writes a signature on it. Send that back.')
      .argument('<update>', 'the update')
      .option('--org <name>', 'which organisation signs (the only one)')
      .option('--out <file>', 'the file (<update>.<mspId>.sig.json)'),
  ).action(async (file: string, options: ExchangeOptions) => {
    const update = parseUpdateFile(await read(file), file);
    const changes = (home: NetworkHome): Promise<string[]> => signable(home, update);
    await change('org sign', options, io, changes, async (home) => {
      const organization = organizationOf(home, options.org);
      const signature: SignatureFile = {
        format: 'sunledger-update-signature-1',
        update: update.update,
        ...(await signWith(organization, update)),
      };
      const out = options.out ?? `${file.replace(/\.update\.json$/, '')}.${organization.mspId}.sig.json`;
      return written(out, signature, await changes(home));
    });
  });

  withCommonOptions(
    command
      .command('submit')
      .summary('member: submit an update with the signatures of a majority')
      .description(
        'Sends an update to the ordering service with the signatures given. Too few are refused, naming who could sign. ' +
          'Writes the file that a newcomer joins with.',
      )
      .argument('<update>', 'the update')
      .argument('[signatures...]', 'signature files')
      .option('--out <file>', "the newcomer's file (<channel>.channel.json)"),
  ).action(async (file: string, signatures: readonly string[], options: ExchangeOptions) => {
    const update = parseUpdateFile(await read(file), file);
    const signed = await Promise.all(
      signatures.map(async (each) => parseSignatureFile(await read(each), each, update)),
    );
    await change(
      'org submit',
      options,
      io,
      (home) => signable(home, update),
      async (home) => {
        const changes = await submitUpdate(home, update, signed);
        const out = options.out ?? `${update.channel}.channel.json`;
        const next = 'The newcomer joins with it: `org join`. Then run `deploy` here, so that it shares private data.';
        return written(out, await channelFile(home, update.channel), [...described(changes), next]);
      },
    );
  });

  withCommonOptions(
    command
      .command('join')
      .summary('newcomer: join a channel with the file that its members sent')
      .description("Has this home's peers join a channel whose members have admitted the organisation. Then `deploy`.")
      .argument('<file>', "the channel's file"),
  ).action(async (file: string, options: CommonOptions) => {
    const channel = parseChannelFile(await read(file), file);
    await change(
      'org join',
      options,
      io,
      () => [`join channel ${channel.channel}`],
      async (home) => {
        const members = await membersInFile(home, channel);
        await acceptChannel(home, channel);
        await up(home);
        const { document, lines } = await running(home);
        return { document: { members, ...document }, lines: [...members.map(rootsOf), ...lines] };
      },
    );
  });
}

async function signable(home: NetworkHome, update: UpdateFile): Promise<string[]> {
  return described(await updateChanges(home, update));
}

/** What others compare over the telephone. */
const rootsOf = ({ mspId, roots }: FoundingMember): string => `  ${mspId}, root ${roots.join(', ')}`;

const described = (changes: readonly ConfigChange[]): string[] =>
  changes.map(({ path: place, kind, decidedBy }) => `  ${kind} ${place} (decided by ${decidedBy})`);
