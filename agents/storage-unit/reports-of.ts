import { type BatteryMeters } from './battery';

/** A report before it has its number; energy in Wh. */
export type Reading =
  | { readonly kind: 'produced' | 'consumed'; readonly member: string; readonly energy: bigint }
  | { readonly kind: 'actual'; readonly energy: bigint };

/** What has been recorded of a battery so far. */
export interface Recorded {
  readonly fedIn: ReadonlyMap<string, bigint>;
  readonly taken: ReadonlyMap<string, bigint>;
  /** Wh that the ledger shows in the unit once everything recorded has been reported. */
  readonly onLedger: bigint;
}

/** A counter of a battery that has gone back: it was exchanged or reset, and somebody has to say what is to count. */
export class MeterError extends Error {
  override readonly name = 'MeterError';
  readonly code = 'METER_WENT_BACK';
}

/**
 * What there is to report since the last time, in an order that the ledger takes: what came in; what went out; then,
 * where the ledger would now show another amount than the battery holds by at least `tolerance` Wh, what it really
 * holds (spec 12: R answers the difference). Members in the order of their ids. Throws MeterError.
 */
export function readingsOf(recorded: Recorded, now: BatteryMeters, tolerance: bigint): Reading[] {
  const produced = flows('produced', recorded.fedIn, now.fedIn);
  const consumed = flows('consumed', recorded.taken, now.taken);
  const readings: Reading[] = [...produced];
  let shown = recorded.onLedger + total(produced);
  const out = total(consumed);
  if (out > shown) {
    // The battery gave more than the ledger knows of: it must have held that before.
    shown = now.holds + out;
    readings.push({ kind: 'actual', energy: shown });
  }
  readings.push(...consumed);
  shown -= out;
  const gap = shown > now.holds ? shown - now.holds : now.holds - shown;
  if (gap > 0n && gap >= tolerance) readings.push({ kind: 'actual', energy: now.holds });
  return readings;
}

/** What the ledger shows in the unit after readings. */
export function energyAfter(onLedger: bigint, readings: readonly Reading[]): bigint {
  let energy = onLedger;
  for (const reading of readings) {
    if (reading.kind === 'produced') energy += reading.energy;
    else if (reading.kind === 'consumed') energy -= reading.energy;
    else energy = reading.energy;
  }
  return energy;
}

function flows(
  kind: 'produced' | 'consumed',
  before: ReadonlyMap<string, bigint>,
  now: ReadonlyMap<string, bigint>,
): Reading[] {
  const members = [...new Set([...before.keys(), ...now.keys()])].sort();
  return members.flatMap((member) => {
    const [had, has] = [before.get(member) ?? 0n, now.get(member) ?? 0n];
    if (has < had) {
      throw new MeterError(`The counter of what ${member} ${kind} shows ${has} Wh; ${had} Wh have been recorded`);
    }
    return has === had ? [] : [{ kind, member, energy: has - had }];
  });
}

const total = (readings: readonly Reading[]) => readings.reduce((sum, { energy }) => sum + energy, 0n);
