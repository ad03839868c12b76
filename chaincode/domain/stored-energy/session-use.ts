import { type AccountChange, moves } from '../account-change';
import { entFor, type Pools, sideOf } from './pools';
import { adjustment } from './rates';
import { type ConsumptionSession, endSession, entChange } from './session';
import { type StorageUnit } from './storage-unit';

/** What a consumption does to its session; `burned` in micro-ENT. */
export interface SessionUse {
  readonly burned: bigint;
  readonly unit: StorageUnit;
  readonly session: ConsumptionSession | null;
  readonly changes: readonly AccountChange[];
}

/**
 * Takes `energy` Wh from the session, as much as it has, and burns the ENT for that. A session that is used up, or that
 * had less than was consumed, ends: what is left of its ENT goes back. Without a session nothing is burned. The unit
 * returned has its reservations changed, not its energy.
 */
export function drawFromSession(
  pools: Pools,
  unit: StorageUnit,
  session: ConsumptionSession | null,
  energy: bigint,
): SessionUse {
  if (!session) return { burned: 0n, unit, session: null, changes: [] };
  const within = energy < session.reserved ? energy : session.reserved;
  const burned = burnedFor(pools, session, within);
  const used = { ...session, locked: session.locked - burned, reserved: session.reserved - within };
  const burning = [entChange(session, 'burn', 0n, -burned)].filter(moves);
  const relieved = { ...unit, reserved: unit.reserved - within };
  if (used.reserved > 0n) return { burned, unit: relieved, session: used, changes: burning };
  const ended = endSession(used, relieved, 'consumed');
  return { burned, unit: ended.unit, session: ended.session, changes: [...burning, ...ended.changes] };
}

/**
 * Micro-ENT that `energy` Wh of the session burn: 1 ENT per kWh, and its own rate on top (or less by it) while D is on
 * the side where the session was opened.
 */
function burnedFor(pools: Pools, session: ConsumptionSession, energy: bigint): bigint {
  const worth = entFor(energy);
  const applies = session.side === sideOf(pools) && session.side !== 'balanced';
  const difference = applies ? adjustment(pools, session.rate, energy) : 0n;
  if (session.side === 'loss') {
    // Never more than leaves 1 ENT for each kWh that stays reserved: the roundings of many small reports could.
    const spare = session.locked - entFor(session.reserved);
    return worth + (difference < spare ? difference : spare);
  }
  // A session opened at a bonus has locked less than 1 ENT per kWh. When the bonus is gone its ENT may not suffice: then
  // all of them burn, the member still gets the energy that was promised, and R answers the gap.
  const due = worth - difference;
  return due < session.locked ? due : session.locked;
}
