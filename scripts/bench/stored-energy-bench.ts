import { energyParameters } from '../../chaincode/domain/stored-energy/energy-parameters';
import { emptyPools, type Pools } from '../../chaincode/domain/stored-energy/pools';
import { applyReports, REPORTS_PER_BATCH, sessionsOf } from '../../chaincode/domain/stored-energy/report-batch';
import { type Report } from '../../chaincode/domain/stored-energy/reports';
import { type ConsumptionSession, openSession, sessionReference } from '../../chaincode/domain/stored-energy/session';
import { newStorageUnit, type StorageUnit } from '../../chaincode/domain/stored-energy/storage-unit';
import { type MicroEnt, microsOf, whOf } from '../../chaincode/domain/units';
import { type Bench } from './bench';
import { columns } from './columns';
import { randomBelow } from './random';
import { alternate, spreadOf } from './rounds';
import { timed, type Times } from './timed';

const unitCount = 100;
const reportCount = 10_000;
const rounds = 5;
const batchSizes = [1, REPORTS_PER_BATCH] as const;
const parameters = energyParameters({});

const conditions = `\
${reportCount.toLocaleString('en')} reports by ${unitCount} storage units, domain code alone: half produced, four in ten consumed from open sessions, the rest
actual energy with a small loss, so that R is at work. ${rounds} rounds, the batch sizes in turn, after a warm-up.
`;

/** Reports of storage units without the ledger, one by one and in the largest batches. */
export const storedEnergyBench: Bench = {
  name: 'stored-energy',
  summary: `reports of storage units alone, ${reportCount} by ${unitCount} units`,
  async run(print) {
    print(conditions);
    const reports = randomReports();
    for (const size of batchSizes) workThrough(reports, size);
    const measured = await alternate(batchSizes, rounds, (size) => workThrough(reports, size));
    const cell = (size: number, kind: keyof Times) => {
      const figures = (measured.get(size as (typeof batchSizes)[number]) ?? []).map((times) => times[kind]);
      const { median, least, most } = spreadOf(figures.map((milliseconds) => reportCount / milliseconds));
      return `${median.toFixed(0)}k (${least.toFixed(0)}-${most.toFixed(0)})`;
    };
    print('reports per second: median (least-most)');
    const rows = batchSizes.map((size) => [`batches of ${size}`, cell(size, 'clock'), cell(size, 'cpu')]);
    columns([['', 'by the clock', 'of CPU time'], ...rows]).forEach(print);
    print('');
  },
};

/** What lies on the ledger, as far as reports touch it. */
interface Records {
  pools: Pools;
  readonly units: Map<string, StorageUnit>;
  readonly sessions: Map<string, ConsumptionSession>;
}

function workThrough(reports: readonly Report[], size: number): Times {
  const records = communityWithSessions();
  const { times } = timed(() => {
    for (let first = 0; first < reports.length; first += size) work(records, reports.slice(first, first + size));
  });
  let energy = 0n;
  for (const unit of records.units.values()) energy += unit.energy;
  if (energy !== records.pools.stored) throw new Error('KWH is not the sum of the units');
  return times;
}

/** As a contract does it: hands over the units and sessions that the batch names, and saves what comes back. */
function work(records: Records, batch: readonly Report[]): void {
  const units = new Map(batch.map(({ unit }) => [unit, records.units.get(unit) ?? newStorageUnit(unit, owner)]));
  const sessions = new Map<string, ConsumptionSession>();
  for (const each of sessionsOf(batch)) {
    const session = records.sessions.get(sessionReference(each));
    if (session) sessions.set(sessionReference(each), session);
  }
  const after = applyReports({ pools: records.pools, units, sessions }, batch, parameters, 0);
  records.pools = after.pools;
  for (const [id, unit] of after.units) records.units.set(id, unit);
  for (const [key, session] of after.sessions) records.sessions.set(key, session);
}

/** Units that hold 1 MWh each, and a session for half of it with each of them. */
function communityWithSessions(): Records {
  const records: Records = { pools: emptyPools, units: new Map(), sessions: new Map() };
  for (let index = 0; index < unitCount; index++) {
    const [id, member] = [unitId(index), memberId(index)];
    work(records, [{ kind: 'produced', unit: id, number: 1, member, energy: whOf(1_000_000n) }]);
    const unit = records.units.get(id) ?? newStorageUnit(id, owner);
    const terms = { member, amount: microsOf(500_000_000n) as MicroEnt };
    const opened = openSession({ pools: records.pools, unit, previous: null }, terms, parameters, 0);
    records.units.set(id, opened.unit);
    records.sessions.set(sessionReference(opened.session), opened.session);
  }
  return records;
}

function randomReports(): Report[] {
  const below = randomBelow(1);
  const energies = Array.from({ length: unitCount }, () => 1_000_000);
  return Array.from({ length: reportCount }, (_, index): Report => {
    const at = index % unitCount;
    const head = { unit: unitId(at), number: 2 + Math.floor(index / unitCount) };
    const energy = 1 + below(3_000);
    const held = energies[at] ?? 0;
    const kind = below(10);
    if (kind === 9) {
      energies[at] = held - below(20);
      return { ...head, kind: 'actual', energy: whOf(BigInt(energies[at] ?? 0)) };
    }
    energies[at] = kind < 5 ? held + energy : held - energy;
    return { ...head, kind: kind < 5 ? 'produced' : 'consumed', member: memberId(at), energy: whOf(BigInt(energy)) };
  });
}

const owner = 'owner';
const unitId = (index: number) => `unit-${index}`;
const memberId = (index: number) => `member-${index}`;
