import { type Community } from '../../../agents/community/community';
import { hourlyPrice } from '../../../agents/community/tariff';
import { planOffer, type OfferRules, type PlannedOffer } from '../../../agents/bidding/spread-bidder';
import { type Clearing } from '../../../chaincode/domain/clearing/clearing';
import { mechanisms } from '../../../chaincode/domain/clearing/mechanisms';
import { type Offer } from '../../../chaincode/domain/offer';
import { type TrustPoints } from '../../../chaincode/domain/trust/points';
import { parseEnergy, parsePrice, type PricePerKWh, ratioOf } from '../../../chaincode/domain/units';
import { randomBelow } from '../../bench/random';
import { type Keeping, Promises } from './promises';
import { type StudyCast, type StudyMember } from './study-members';

/** An offer of the study. `id` is its member's: nobody makes two in an hour. */
interface StudyOffer extends Offer {
  readonly points: TrustPoints;
}

/** What one hour's market came to. */
export interface StudyHour {
  readonly day: number;
  readonly retail: PricePerKWh;
  readonly feedIn: PricePerKWh;
  readonly offers: readonly StudyOffer[];
  readonly clearing: Clearing<StudyOffer>;
}

export interface Replay {
  readonly hours: readonly StudyHour[];
  /** Each member's points at the end of each day. */
  readonly pointsByDay: readonly ReadonlyMap<string, TrustPoints>[];
  /** Trades whose seller delivered less than the tolerance. */
  readonly brokenPromises: number;
}

/** As in the demonstration's market, but without a fee: what members pay and get differs by trust alone. */
const rules: OfferRules = {
  tick: parsePrice('0.0001'),
  smallestOffer: parseEnergy('0.01'),
  largestOffer: parseEnergy('100'),
  priceFloor: parsePrice('0'),
  priceCap: parsePrice('1'),
  fee: ratioOf(0n),
};
const START = Date.UTC(2026, 5, 1) / 1000;
const HOUR = 3_600;

/**
 * Plays every hour of the study with the functions of the chaincode: everybody offers what it has or lacks, `trust-mcp`
 * clears by the points of that moment, sellers keep or break their promises, members rate each other.
 */
export function replayStudy(
  { timeZone, households }: Community,
  cast: StudyCast,
  options: { readonly days: number; readonly seed: number } & Keeping,
): Replay {
  if (households.length === 0) throw new Error(`There is nobody in ${timeZone}`);
  const promises = new Promises(cast, START, options);
  // Two streams: what a cheater does must not change in which order offers arrive.
  const arrival = randomBelow(options.seed ^ 0x5eed);
  const hours: StudyHour[] = [];
  const pointsByDay: ReadonlyMap<string, TrustPoints>[] = [];
  for (let day = 0; day < options.days; day++) {
    for (let hour = 0; hour < 24; hour++) {
      const tariff = households[0]?.tariff;
      if (!tariff) break;
      const [retail, feedIn] = [hourlyPrice(tariff, hour * 60), tariff.feedIn];
      const offers = shuffled(
        cast.members.flatMap((member) => offerOf(member, { day, hour, retail, feedIn }, promises)),
        arrival,
      );
      const clearing = mechanisms['trust-mcp'](offers, { limits: 'respected' });
      const end = START + (day * 24 + hour + 1) * HOUR;
      promises.settle(clearing.trades, end);
      hours.push({ day, retail, feedIn, offers, clearing });
    }
    pointsByDay.push(new Map(cast.members.map(({ id }) => [id, promises.pointsOf(id)])));
  }
  return { hours, pointsByDay, brokenPromises: promises.broken };
}

function offerOf(
  member: StudyMember,
  at: { readonly day: number; readonly hour: number; readonly retail: PricePerKWh; readonly feedIn: PricePerKWh },
  promises: Promises,
): StudyOffer[] {
  const reading = member.days[at.day]?.[at.hour];
  if (!reading) return [];
  const planned: PlannedOffer | undefined = planOffer({ ...at, household: member.number, reading }, rules);
  return planned ? [{ ...planned, id: member.id, points: promises.pointsOf(member.id) }] : [];
}

/** The offers in an order of arrival that the seed chooses. */
function shuffled<T>(entries: readonly T[], below: (limit: number) => number): T[] {
  const order = [...entries];
  for (let place = order.length - 1; place > 0; place--) {
    const other = below(place + 1);
    [order[place], order[other]] = [order[other] as T, order[place] as T];
  }
  return order;
}
