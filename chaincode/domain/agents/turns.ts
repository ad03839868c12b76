/** Which agent of an epoch may attest a listing, and from when on (spec 14). */
import { DomainError } from '../errors';
import { formatTime, type Seconds } from '../time';
import { type Agent } from './agent';

/** The epoch's agents in the order in which they may attest: by own score, highest first, then by id. */
export const inTurn = <A extends Pick<Agent, 'member' | 'score'>>(agents: readonly A[]): readonly A[] =>
  [...agents].sort((a, b) => (a.score === b.score ? (a.member < b.member ? -1 : 1) : a.score > b.score ? -1 : 1));

/**
 * Refuses (AGENT_NOT_SEATED) an agent without a seat in the epoch, and (NOT_ITS_TURN) one who comes too early: the first
 * may attest at once, each further one `turn` seconds after the one before. Later ones may all the same.
 */
export function requireTurn(
  member: string,
  agents: readonly Pick<Agent, 'member' | 'score'>[],
  { clearedAt, now, turn }: { readonly clearedAt: Seconds; readonly now: Seconds; readonly turn: number },
): void {
  const place = inTurn(agents).findIndex((agent) => agent.member === member);
  if (place < 0) throw new DomainError('AGENT_NOT_SEATED', `${member} has no seat in the present epoch`, { member });
  const from = clearedAt + place * turn;
  if (now >= from) return;
  throw new DomainError('NOT_ITS_TURN', `${member} may attest from ${formatTime(from)} on, if nobody has by then`, {
    member,
    from: formatTime(from),
  });
}
