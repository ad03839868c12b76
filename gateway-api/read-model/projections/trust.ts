import { trustRecord } from '../../../chaincode/copy/records';
import { type Projection } from '../projection';

/** What moved members' trust, also what their records, which keep the last twenty reasons, have forgotten. */
export const trust: Projection = {
  trust: (scope, { value, before }) => {
    if (value === null) return;
    const { member, changes } = trustRecord.decode(value);
    const known = JSON.stringify(before === undefined ? [] : (JSON.parse(before) as { changes: unknown }).changes);
    const [last] = JSON.parse(known) as unknown[];
    const stored = (JSON.parse(value) as { changes: unknown[] }).changes;
    // Newest first: what stands before the one that was the newest is new.
    const place = stored.findIndex((change) => JSON.stringify(change) === JSON.stringify(last));
    const fresh = changes.slice(0, place < 0 ? changes.length : place);
    for (const { at, kind, listing, trade, rating, score, points } of fresh.toReversed()) {
      scope.batch.add('trust_change', {
        ...{ ...scope.nextPlace(), member, at, kind, listing, trade, rating, score, points },
      });
    }
  },
};
