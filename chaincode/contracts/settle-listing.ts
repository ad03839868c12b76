/**
 * Settling a cleared listing page by page (spec 10, `SettleListing`): every member of the page gets one credit, the
 * operator one for its fees (which are held instead where agents attest, spec 14). Credits are entries of their own, so
 * that settling never collides with what members do meanwhile. A page that is settled is never settled again: the listing's header counts them.
 */
import { carriesOver } from '../domain/carry-over';
import { advance } from '../domain/listing-state';
import { keyNumber } from '../ledger/key';
import {
  type Listing,
  type OfferEntry,
  offerPageRecord,
  offerRecord,
  outcomePageRecord,
  PAGE_OFFERS,
} from '../ledger/records';
import { carryStep, leftOf } from './carry-over';
import { holdFees } from './held-fees';
import { ListingCredits } from './listing-credits';
import { type TransactionContext } from './transaction-context';

/**
 * Settles the next page of a cleared listing, or pays back the next page of a cancelled one. Where unfilled offers stay
 * for the next interval, moving them follows the last page.
 */
export async function settleStep(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  if (listing.state === 'cancelled') return payBackPage(ctx, listing);
  const paid = listing.settledPages >= listing.collectedPages;
  return paid && carriesOver(listing.rules) ? carryStep(ctx, listing) : settlePage(ctx, listing);
}

/** Reads two keys, writes one per member of the page; for fees of an attested listing see `holdFees`. */
async function settlePage(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  const page = listing.settledPages;
  const offers = await ctx.ledger.get(offerPageRecord, listing.id, keyNumber(page));
  const outcomes = await ctx.ledger.get(outcomePageRecord, listing.id, keyNumber(page));
  const credits = new ListingCredits(ctx, listing);
  let fees = 0n;
  offers?.rows.forEach((offer, row) => {
    const [member, id, side, , , escrow] = offer;
    const outcome = outcomes?.rows[row];
    const [traded, amount, fee, refund] = outcome?.map(BigInt) ?? [];
    if (traded === undefined || amount === undefined || fee === undefined || refund === undefined) {
      throw new Error(`Outcome ${row} of page ${page} of ${listing.id} is missing`);
    }
    if (side === 'sell' && amount > 0n) credits.add(member, 'sale', id, amount, 0n);
    if (side === 'buy') {
      const kept = outcome && carriesOver(listing.rules) ? (leftOf(offer, outcome)?.escrow ?? 0n) : 0n;
      const kind = traded > 0n ? 'purchase' : 'escrowReleased';
      if (kept < BigInt(escrow)) credits.add(member, kind, id, refund - kept, kept - BigInt(escrow));
    }
    fees += fee;
  });
  const settledPages = page + 1;
  const done = settledPages >= listing.collectedPages;
  if (listing.attestation) {
    const part = await holdFees(ctx.ledger, listing, listing.attestation, { page, fees, done });
    if (part && part.amount > 0n) credits.add(part.agent, 'reward', keyNumber(page), part.amount, 0n);
  } else if (fees > 0n) credits.add(listing.operator, 'fee', keyNumber(page), fees, 0n);
  credits.write(keyNumber(page));
  return {
    ...listing,
    settledPages,
    state: done && !carriesOver(listing.rules) ? advance(listing, 'settled') : listing.state,
  };
}

/** Gives the escrow of the next offers back: reads PAGE_OFFERS + 1 keys, writes one per member. */
async function payBackPage(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  const after = listing.cursor === '' || listing.cursor === null ? undefined : listing.cursor;
  const { items, next } = await ctx.ledger.scan(offerRecord, [listing.id], PAGE_OFFERS, after);
  const credits = new ListingCredits(ctx, listing);
  for (const offer of items.filter(holdsEscrow)) {
    credits.add(offer.member, 'escrowReleased', offer.id, offer.escrow, -offer.escrow);
  }
  credits.write(keyNumber(listing.settledPages));
  return { ...listing, cursor: next ?? null, settledPages: listing.settledPages + 1 };
}

const holdsEscrow = (offer: OfferEntry): boolean => offer.state === 'open' && offer.escrow > 0n;
