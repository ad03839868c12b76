import { type ReportListView } from '../../agents/client/storage-api';
import * as storage from '../../chaincode/wire/transactions/storage';
import { type ResultOf } from '../../chaincode/wire/declaration';

import { type Bench } from './bench';
import { columns } from './columns';
import { type CommittedAnswer, TradingNetwork } from './order-book/trading-network';
import { randomBelow } from './random';
import { alternate, spreadOf } from './rounds';
import { type AdmittedMember } from './throughput/member';

const unitCount = 100;
const households = 20;
const rounds = 3;
/** Reports of a batch, and reports of each unit in a round. Single ones take so long that a tenth has to do. */
const loads = [
  { batch: 100, each: 100 },
  { batch: 10, each: 100 },
  { batch: 1, each: 10 },
] as const;
type Load = (typeof loads)[number];

const conditions = [
  `${unitCount} storage units, each with its own identity, report through the REST gateway, each its next batch after the answer to the`,
  'last one, as the agent of a storage unit does with what has piled up; from the first request to the last commit. Half is',
  'produced, four in ten consumed from open sessions, the rest actual energy with a small loss, so that R is at work. Embedded',
  `network of three organisations, two endorse, blocks synced to disk. Every report changes KWH, ENT and R. ${rounds} rounds in turn.`,
];

interface Measured {
  readonly reports: number;
  readonly transactions: number;
  readonly seconds: number;
  readonly retries: number;
  readonly cpuMs: number;
}

/** Reports of many storage units at once, through the gateway. */
export const reportsBench: Bench = {
  name: 'reports',
  summary: `reports of ${unitCount} storage units through the REST gateway, 10,000 of them in batches of 100 and of 10`,
  async run(print) {
    const network = await TradingNetwork.start();
    try {
      const units = await network.admit(unitCount);
      const consumers = await network.admit(households);
      await network.storeEnergy(units);
      const sites = units.map((unit, index) => new Site(unit, consumers[index % households] as AdmittedMember, index));
      for (const site of sites) await site.prepare();
      const doors = await network.signIn(units);
      const measure = async ({ batch, each }: Load): Promise<Measured> => {
        const cpuBefore = network.cpuMs;
        const begun = performance.now();
        const answers = await Promise.all(
          sites.map(async (site, index) => {
            const own: CommittedAnswer[] = [];
            for (let sent = 0; sent < each; sent += batch) {
              const answer = await doors[index]?.(`/v1/storage-units/${site.id}/report-batches`, {
                reports: site.next(batch),
              });
              own.push(answer as CommittedAnswer);
            }
            return own;
          }),
        );
        const attempts = answers.flat().map((answer) => answer.attempts);
        const reports = each * unitCount;
        return {
          reports,
          transactions: attempts.length,
          seconds: (performance.now() - begun) / 1000,
          retries: attempts.reduce((sum, count) => sum + count - 1, 0),
          cpuMs: (network.cpuMs - cpuBefore) / reports,
        };
      };
      for (const load of loads.slice(0, 2)) await measure(load);
      const measured = await alternate(loads, rounds, measure);
      const { energy } = await network.operator.evaluate<ResultOf<typeof storage.GetTotalEnergy>>(
        storage.GetTotalEnergy,
        {},
      );
      const expected = sites.reduce((sum, site) => sum + site.energyWh, FIRST_WH) / 1000;
      if (Number(energy) !== expected) throw new Error(`KWH is ${energy}, the units hold ${expected}`);
      [...conditions, ...describe(measured)].forEach(print);
    } finally {
      await network.stop();
    }
  },
};

/** What the first unit stored for the operator before. */
const FIRST_WH = 1e9;

/** A storage unit with a household beside it, and what it has reported so far. */
class Site {
  energyWh = 0;
  private report: number;
  private readonly below: (limit: number) => number;

  constructor(
    private readonly unit: AdmittedMember,
    private readonly household: AdmittedMember,
    index: number,
  ) {
    this.below = randomBelow(index);
    // The first unit has reported already.
    this.report = index === 0 ? 2 : 1;
    this.firstWh = index === 0 ? FIRST_WH : 0;
  }

  private readonly firstWh: number;

  get id(): string {
    return this.unit.member.id;
  }

  /** Stores 1 MWh, half of which a session of the household reserves. */
  async prepare(): Promise<void> {
    this.energyWh = 1_000_000;
    await this.unit.member.submit(storage.EnergyProduced, {
      ...{ report: `${this.report++}`, producer: this.household.member.id, energy: '1000' },
    });
    await this.household.member.submit(storage.StartConsumptionSession, { unit: this.id, amount: '500' });
  }

  next(count: number): ReportListView {
    return Array.from({ length: count }, (): ReportListView[number] => {
      const head = { report: this.report++ };
      const kind = this.below(10);
      if (kind === 9) {
        this.energyWh -= this.below(20);
        return { ...head, kind: 'actual', energy: kWh(this.firstWh + this.energyWh) };
      }
      const energy = 1 + this.below(2_000);
      this.energyWh += kind < 5 ? energy : -energy;
      return {
        ...{ ...head, member: this.household.member.id, energy: kWh(energy) },
        kind: kind < 5 ? 'produced' : 'consumed',
      };
    });
  }
}

const kWh = (wh: number): string => `${wh / 1000}`;

function describe(measured: ReadonlyMap<Load, readonly Measured[]>): string[] {
  const header = [
    '',
    'reports',
    'transactions',
    'seconds',
    'reports/s',
    '(least-most)',
    'retries',
    'CPU ms per report',
  ];
  const rows = [...measured].map(([{ batch }, results]) => {
    const of = (figure: (result: Measured) => number) => spreadOf(results.map(figure));
    const rate = of(({ reports, seconds }) => reports / seconds);
    return [
      `batches of ${batch}`,
      `${of(({ reports }) => reports).median}`,
      `${of(({ transactions }) => transactions).median}`,
      of(({ seconds }) => seconds).median.toFixed(1),
      rate.median.toFixed(0),
      `(${rate.least.toFixed(0)}-${rate.most.toFixed(0)})`,
      `${of(({ retries }) => retries).median}`,
      of(({ cpuMs }) => cpuMs).median.toFixed(2),
    ];
  });
  return columns([header, ...rows]);
}
