import { type ConsumptionSession } from '../domain/stored-energy/session';
import { type Ledger } from './ledger';
import { type SessionExpiry, sessionExpiryRecord, sessionRecord } from './records';

const expiryOf = ({ unit, member, expiresAt }: ConsumptionSession): SessionExpiry => ({ unit, member, expiresAt });

/** Writes a session and keeps the order in which open ones run out. `before` is what it takes the place of. */
export function saveSession(ledger: Ledger, before: ConsumptionSession | undefined, after: ConsumptionSession): void {
  ledger.put(sessionRecord, after);
  const [was, is] = [before, after].map((session) => (session?.state === 'open' ? expiryOf(session) : undefined));
  if (was?.expiresAt === is?.expiresAt) return;
  if (was) ledger.delete(sessionExpiryRecord, was);
  if (is) ledger.put(sessionExpiryRecord, is);
}

/** A unit's open sessions, the one that runs out first first, at most `limit`; `more` when there are further ones. */
export async function oldestSessions(
  ledger: Ledger,
  unit: string,
  limit: number,
): Promise<{ sessions: readonly ConsumptionSession[]; more: boolean }> {
  const { items, next } = await ledger.scan(sessionExpiryRecord, [unit], limit);
  const sessions: ConsumptionSession[] = [];
  for (const { member } of items) {
    const session = await ledger.get(sessionRecord, unit, member);
    if (session) sessions.push(session);
  }
  return { sessions, more: next !== undefined };
}
