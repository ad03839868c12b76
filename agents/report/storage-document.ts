import { formatEnergy, formatMicros } from '../../chaincode/domain/units';
import { type Statement } from './statement';
import { type StorageReport } from './storage-report';

/** Two figures that have to be the same, as decimal strings. */
export interface StatementDocument {
  readonly says: string;
  readonly left: string;
  readonly right: string;
  readonly holds: boolean;
}

/** A day's stored energy as JSON: energy in kWh, ENT and eEuro, rates in ENT per kWh, all as decimal strings. */
export interface StorageDocument {
  readonly fedIn: string;
  readonly taken: string;
  readonly lost: string;
  readonly sessions: number;
  /** KWH, ENT, D and R after the day. */
  readonly stored: string;
  readonly circulating: string;
  readonly gap: string;
  readonly rate: string;
  readonly mintRate: string;
  readonly burnRate: string;
  readonly units: readonly { readonly unit: string; readonly owner: string; readonly energy: string }[];
  readonly trades: {
    readonly count: number;
    readonly amount: string;
    readonly turnover: string;
    readonly lowest: string | null;
    readonly highest: string | null;
  };
  readonly holds: boolean;
  readonly statements: readonly StatementDocument[];
}

export const statementDocument = ({ says, left, right, holds }: Statement): StatementDocument => ({
  ...{ says, holds },
  left: formatMicros(left),
  right: formatMicros(right),
});

/** Writes stored energy's part of a report. */
export function storageDocument(storage: StorageReport): StorageDocument {
  const { pools, rates, trades, statements } = storage;
  return {
    fedIn: formatEnergy(storage.fedIn),
    taken: formatEnergy(storage.taken),
    lost: formatEnergy(storage.lost),
    sessions: storage.sessions,
    stored: formatEnergy(pools.stored),
    circulating: formatMicros(pools.circulating),
    gap: formatMicros(pools.gap),
    rate: formatMicros(pools.rate),
    mintRate: formatMicros(rates.mint),
    burnRate: formatMicros(rates.burn),
    units: storage.units.map(({ id, owner, energy }) => ({ unit: id, owner, energy: formatEnergy(energy) })),
    trades: {
      count: trades.count,
      amount: formatMicros(trades.amount),
      turnover: formatMicros(trades.turnover),
      lowest: trades.lowest === null ? null : formatMicros(trades.lowest),
      highest: trades.highest === null ? null : formatMicros(trades.highest),
    },
    holds: statements.every(({ holds }) => holds),
    statements: statements.map(statementDocument),
  };
}
