/** Commitments and fulfilments as outsiders see them. */
import { formatEnergy, formatMicros } from '../domain/units';
import { type CommitmentEntry, type FulfilledRow, type FulfilmentEntry } from '../ledger/records';
import { type CommitmentView, type FulfilledTradeView, type FulfilmentView } from '../wire/views';

export const fulfilmentView = (entry: FulfilmentEntry): FulfilmentView => ({
  ...entry,
  pages: [...entry.pages],
  closedBy: [...entry.closedBy],
  delivered: formatEnergy(entry.delivered),
});

export const fulfilledTradeView = ([delivered, source]: FulfilledRow): FulfilledTradeView => ({
  delivered: delivered === null ? null : formatEnergy(BigInt(delivered)),
  source,
});

export const commitmentView = (entry: CommitmentEntry): CommitmentView => ({
  ...entry,
  pages: [...entry.pages],
  publishedBy: [...entry.publishedBy],
  energy: formatEnergy(entry.energy),
  payments: formatMicros(entry.payments),
});
