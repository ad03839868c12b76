/**
 * npm run chaos -- [--target fabric|devnet] [--fault NAME] [--reaction SECONDS] [--keep] [--json]: kills processes while a
 * recorded day is played, and checks that nothing acknowledged is lost, nothing is done twice, and everybody has in the end
 * what an undisturbed day gives. Exit code 0: all held; 1: it did not; 2: typed wrong, or can't be run here.
 */
import { parseArgs } from 'node:util';
import { loadCommunity } from '../../agents/community/load-community';
import { locateProvisioningBinaries, programFolders } from '../../network/fabric/fabric-binaries';
import { FabricNetworkError } from '../../network/fabric/fabric-network-error';
import { describeLoad } from '../bench/machine';
import { builtTools } from '../network/open-home';
import { dataFolder } from '../start/recorded-community';
import { chaosDay, isUnharmed } from './chaos-day';
import { startDevnetTarget } from './devnet-target';
import { startFabricTarget } from './fabric-target';
import { type Fault, faults, type Setting } from './fault';
import { resultLines } from './table';
import { undisturbedDay } from './undisturbed-day';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const settingsOf = { fabric: ['raft', 'bft'], devnet: ['devnet'] } as const satisfies Record<
  string,
  readonly Setting[]
>;

class UsageError extends Error {}

interface Wish {
  readonly chosen: readonly Fault[];
  readonly reactionMs: number;
  /** Whether the network's folder, with its logs, is left. */
  readonly keep: boolean;
  readonly json: boolean;
}

function wishOf(argv: readonly string[]): Wish | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      target: { type: 'string', default: (process.env['FABRIC_BIN'] ?? '') === '' ? 'devnet' : 'fabric' },
      fault: { type: 'string', multiple: true, default: [] },
      reaction: { type: 'string', default: '5' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { target, fault: names } = values;
  if (target !== 'fabric' && target !== 'devnet') throw new UsageError(`--target is fabric or devnet, not ${target}.`);
  const possible = faults.filter(({ setting }) => (settingsOf[target] as readonly Setting[]).includes(setting));
  const unknown = names.find((name) => !possible.some((each) => each.name === name));
  if (unknown !== undefined) {
    const known = possible.map(({ name }) => name).join(', ');
    throw new UsageError(`There is no fault ${unknown} of ${target}; there are ${known}.`);
  }
  const reactionMs = Number(values.reaction) * 1000;
  if (!(reactionMs >= 0 && reactionMs <= 60_000)) throw new UsageError('--reaction takes 0 to 60 seconds.');
  return {
    chosen: possible.filter(({ name }) => names.length === 0 || names.includes(name)),
    reactionMs,
    keep: values.keep,
    json: values.json,
  };
}

async function run({ chosen, reactionMs, keep, json }: Wish): Promise<boolean> {
  // Said before anything has been begun.
  if (chosen.some(({ setting }) => setting !== 'devnet')) {
    await locateProvisioningBinaries(programFolders(process.env, builtTools));
  }
  const community = await loadCommunity(dataFolder);
  tell('Playing the day undisturbed, on an embedded network, for its balances ...');
  const expected = await undisturbedDay(community);
  let holds = true;
  for (const setting of new Set<Setting>(chosen.map((fault) => fault.setting))) {
    tell(`Starting a network (${setting}) ...`);
    const target = setting === 'devnet' ? await startDevnetTarget() : await startFabricTarget(setting, tell);
    try {
      const ofDay = chosen.filter((fault) => fault.setting === setting);
      const result = await chaosDay({ target, faults: ofDay, community, expected, reactionMs, tell });
      holds &&= isUnharmed(result);
      if (json) process.stdout.write(`${JSON.stringify({ target: target.description, ...result })}\n`);
      else
        for (const line of [
          `conditions  ${target.description}`,
          `load        ${describeLoad()}`,
          ...resultLines(result),
        ])
          process.stdout.write(`${line}\n`);
    } finally {
      await target.stop(keep);
      if (keep) tell(`The folder of the network is left: ${target.folder}`);
    }
  }
  return holds;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const wish = wishOf(argv);
    if (wish === 'help') {
      process.stdout.write(
        'npm run chaos -- [--target fabric|devnet] [--fault NAME]... [--reaction SECONDS] [--keep] [--json]\n' +
          '  --target     fabric where FABRIC_BIN names its programs, else devnet, unless given\n' +
          '  --reaction   after how long what does not recover by itself is started again (5)\n' +
          '  --keep       leave the folder of the network, with its logs\n' +
          'Faults, all of the target unless some are named; those that begin with devnet are of the embedded network:\n',
      );
      for (const { name, what } of faults) process.stdout.write(`  ${name.padEnd(18)} ${what}\n`);
      return 0;
    }
    return (await run(wish)) ? 0 : 1;
  } catch (error) {
    const isWrongUse = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    if (isWrongUse || error instanceof FabricNetworkError) {
      tell((error as Error).message);
      return 2;
    }
    tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
