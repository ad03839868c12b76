import { microgridRecord } from '../ledger/records';
import { type Ledger } from '../ledger/ledger';

/** The microgrids of members in a market as they stand; who is in none is missing. Reads one key per member. */
export async function microgridsOf(
  ledger: Ledger,
  market: string,
  members: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const microgrids = new Map<string, string>();
  for (const member of new Set(members)) {
    const assignment = await ledger.get(microgridRecord, market, member);
    if (assignment) microgrids.set(member, assignment.microgrid);
  }
  return microgrids;
}
