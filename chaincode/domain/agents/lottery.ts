/**
 * The lottery that gives the next epoch's seats to agents (spec 14): seats one after the other, each by weight stake x
 * score among those who have none yet.
 *
 * Instead of spinning one wheel for everybody, each candidate draws a lot of its own, -log2(u) / weight, with u in
 * (0, 1] from the seed and its id; the smallest lots win. For exponential lots that is the same distribution, seat for
 * seat (the smallest of such lots is candidate i's with probability weight_i / sum, and the rest have no memory). But no
 * candidate's coming, going or staking changes anybody else's lot, so whoever knows the seed can't steer the seats of
 * others, and the order of the candidates has no influence.
 */
import { createHash } from 'node:crypto';

export interface Candidate {
  readonly member: string;
  /** Stake x score; above 0. */
  readonly weight: bigint;
}

/** Bits of u, and of the fraction of its logarithm. */
const LOT_BITS = 128;
const FRACTION_BITS = 64;
/** Bits with which the logarithm computes: its last fraction bit is wrong for one seed in billions of billions, and the same everywhere. */
const WORK_BITS = 160n;

/**
 * Draws at most `seats` winners, sorted: candidates first; where they are fewer than the seats, the present agents fill
 * up, those of weight 0 last. A candidate of weight 0 is never drawn. Takes a hash and FRACTION_BITS squarings per candidate.
 */
export function drawSeats(
  seed: string,
  seats: number,
  candidates: readonly Candidate[],
  presentAgents: readonly Candidate[] = [],
): readonly string[] {
  const weightless = presentAgents.filter(({ weight }) => weight === 0n).map(({ member }) => member);
  const drawn = [...inOrderOfLots(seed, candidates), ...inOrderOfLots(seed, presentAgents), ...weightless.sort()];
  return drawn.slice(0, seats).sort();
}

/** Those of a weight above 0, winners first. */
export function inOrderOfLots(seed: string, candidates: readonly Candidate[]): readonly string[] {
  const lots = candidates
    .filter(({ weight }) => weight > 0n)
    .map(({ member, weight }) => ({ member, weight, time: minusLog2(lotNumber(seed, member)) }));
  // a.time / a.weight < b.time / b.weight without dividing; equal lots go by id.
  lots.sort((a, b) => sign(a.time * b.weight - b.time * a.weight) || (a.member < b.member ? -1 : 1));
  return lots.map(({ member }) => member);
}

/** u in units of 2^-LOT_BITS, 1 to 2^LOT_BITS: from SHA-256 over the seed, a line feed and the member's id. */
function lotNumber(seed: string, member: string): bigint {
  const hash = createHash('sha256').update(`${seed}\n${member}`, 'utf8').digest('hex');
  return BigInt(`0x${hash.slice(0, LOT_BITS / 4)}`) + 1n;
}

/** -log2(number / 2^LOT_BITS), rounded up to a unit of 2^-FRACTION_BITS. */
function minusLog2(number: bigint): bigint {
  const whole = number.toString(2).length - 1;
  const two = 1n << (WORK_BITS + 1n);
  let mantissa = (number << WORK_BITS) >> BigInt(whole);
  let log = BigInt(whole);
  for (let bit = 0; bit < FRACTION_BITS; bit++) {
    mantissa = (mantissa * mantissa) >> WORK_BITS;
    log <<= 1n;
    if (mantissa >= two) {
      mantissa >>= 1n;
      log += 1n;
    }
  }
  return (BigInt(LOT_BITS) << BigInt(FRACTION_BITS)) - log;
}

const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);
