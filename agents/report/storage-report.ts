import { type DayLedger } from './day-ledger';
import { type Statement, statement } from './statement';
import { type EntTrade, type LedgerStorage } from './storage-ledger';
import { sum } from './sum';

/** What a day of stored energy came to. Energy in Wh, ENT and money in millionths. */
export interface StorageReport {
  readonly units: LedgerStorage['units'];
  /** Fed in, taken out and lost on the day. */
  readonly fedIn: bigint;
  readonly taken: bigint;
  readonly lost: bigint;
  /** How often somebody took energy out of a session. */
  readonly sessions: number;
  /** After the day. */
  readonly pools: LedgerStorage['pools'];
  readonly rates: LedgerStorage['rates'];
  readonly trades: {
    readonly count: number;
    readonly amount: bigint;
    readonly turnover: bigint;
    /** Per ENT; null where nothing was traded. */
    readonly lowest: bigint | null;
    readonly highest: bigint | null;
  };
  readonly statements: readonly Statement[];
}

/** Sums stored energy up, and compares what different records say of it. */
export function reportStorage(storage: LedgerStorage, ledger: Pick<DayLedger, 'accounts'>): StorageReport {
  const { units, pools, rates, trades, records } = storage;
  const { flows } = records;
  const total = (kind: 'fedIn' | 'taken') =>
    sum(
      flows.filter((flow) => flow.kind === kind),
      ({ energy }) => energy,
    );
  return {
    ...{ units, pools, rates },
    fedIn: total('fedIn'),
    taken: total('taken'),
    lost: records.lost,
    sessions: flows.filter(({ kind }) => kind === 'taken').length,
    trades: tradesOf(trades),
    statements: statementsOf(storage, ledger),
  };
}

function tradesOf(trades: readonly EntTrade[]): StorageReport['trades'] {
  const prices = trades.map(({ price }) => price).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    count: trades.length,
    amount: sum(trades, ({ amount }) => amount),
    turnover: sum(trades, ({ payment }) => payment),
    lowest: prices[0] ?? null,
    highest: prices.at(-1) ?? null,
  };
}

function statementsOf({ units, pools, accounts, trades, records }: LedgerStorage, ledger: Pick<DayLedger, 'accounts'>) {
  const { begun, fedIn, taken, lost } = records.ever;
  const minted = sum(accounts, (account) => account.minted);
  const burned = sum(accounts, (account) => account.burned);
  const paid = sum(ledger.accounts, ({ booked }) => booked.paidForEnt);
  const received = sum(ledger.accounts, ({ booked }) => booked.receivedForEnt);
  return [
    statement('ENT: minted - burned, by all histories = in circulation', minted - burned, pools.circulating),
    statement(
      'ENT: in circulation = sum of all accounts, escrow included',
      pools.circulating,
      sum(accounts, ({ held }) => held),
    ),
    statement(
      "kWh: fed in - taken - lost, by units' records = in storage",
      (begun + fedIn - taken - lost) * 1000n,
      pools.stored * 1000n,
    ),
    statement('kWh: in storage = sum of all units', pools.stored * 1000n, sum(units, ({ energy }) => energy) * 1000n),
    statement(
      "eEuro: the day's ENT trades = what buyers' accounts paid",
      sum(trades, ({ payment }) => payment),
      paid,
    ),
    statement('eEuro: what buyers of ENT paid = what its sellers received', paid, received),
  ];
}
