/** Consumption sessions: energy of a unit reserved for a member against ENT that the member locks (spec 12). */
import { type AccountChange, moves } from '../account-change';
import { DomainError } from '../errors';
import { formatTime, type Seconds } from '../time';
import { formatEnergy, formatMicros, type MicroEnt } from '../units';
import { type EnergyParameters } from './energy-parameters';
import { type Pools, type PoolSide, sideOf } from './pools';
import { capped, ratesOf } from './rates';
import { checkActive, freeEnergy, type StorageUnit } from './storage-unit';

export type SessionState = 'open' | 'consumed' | 'expired' | 'closed';

/** A member has at most one open session with a unit: the two are its key. */
export interface ConsumptionSession {
  readonly unit: string;
  readonly member: string;
  readonly state: SessionState;
  /** Micro-ENT still locked; 0 once the session has ended. */
  readonly locked: bigint;
  /** Wh still reserved; 0 once the session has ended. */
  readonly reserved: bigint;
  /** min(R, B) when it was opened, in micro-ENT per kWh: kept, because the reserved energy was computed with it. */
  readonly rate: bigint;
  /** The side of D when it was opened: the session pays or gains only while D is there. */
  readonly side: PoolSide;
  readonly openedAt: string;
  /** The session is over from this time on. */
  readonly expiresAt: string;
}

/** What ended or changed a session leaves behind: unit, session, and what its member's account gets. */
export interface SessionChange {
  readonly unit: StorageUnit;
  readonly session: ConsumptionSession;
  readonly changes: readonly AccountChange[];
}

/** How messages and account statements call a session. */
export const sessionReference = (session: Pick<ConsumptionSession, 'unit' | 'member'>): string =>
  `${session.unit}/${session.member}`;

/** Whether nothing can be consumed from it any more: it has ended, its time is up, or its unit has left the network. */
export const isOver = (session: ConsumptionSession, unit: StorageUnit, now: Seconds): boolean =>
  session.state !== 'open' || formatTime(now) >= session.expiresAt || unit.state !== 'active';

/**
 * Opens a session: locks `amount` and reserves min(amount / burn rate, free energy) Wh, rounded down to a Wh. A session
 * of the two that is over but not ended yet is ended on the way. Refused: SESSION_EXISTS, UNIT_STATE, and SESSION_EMPTY
 * where nothing would be reserved.
 */
export function openSession(
  { pools, unit, previous }: { pools: Pools; unit: StorageUnit; previous: ConsumptionSession | null },
  { member, amount }: { member: string; amount: MicroEnt },
  parameters: EnergyParameters,
  now: Seconds,
): SessionChange {
  checkActive(unit);
  const ended = previous ? endPrevious(previous, unit, now) : { unit, changes: [] };
  const { burn } = ratesOf(pools, parameters);
  const free = freeEnergy(ended.unit);
  // Where burning is free of charge (B = 1 and a large surplus), ENT don't limit what is reserved.
  const affordable = burn === 0n ? free : (amount * 1000n) / burn;
  const reserved = affordable < free ? affordable : free;
  if (amount === 0n || reserved <= 0n) {
    throw new DomainError(
      'SESSION_EMPTY',
      `${formatMicros(amount)} ENT reserve nothing: a kWh takes ${formatMicros(burn)} ENT, and storage unit ${unit.id} has ${formatEnergy(free)} kWh free`,
      { unit: unit.id, burnRate: formatMicros(burn), free: formatEnergy(free) },
    );
  }
  const session: ConsumptionSession = {
    unit: unit.id,
    member,
    state: 'open',
    locked: amount,
    reserved,
    rate: capped(pools.rate, parameters.B),
    side: sideOf(pools),
    openedAt: formatTime(now),
    expiresAt: formatTime(now + parameters.H),
  };
  return {
    unit: { ...ended.unit, reserved: ended.unit.reserved + reserved },
    session,
    changes: [...ended.changes, entChange(session, 'escrow', 0n - amount, amount)],
  };
}

function endPrevious(previous: ConsumptionSession, unit: StorageUnit, now: Seconds): Omit<SessionChange, 'session'> {
  if (previous.state !== 'open') return { unit, changes: [] };
  if (isOver(previous, unit, now)) return endSession(previous, unit, 'expired');
  throw new DomainError(
    'SESSION_EXISTS',
    `${previous.member} has an open session with storage unit ${unit.id}, with ${formatEnergy(previous.reserved)} kWh left`,
    { unit: unit.id, reserved: formatEnergy(previous.reserved) },
  );
}

/** Ends an open session: unused ENT go back to the member, unused energy to the unit. SESSION_NOT_OPEN otherwise. */
export function endSession(
  session: ConsumptionSession,
  unit: StorageUnit,
  state: Exclude<SessionState, 'open'>,
): SessionChange {
  if (session.state !== 'open') {
    throw new DomainError(
      'SESSION_NOT_OPEN',
      `The session of ${session.member} with storage unit ${session.unit} is ${session.state}`,
      { unit: session.unit, state: session.state },
    );
  }
  return {
    unit: { ...unit, reserved: unit.reserved - session.reserved },
    session: { ...session, state, locked: 0n, reserved: 0n },
    changes: [entChange(session, 'escrowReleased', session.locked, -session.locked)].filter(moves),
  };
}

/** A change of the account that a session's ENT come from. */
export function entChange(
  session: ConsumptionSession,
  kind: AccountChange['kind'],
  available: bigint,
  escrowed: bigint,
): AccountChange {
  const reference = sessionReference(session);
  return { member: session.member, token: 'ENT', kind, available, escrowed, counterparty: null, reference };
}
