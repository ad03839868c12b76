import path from 'node:path';
import { type AgentLog } from '../../../agents/client/agent-log';
import { GatewayProblem } from '../../../client';
import { serveHealth } from '../../../agents/client/serve-health';
import { StorageApi } from '../../../agents/client/storage-api';
import { unusedMeters } from '../../../agents/storage-unit/battery';
import { MeterFileError } from '../../../agents/storage-unit/meter-file';
import { RecordError } from '../../../agents/storage-unit/record-error';
import { fileLines } from '../../../agents/storage-unit/record-lines';
import { lockRecord } from '../../../agents/storage-unit/record-lock';
import { type LedgerUnit, ReportRecord } from '../../../agents/storage-unit/report-record';
import { StorageUnitAgent } from '../../../agents/storage-unit/storage-unit-agent';
import { parseEnergy } from '../../../chaincode/domain/units';
import { agentLog } from '../agent-log';
import { type BatteryOptions, batteryOf, withBattery } from '../battery-options';
import { wholeNumber } from '../../start/options';
import { CliError } from '../cli-error';
import { type CliCommand, type Io } from '../command';
import { signIn, type SignInOptions, withSignIn } from '../sign-in';

interface Options extends SignInOptions, BatteryOptions {
  readonly record?: string;
  readonly every: number;
  readonly health?: number;
}

/** Reports a battery under the storage unit's own identity (spec 34). */
export const storageUnit: CliCommand = {
  name: 'storage-unit',
  summary: 'report what goes into a battery and out of it, as its storage unit',
  configure(command, io) {
    withBattery(
      withSignIn(
        command.description(
          'Reads the meters of a battery and reports to the ledger what each member fed in and took out, and what the ' +
            'battery really holds. --member is the unit’s own identity, which voters have registered as a storage unit. ' +
            'What is read is kept in the record first: nothing is lost or reported twice while the gateway is away or ' +
            'when this is started again. Ctrl-C stops.',
        ),
      ),
    )
      .option('--record <file>', 'file in which readings are kept; unless given, <member>.jsonl')
      .option('--every <seconds>', 'how often the meters are read', wholeNumber(1, 86_400), 60)
      .option('--health <port>', 'answer GET /healthz on this port of 127.0.0.1', wholeNumber(0, 65_535))
      .action((options: Options) => run(options, io));
  },
};

async function run(options: Options, io: Io): Promise<void> {
  const { member: unit } = options;
  if (unit === undefined) throw new CliError('Name the storage unit’s own identity with --member');
  const batteryFor = batteryOf(options, io.cwd);
  const api = new StorageApi((await signIn(options, io)).client);
  const ledger = await findUnit(api, unit);
  const file = path.resolve(io.cwd, options.record ?? `${unit}.jsonl`);
  const unlock = await explained(lockRecord(file));
  try {
    const record = await explained(
      ReportRecord.open(await fileLines(file), unit, async () => {
        if (!ledger) throw new CliError(`${file} is new, and the gateway does not say where to begin: it is away`);
        // A simulated battery begins with what the ledger shows; what a real one has counted so far is the past.
        const unused = { ...unusedMeters, holds: ledger.energy };
        return { ledger, meters: await batteryFor(unused, unit, api).read() };
      }),
    );
    const battery = batteryFor(record.meters, unit, api);
    const log = agentLog(io);
    const agent = new StorageUnitAgent({ api, unit, battery, record, log, everyMs: options.every * 1000 });
    await explained(untilStopped(agent, ledger, options.health, log));
    await record.close();
  } finally {
    await unlock();
  }
}

/** What the ledger knows of the unit; undefined where the gateway doesn't answer. Throws CliError for a refusal. */
async function findUnit(api: StorageApi, unit: string): Promise<LedgerUnit | undefined> {
  try {
    const { lastReport, energy, state } = await api.unit(unit);
    if (state !== 'active') throw new CliError(`Storage unit ${unit} is ${state}: it has nothing to report any more`);
    return { unit, lastReport, energy: parseEnergy(energy) };
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    const { status, code } = error;
    if (status === 0 || status === 429 || status >= 500) return undefined;
    if (['UNIT_NOT_FOUND', 'NOT_REGISTERED', 'FORBIDDEN'].includes(code)) {
      throw new CliError(`${unit} is no storage unit: voters register one with RegisterStorageUnit`, { cause: error });
    }
    throw new CliError(error.message, { cause: error });
  }
}

async function untilStopped(
  agent: StorageUnitAgent,
  ledger: LedgerUnit | undefined,
  port: number | undefined,
  log: AgentLog,
): Promise<void> {
  if (ledger) agent.learn(ledger.lastReport);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const health = port === undefined ? undefined : await serveHealth(port, () => agent.health);
  if (health) log.info({ url: health.url }, 'Serving the health check');
  try {
    await agent.run(stop.signal);
  } finally {
    await health?.close();
  }
}

/** What the user can put right, as a sentence without a stack. */
async function explained<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (error instanceof RecordError || error instanceof MeterFileError || (code && syscall)) {
      throw new CliError((error as Error).message, { cause: error });
    }
    throw error;
  }
}
