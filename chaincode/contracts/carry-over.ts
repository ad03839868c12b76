import { carriedId, carriesOver, remainderOf } from '../domain/carry-over';
import { checkNotBegun, listingId } from '../domain/delivery-interval';
import { DomainError } from '../domain/errors';
import { advance } from '../domain/listing-state';
import { checkOffer } from '../domain/market-rules';
import { type MicroEuro, priceOf, whOf } from '../domain/units';
import { parseTime } from '../domain/time';
import { keyNumber } from '../ledger/key';
import {
  carriedOfferRecord,
  carryCursorRecord,
  type Listing,
  listingRecord,
  type OfferEntry,
  offerPageRecord,
  offerRecord,
  type OfferRow,
  outcomePageRecord,
  type OutcomeRow,
  tallyRecord,
} from '../ledger/records';
import { findMember } from './find';
import { ListingCredits } from './listing-credits';
import { marketTime } from './market-time';
import { checkTally, emptyTally, offerUnit } from './place-offer';
import { parseRules } from './rules-view';
import { type TransactionContext } from './transaction-context';

/**
 * Leftovers that one step moves. Each reads its offer, its member, the member's tally and a seller's unit with its sales:
 * few at a time, so that a member who makes an offer meanwhile disturbs little.
 */
const OFFERS_PER_STEP = 50;

/** What a page's row says is left of its offer. */
export function leftOf([, , side, energy, price, escrow]: OfferRow, [traded, paid]: OutcomeRow) {
  const offer = {
    side,
    energy: whOf(BigInt(energy)),
    price: priceOf(BigInt(price)),
    escrow: BigInt(escrow) as MicroEuro,
  };
  return remainderOf(offer, BigInt(traded), BigInt(paid));
}

/**
 * Moves what is left of the next offers, escrow and all, into the market's next listing where that takes them, and gives
 * the escrow back otherwise; a record per offer says which. Where none is left, the listing is settled.
 */
export async function carryStep(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  const { ledger } = ctx;
  const next = await nextListing(ctx, listing);
  const credits = new ListingCredits(ctx, listing);
  const first = { listing: listing.id, page: 0, row: 0, steps: 0 };
  const { steps, ...from } = (await ledger.get(carryCursorRecord, listing.id)) ?? first;
  let { page, row } = from;
  for (let moved = 0; page < listing.collectedPages; page++, row = 0) {
    const offers = (await ledger.get(offerPageRecord, listing.id, keyNumber(page)))?.rows ?? [];
    const outcomes = (await ledger.get(outcomePageRecord, listing.id, keyNumber(page)))?.rows ?? [];
    for (; row < offers.length; row++) {
      const [offer, outcome] = [offers[row], outcomes[row]];
      if (!offer || !outcome) throw new Error(`Outcome ${row} of page ${page} of ${listing.id} is missing`);
      const left = leftOf(offer, outcome);
      if (!left) continue;
      if (moved === OFFERS_PER_STEP) {
        credits.write(`c${keyNumber(steps)}`);
        ledger.put(carryCursorRecord, { listing: listing.id, page, row, steps: steps + 1 });
        return listing;
      }
      moved++;
      const entry = await ledger.get(offerRecord, listing.id, offer[0], offer[1]);
      if (!entry) throw new Error(`Offer ${offer[1]} of ${offer[0]} in ${listing.id} is missing`);
      await carry(ctx, { ...entry, ...left }, next, credits);
    }
  }
  credits.write(`c${keyNumber(steps)}`);
  if (steps > 0) ledger.delete(carryCursorRecord, first);
  return { ...listing, state: advance(listing, 'settled') };
}

/** The market's next listing, or the refusal that offers meet there. */
async function nextListing(ctx: TransactionContext, listing: Listing): Promise<Listing | DomainError> {
  const id = listingId(listing.market, parseTime(listing.deliveryEnd));
  const next = await ctx.ledger.get(listingRecord, id);
  if (!next) return new DomainError('LISTING_NOT_FOUND', `There is no listing ${id}`);
  if (next.state !== 'open') return new DomainError('LISTING_NOT_OPEN', `Listing ${id} is ${next.state}`);
  if (!carriesOver(next.rules))
    return new DomainError('OFFER_RULES', `Listing ${id} is cleared by ${next.rules.mechanism}`);
  const now = await marketTime(ctx, next.market, next.rules);
  return refusalOf(() => checkNotBegun(next, now)) ?? next;
}

async function carry(
  ctx: TransactionContext,
  left: OfferEntry,
  next: Listing | DomainError,
  credits: ListingCredits,
): Promise<void> {
  const { listing, member, id: offer, energy, escrow } = left;
  const admitted = next instanceof DomainError ? next : await admit(ctx, left, next);
  const record = { listing, member, offer, energy, escrow };
  if (admitted instanceof DomainError) {
    if (escrow > 0n) credits.add(member, 'escrowReleased', offer, escrow, -escrow);
    ctx.ledger.put(carriedOfferRecord, { ...record, to: null, as: null, reason: admitted.code });
  } else {
    ctx.ledger.put(carriedOfferRecord, { ...record, to: admitted.listing, as: admitted.id, reason: null });
  }
}

/** Puts an offer into the next listing as its member could, or answers the refusal that it meets. */
async function admit(ctx: TransactionContext, left: OfferEntry, next: Listing): Promise<OfferEntry | DomainError> {
  const { ledger } = ctx;
  const { member, side, unit } = left;
  const [energy, price] = [whOf(left.energy), priceOf(left.price)];
  const { status } = await findMember(ledger, member);
  if (status !== 'active') return new DomainError('MEMBER_SUSPENDED', `${member} is ${status}`);
  const rules = parseRules(next.rules);
  const tally = (await ledger.get(tallyRecord, next.id, member)) ?? emptyTally(next.id, member);
  const id = carriedId(left.id, listingStart(left.listing), tally.offers);
  if (id === null) return new DomainError('OFFER_EXISTS', `${member} has an offer ${left.id} in ${next.id} already`);
  const refused = refusalOf(() => {
    // What a trade leaves may be less than a whole offer's least.
    checkOffer(
      { ...rules, smallestOffer: energy < rules.smallestOffer ? energy : rules.smallestOffer },
      { side, energy, price },
    );
    checkTally(tally, id, rules.offersPerMember);
  });
  if (refused) return refused;
  if (unit !== null) {
    const full = await offerUnit(ctx, next, unit, member, energy).then(() => undefined, asRefusal);
    if (full) return full;
  }
  const offer: OfferEntry = { ...left, id, listing: next.id, state: 'open' };
  ledger.put(offerRecord, offer);
  ledger.put(tallyRecord, { ...tally, offers: [...tally.offers, id] });
  return offer;
}

/** Start of delivery of a listing, as its id names it. */
const listingStart = (listing: string): string => listing.split('_')[1] ?? '';

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}

/** The refusal that a check ends in, if any; anything else that is thrown is a bug. */
function refusalOf(check: () => void): DomainError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return asRefusal(error);
  }
}
