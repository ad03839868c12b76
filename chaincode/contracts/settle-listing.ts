/**
 * Settling a cleared listing page by page (spec 10, `SettleListing`): every member of the page gets one credit, the
 * operator one for its fees (which are held instead where agents attest, spec 14). Credits are entries of their own, so that settling never collides with what members do
 * meanwhile. A page that is settled is never settled again: the listing's header counts them.
 */
import { type Movement, type MovementKind } from '../domain/account';
import { advance } from '../domain/listing-state';
import { credit } from '../ledger/accounts';
import { keyNumber } from '../ledger/key';
import { type Listing, type OfferEntry, offerPageRecord, offerRecord, outcomePageRecord } from '../ledger/records';
import { PAGE_OFFERS } from './clear-listing';
import { holdFees } from './held-fees';
import { type TransactionContext } from './transaction-context';

/** Settles the next page of a cleared listing, or pays back the next page of a cancelled one. */
export async function settleStep(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  return listing.state === 'cancelled' ? payBackPage(ctx, listing) : settlePage(ctx, listing);
}

/** Reads two keys, writes one per member of the page; for fees of an attested listing see `holdFees`. */
async function settlePage(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  const page = listing.settledPages;
  const offers = await ctx.ledger.get(offerPageRecord, listing.id, keyNumber(page));
  const outcomes = await ctx.ledger.get(outcomePageRecord, listing.id, keyNumber(page));
  const credits = new Credits(ctx, listing);
  let fees = 0n;
  offers?.rows.forEach(([member, id, side, , , escrow], row) => {
    const [traded, amount, fee, refund] = outcomes?.rows[row]?.map(BigInt) ?? [];
    if (traded === undefined || amount === undefined || fee === undefined || refund === undefined) {
      throw new Error(`Outcome ${row} of page ${page} of ${listing.id} is missing`);
    }
    if (side === 'sell' && amount > 0n) credits.add(member, 'sale', id, amount, 0n);
    if (side === 'buy') credits.add(member, traded > 0n ? 'purchase' : 'escrowReleased', id, refund, -BigInt(escrow));
    fees += fee;
  });
  const settledPages = page + 1;
  const done = settledPages >= listing.collectedPages;
  if (listing.attestation) {
    const part = await holdFees(ctx.ledger, listing, listing.attestation, { page, fees, done });
    if (part && part.amount > 0n) credits.add(part.agent, 'reward', keyNumber(page), part.amount, 0n);
  } else if (fees > 0n) credits.add(listing.operator, 'fee', keyNumber(page), fees, 0n);
  credits.write(page);
  return { ...listing, settledPages, state: done ? advance(listing, 'settled') : listing.state };
}

/** Gives the escrow of the next offers back: reads PAGE_OFFERS + 1 keys, writes one per member. */
async function payBackPage(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  const after = listing.cursor === '' || listing.cursor === null ? undefined : listing.cursor;
  const { items, next } = await ctx.ledger.scan(offerRecord, [listing.id], PAGE_OFFERS, after);
  const credits = new Credits(ctx, listing);
  for (const offer of items.filter(holdsEscrow)) {
    credits.add(offer.member, 'escrowReleased', offer.id, offer.escrow, -offer.escrow);
  }
  credits.write(listing.settledPages);
  return { ...listing, cursor: next ?? null, settledPages: listing.settledPages + 1 };
}

const holdsEscrow = (offer: OfferEntry): boolean => offer.state === 'open' && offer.escrow > 0n;

/** The credits of one step, a list of movements per member. */
class Credits {
  private readonly movements = new Map<string, Movement[]>();

  constructor(
    private readonly ctx: TransactionContext,
    private readonly listing: Listing,
  ) {}

  add(member: string, kind: MovementKind, offer: string, available: bigint, escrowed: bigint): void {
    const movements = this.movements.get(member) ?? [];
    movements.push({
      kind,
      available,
      lockedForWithdrawal: 0n,
      escrowed,
      counterparty: null,
      reference: `${this.listing.id}/${offer}`,
      at: this.ctx.time,
      transaction: this.ctx.transactionId,
    });
    this.movements.set(member, movements);
  }

  write(page: number): void {
    for (const [member, movements] of this.movements) {
      credit(this.ctx.ledger, member, 'eEuro', `${this.listing.id}.${keyNumber(page)}`, movements);
    }
  }
}
