import { DomainError } from '../domain/errors';
import { requireState } from '../domain/listing-state';
import { type Side } from '../domain/offer';
import { type Delivery, unknownDelivery } from '../domain/trust/delivery';
import { type MicroEuro, microEuroOf, type PricePerKWh, priceOf, type Wh, whOf } from '../domain/units';
import { keyNumber } from '../ledger/key';
import { type Ledger } from '../ledger/ledger';
import { deliveryRecord, type Listing, tradePageRecord, PAGE_OFFERS } from '../ledger/records';
import { findListing } from './find';

/** A trade of a settled listing. */
export interface ListedTrade {
  readonly listing: Listing;
  /** In the order of the clearing, from 0. */
  readonly number: number;
  readonly seller: string;
  /** The seller's offer that it came from. */
  readonly sellOffer: string;
  readonly buyer: string;
  readonly energy: Wh;
  readonly price: PricePerKWh;
  readonly payment: MicroEuro;
}

/** The page of trades that a trade is on. */
export const pageOfTrade = (number: number): number => Math.floor(number / PAGE_OFFERS);

/** A settled listing: LISTING_NOT_FOUND, LISTING_STATE. */
export async function findSettled(ledger: Ledger, id: string): Promise<Listing> {
  const listing = await findListing(ledger, id);
  requireState(listing, ['settled']);
  return listing;
}

/** A trade of a settled listing: TRADE_NOT_FOUND. Reads its page, which never changes. */
export async function findTrade(ledger: Ledger, listing: Listing, number: number): Promise<ListedTrade> {
  const page = pageOfTrade(number);
  const trades = await ledger.get(tradePageRecord, listing.id, keyNumber(page));
  const row = trades?.rows[number - page * PAGE_OFFERS];
  if (!row) {
    const message = `Listing ${listing.id} has ${listing.clearing?.trades ?? 0} trades, numbered from 0; there is no ${number}`;
    throw new DomainError('TRADE_NOT_FOUND', message, { listing: listing.id, trade: number });
  }
  const [buy, sell, energy, price, payment] = row;
  const [buyer = ''] = buy.split(':');
  const [seller = '', sellOffer = ''] = sell.split(':');
  return {
    listing,
    number,
    seller,
    sellOffer,
    buyer,
    energy: whOf(BigInt(energy)),
    price: priceOf(BigInt(price)),
    payment: microEuroOf(BigInt(payment)),
  };
}

/** On which side of a trade a member is: TRADE_NOT_OWN. One that traded with itself is taken for the seller. */
export function sideOf({ listing, number, seller, buyer }: ListedTrade, member: string): Side {
  if (member === seller) return 'sell';
  if (member === buyer) return 'buy';
  const message = `Trade ${number} of ${listing.id} is between ${seller} and ${buyer}, not of ${member}`;
  throw new DomainError('TRADE_NOT_OWN', message, { listing: listing.id, trade: number });
}

/** What is known of a trade's delivery. Reads one key. */
export async function findDelivery(ledger: Ledger, { listing, number, energy }: ListedTrade): Promise<Delivery> {
  const known = await ledger.get(deliveryRecord, listing.id, keyNumber(number));
  return known ?? unknownDelivery(listing.id, number, energy);
}
