import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { InvalidArgumentError, Option } from 'commander';
import {
  mostChannels,
  mostOrderers,
  type NetworkDefinition,
  portsPerOrganization,
  usualBatch,
  usualMspId,
  usualOrderers,
} from '../../../network/fabric/definition/network-definition';
import {
  channelForm,
  channelRule,
  isHost,
  parseNetworkDefinition,
} from '../../../network/fabric/definition/parse-network-definition';
import { writeNetworkDefinition } from '../../../network/fabric/definition/write-network-definition';
import { fileExists } from '../../../network/fabric/file-exists';
import { type Consensus } from '../../../network/fabric/network-plan';
import { definitionFile } from '../../../network/fabric/operations/network-home';
import { CliError } from '../../cli/cli-error';
import { type CliCommand, type Io } from '../../cli/command';
import { wholeNumber } from '../whole-number';
import { type CommonOptions, homeFolder, print, withCommonOptions } from '../open-home';

interface InitOptions extends CommonOptions {
  readonly org: readonly OrganizationFlag[];
  readonly consensus?: Consensus;
  readonly orderers?: number;
  readonly channel: readonly string[];
  readonly host: string;
  readonly ports: number;
  readonly join?: true;
}

interface OrganizationFlag {
  readonly name: string;
  readonly peers: number;
}

/** Writes `network.yaml`. */
export const init: CliCommand = {
  name: 'init',
  summary: 'write network.yaml, from options or a few questions',
  configure(command, io) {
    withCommonOptions(
      command
        .description(
          'Writes network.yaml, which describes a network: its organisations, who orders transactions and how, and its ' +
            'channels. Asks what no option says when it is run at a terminal. Nothing is started; look at the file, then `up`.',
        )
        .addOption(
          new Option('--org <name[:peers]>', 'an organisation and how many peers it runs; give it once for each')
            .argParser(organizations)
            .default([], 'households, operator and bank'),
        )
        .addOption(
          new Option(
            '--consensus <kind>',
            'raft: 3 orderers survive one that is dead; bft: 4 also one that lies',
          ).choices(['raft', 'bft']),
        )
        .option('--orderers <n>', 'how many orderers (raft 3, bft 4)', wholeNumber(1, mostOrderers))
        .addOption(
          new Option('--channel <name>', 'a channel; give it once for each').argParser(channels).default([], 'energy'),
        )
        .option('--host <host>', 'where the nodes listen', host, '127.0.0.1')
        .option('--ports <n>', 'the first port; each organisation takes a hundred', wholeNumber(1024, 65_436), 7000)
        .option('--join', 'no ordering service: the organisations join a channel that others run'),
    ).action(async (options: InitOptions) => {
      const folder = homeFolder(options, io);
      const file = path.join(folder, definitionFile);
      if (await fileExists(file)) {
        throw new CliError(`There is a network already: ${file}. Edit it, or choose another folder with --home.`);
      }
      const answered = await asked(options, io);
      checkTogether(answered);
      const text = writeNetworkDefinition(definitionOf(answered));
      // Whatever was given is held to the same rules as a file that somebody writes.
      parseNetworkDefinition(text, file);
      if (!options.dryRun) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(file, text);
      }
      const lines = options.dryRun
        ? [`${file} would be:`, '', text]
        : [`Wrote ${file}.`, 'Next: `npm run network -- up --deploy` starts the network with the market on it.'];
      print({ document: { file, text }, lines }, options, io);
    });
  },
};

function definitionOf({
  org,
  consensus = 'raft',
  orderers,
  channel,
  host,
  ports,
  join,
}: InitOptions): NetworkDefinition {
  const channels = (channel.length > 0 ? channel : ['energy']).map((name) => ({
    name,
    batch: usualBatch,
  }));
  const at = (index: number): number => ports + portsPerOrganization * index;
  const first = join ? 0 : 1;
  return {
    channels,
    ordering: join
      ? undefined
      : {
          mspId: 'OrdererMSP',
          name: 'orderer',
          host,
          ports,
          consensus,
          orderers: orderers ?? usualOrderers[consensus],
        },
    organizations: (org.length > 0 ? org : usualOrganizations).map(({ name, peers }, index) => ({
      mspId: usualMspId(name),
      name,
      peers,
      host,
      ports: at(index + first),
    })),
  };
}

