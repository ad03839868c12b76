import { NEWCOMER_POINTS, type TrustPoints } from '../domain/trust/points';
import { type Ledger } from '../ledger/ledger';
import { trustRecord } from '../ledger/records';

/** The trust points of members as they stand; a member without a record is a newcomer. Reads one key per member. */
export async function trustPoints(
  ledger: Ledger,
  members: Iterable<string>,
): Promise<ReadonlyMap<string, TrustPoints>> {
  const points = new Map<string, TrustPoints>();
  for (const member of new Set(members)) {
    points.set(member, (await ledger.get(trustRecord, member))?.points ?? NEWCOMER_POINTS);
  }
  return points;
}
