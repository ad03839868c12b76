/** Commitments and fulfilments as outsiders see them. */
import { formatEnergy, formatMicros } from '../domain/units';
import { type CommitmentEntry } from '../ledger/records';
import { type CommitmentView } from '../wire/views';

export const commitmentView = (entry: CommitmentEntry): CommitmentView => ({
  ...entry,
  pages: [...entry.pages],
  publishedBy: [...entry.publishedBy],
  energy: formatEnergy(entry.energy),
  payments: formatMicros(entry.payments),
});
