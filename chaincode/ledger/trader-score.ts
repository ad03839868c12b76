import { type Ratio } from '../domain/units';
import { type Ledger } from './ledger';
import { trustRecord } from './records';

/** A member's trust score as a trader; null while none of its trades has been rated. Reads one key. */
export async function traderScore(ledger: Ledger, member: string): Promise<Ratio | null> {
  const trust = await ledger.get(trustRecord, member);
  return trust && trust.rated > 0 ? trust.score : null;
}
