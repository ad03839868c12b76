import { type Listing } from '../../client';
import { setTimeout as pause } from 'node:timers/promises';
import { parseTime } from '../../chaincode/domain/time';
import { type MarketApi } from '../client/market-api';
import { type MarketClock } from './market-clock';

/** How long an agent is waited for in each turn, in ms: the first has to notice and recompute, the others know by then. */
const PATIENCE_MS = [5_000, 1_500, 1_500] as const;
const FIRST_LOOK_MS = 15;
const LONGEST_LOOK_MS = 250;

/**
 * Waits until an agent has attested a cleared listing of a simulated market (spec 14). Where none does, the clock, which
 * only its operator moves, is moved on turn by turn, and in the end to where the listing settles without. `patienceMs` is
 * how long the first agent has.
 */
export async function awaitAttestation(
  api: MarketApi,
  clock: MarketClock,
  listing: Listing,
  patienceMs: number = PATIENCE_MS[0],
): Promise<void> {
  if (await isAttested(api, listing.id, patienceMs)) return;
  const parameters = await api.parameters();
  const clearedAt = parseTime(listing.attestation?.clearedAt ?? listing.deliveryStart);
  const after = (seconds: number) => clock.advanceTo(new Date((clearedAt + seconds) * 1000));
  for (const [turn, patience] of PATIENCE_MS.entries()) {
    if (turn === 0) continue;
    await after(turn * Number(parameters['attestationTurn']));
    if (await isAttested(api, listing.id, patience)) return;
  }
  await after(Number(parameters['attestationTimeout']));
}

async function isAttested(api: MarketApi, listing: string, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  for (let waitMs = FIRST_LOOK_MS; Date.now() < end; waitMs = Math.min(waitMs * 1.5, LONGEST_LOOK_MS)) {
    await pause(waitMs);
    if ((await api.listing(listing))?.attestation?.state !== 'awaited') return true;
  }
  return false;
}
