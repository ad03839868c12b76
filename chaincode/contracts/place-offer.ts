import { DomainError } from '../domain/errors';
import { checkNotBegun } from '../domain/delivery-interval';
import { checkOffer } from '../domain/market-rules';
import { type Side } from '../domain/offer';
import { checkSale, withSale } from '../domain/pv-unit';
import { escrowFor } from '../domain/settlement';
import { formatTime, minuteOf } from '../domain/time';
import { parseEnergy, parsePrice, type Wh } from '../domain/units';
import { move } from '../ledger/accounts';
import {
  type Listing,
  type OfferEntry,
  offerRecord,
  type Tally,
  tallyRecord,
  type UnitSale,
  unitSaleRecord,
} from '../ledger/records';
import { findListing, findUnit } from './find';
import { checkNotBefore, marketTime } from './market-time';
import { parseRules } from './rules-view';
import { type TransactionContext } from './transaction-context';

export interface OfferArguments {
  readonly listing: string;
  readonly offer: string;
  readonly energy: string;
  readonly price: string;
  /** The seller's unit; a buyer has none. */
  readonly unit?: string;
}

/**
 * Places an offer: its own key, its escrow in itself. Reads the caller, the listing's header, the member's tally and
 * the seller's unit with its sales or the buyer's account; all but the header are the member's own, so members never
 * collide. Reading the header is what makes an offer that comes after the lock invalid (spec 00, "Time").
 */
export async function placeOffer(ctx: TransactionContext, side: Side, args: OfferArguments): Promise<OfferEntry> {
  const member = ctx.member.id;
  const listing = await findListing(ctx.ledger, args.listing);
  const now = await requireOpen(ctx, listing);
  const rules = parseRules(listing.rules);
  const energy = parseEnergy(args.energy);
  const price = parsePrice(args.price);
  checkOffer(rules, { side, energy, price });

  const tally = (await ctx.ledger.get(tallyRecord, listing.id, member)) ?? emptyTally(listing.id, member);
  checkTally(tally, args.offer, rules.offersPerMember);
  if (args.unit !== undefined) await offerUnit(ctx, listing, args.unit, member, energy);
  const escrow = escrowFor({ side, energy, price }, rules);
  if (escrow > 0n) await moveEscrow(ctx, `${listing.id}/${args.offer}`, 'escrow', escrow);

  const offer: OfferEntry = {
    listing: listing.id,
    member,
    id: args.offer,
    side,
    unit: args.unit ?? null,
    energy,
    price,
    escrow,
    slot: formatTime(minuteOf(now)),
    state: 'open',
  };
  ctx.ledger.put(offerRecord, offer);
  ctx.ledger.put(tallyRecord, { ...tally, offers: [...tally.offers, args.offer] });
  ctx.concerns({ market: listing.market, listing: listing.id });
  return offer;
}

/** Takes an own offer back and releases what it held. */
export async function cancelOffer(ctx: TransactionContext, listingId: string, id: string): Promise<OfferEntry> {
  const member = ctx.member.id;
  const listing = await findListing(ctx.ledger, listingId);
  await requireOpen(ctx, listing);
  const offer = await ctx.ledger.get(offerRecord, listingId, member, id);
  if (!offer) throw new DomainError('OFFER_NOT_FOUND', `You have no offer ${id} in ${listingId}`, { offer: id });
  if (offer.state !== 'open') {
    throw new DomainError('OFFER_NOT_OPEN', `Offer ${id} has been cancelled already`, { offer: id });
  }
  if (offer.unit !== null) {
    const sale = await unitSale(ctx, listing, offer.unit);
    const taken = { ...intervalOf(listing), energy: -offer.energy };
    ctx.ledger.put(unitSaleRecord, { ...sale, sales: withSale(sale.sales, taken) });
  }
  if (offer.escrow > 0n) await moveEscrow(ctx, `${listingId}/${id}`, 'escrowReleased', -offer.escrow);
  const cancelled: OfferEntry = { ...offer, state: 'cancelled' };
  ctx.ledger.put(offerRecord, cancelled);
  ctx.concerns({ market: listing.market, listing: listing.id });
  return cancelled;
}

/** The market's time, when the listing takes offers: LISTING_NOT_OPEN otherwise. */
async function requireOpen(ctx: TransactionContext, listing: Listing): Promise<number> {
  if (listing.state !== 'open') {
    throw new DomainError('LISTING_NOT_OPEN', `Listing ${listing.id} is ${listing.state}`, {
      listing: listing.id,
      state: listing.state,
    });
  }
  checkNotBefore(ctx, listing.recordedAt);
  const now = await marketTime(ctx, listing.market, listing.rules);
  checkNotBegun(listing, now);
  return now;
}

/** Refuses an offer whose id the member has used in the listing, and one too many. */
export function checkTally(tally: Tally, offer: string, most: number): void {
  if (tally.offers.includes(offer)) {
    throw new DomainError('OFFER_EXISTS', `You have an offer ${offer} in ${tally.listing} already`, { offer });
  }
  if (tally.offers.length >= most) {
    throw new DomainError('OFFER_LIMIT', `A member can place ${most} offers in a listing, cancelled ones included`, {
      most,
    });
  }
}

/** The tally of a member who has made no offer in the listing. */
export const emptyTally = (listing: string, member: string): Tally => ({ listing, member, offers: [] });

/** Reserves energy of the seller's unit in the listing's interval, wherever else it sells; refused where it is not the seller's to sell. */
export async function offerUnit(
  ctx: TransactionContext,
  listing: Listing,
  unitId: string,
  seller: string,
  energy: Wh,
): Promise<void> {
  const unit = await findUnit(ctx.ledger, unitId);
  const before = await unitSale(ctx, listing, unitId);
  const sale = { seller, ...intervalOf(listing), energy };
  checkSale(unit, before.sales, sale);
  ctx.ledger.put(unitSaleRecord, { ...before, sales: withSale(before.sales, sale) });
}

const intervalOf = ({ deliveryStart, rules }: Listing) => ({ start: deliveryStart, minutes: rules.intervalMinutes });

/** What the unit has offered for the listing's hour, here and in other markets of the same time. */
async function unitSale(ctx: TransactionContext, listing: Listing, unit: string): Promise<UnitSale> {
  const time = listing.rules.clock === 'real' ? '@real' : listing.market;
  const none: UnitSale = { unit, time, hour: listing.deliveryStart.slice(0, 13), sales: [] };
  return (await ctx.ledger.get(unitSaleRecord, ...unitSaleRecord.keyParts(none))) ?? none;
}

/** Moves eEuro of the caller into an offer's escrow, or back where `amount` is negative. */
async function moveEscrow(
  ctx: TransactionContext,
  reference: string,
  kind: 'escrow' | 'escrowReleased',
  amount: bigint,
): Promise<void> {
  await move(ctx.ledger, ctx.member.id, 'eEuro', {
    kind,
    available: -amount,
    lockedForWithdrawal: 0n,
    escrowed: amount,
    counterparty: null,
    reference,
    at: ctx.time,
    transaction: ctx.transactionId,
  });
}