const usualOrganizations = ['households', 'operator', 'bank'].map((name) => ({ name, peers: 1 }));

/** Fills in what no option said, by asking where somebody is there to answer. */
async function asked(options: InitOptions, io: Io): Promise<InitOptions> {
  const { stdin } = io;
  if (options.org.length > 0 || options.consensus !== undefined || stdin !== process.stdin || !process.stdin.isTTY) {
    return options;
  }
  const ask = questions(io);
  try {
    const org = await ask('Organisations, each with its number of peers [households:1 operator:1 bank:1]: ', (text) =>
      text
        .split(/[\s,]+/)
        .reduce<OrganizationFlag[]>((all, each) => (each === '' ? all : organizations(each, all)), []),
    );
    if (options.join) return { ...options, org };
    const consensus = await ask('Ordering: raft (3 orderers, one may die) or bft (4, one may lie) [raft]: ', (text) => {
      if (text === 'bft' || text === 'raft') return text;
      if (text === '') return 'raft';
      throw new InvalidArgumentError('It has to be raft or bft.');
    });
    const channel = await ask('Channel [energy]: ', (text) => (text === '' ? [] : channels(text, [])));
    return { ...options, org, consensus, channel };
  } finally {
    ask.close();
  }
}

/** Asks a question until the answer is one; throws CliError when whoever is asked goes away. */
interface Questions {
  <Answer>(question: string, parse: (text: string) => Answer): Promise<Answer>;
  close(): void;
}

function questions({ stderr }: Io): Questions {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new AbortController();
  lines.once('close', () => gone.abort());
  const ask = async <Answer>(question: string, parse: (text: string) => Answer): Promise<Answer> => {
    for (;;) {
      const text = await lines.question(question, { signal: gone.signal }).catch((cause: unknown) => {
        throw new CliError('Nothing was written: the questions were not answered.', { cause });
      });
      try {
        return parse(text.trim());
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        stderr.write(`${error.message}\n`);
      }
    }
  };
  return Object.assign(ask, { close: () => lines.close() });
}

function organizations(text: string, all: readonly OrganizationFlag[]): OrganizationFlag[] {
  const [, name, peers = '1'] = /^([a-z][a-z0-9-]{0,30})(?::([1-9]))?$/.exec(text) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError('It has to be a name in lower case, or a name and 1 to 9 peers, such as bank:2.');
  }
  if (all.some((each) => each.name === name))
    throw new InvalidArgumentError(`The organisation ${name} is named twice.`);
  return [...all, { name, peers: Number(peers) }];
}

function channels(name: string, all: readonly string[]): string[] {
  if (!channelForm.test(name)) throw new InvalidArgumentError(`It has to be ${channelRule}.`);
  if (all.includes(name)) throw new InvalidArgumentError(`The channel ${name} is named twice.`);
  if (all.length === mostChannels)
    throw new InvalidArgumentError(`${mostChannels} channels fit on the ports of a peer.`);
  return [...all, name];
}

function host(text: string): string {
  if (isHost(text)) return text;
  throw new InvalidArgumentError('It has to be a host name or an IPv4 address, without a port.');
}

/** What only several options together show to be wrong. */
function checkTogether({ org, consensus, orderers, ports, join }: InitOptions): void {
  const least = usualOrderers.bft;
  if (consensus === 'bft' && orderers !== undefined && orderers < least) {
    throw new CliError(
      `--orderers has to be at least ${least} with bft: fewer do not survive one that lies; found ${orderers}.`,
      { exitCode: 2 },
    );
  }
  if (join && (consensus !== undefined || orderers !== undefined)) {
    throw new CliError(
      '--join is for a home without orderers: leave --consensus and --orderers to the home that orders.',
      { exitCode: 2 },
    );
  }
  const count = (org.length > 0 ? org : usualOrganizations).length + (join ? 0 : 1);
  const last = 65_536 - portsPerOrganization * count;
  if (ports > last) {
    throw new CliError(
      `--ports has to be at most ${last} for ${count} organisations of a hundred ports each; found ${ports}.`,
      { exitCode: 2 },
    );
  }
}
