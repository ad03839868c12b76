import { type Listing, type Movement } from '../../client';
import { listingId } from '../../chaincode/domain/delivery-interval';
import { parseTime } from '../../chaincode/domain/time';
import { parseEnergy, parseEuro, parsePrice, parseRatio } from '../../chaincode/domain/units';
import { hourOfOrder } from '../bidding/ent-order-id';
import { type MarketApi } from '../client/market-api';
import { type RecordedDay } from '../community/community';
import { ledgerTime } from '../community/local-time';
import { inParallel } from '../client/in-parallel';
import { type DayLedger, type LedgerAccount, type LedgerListing } from './day-ledger';
import { sum } from './sum';

/** Accounts read at once. */
const AT_ONCE = 8;

/** A cleared listing with its offers and trades, through the gateway. Cancelled offers are left out. */
export async function readListing(api: MarketApi, listing: Listing): Promise<LedgerListing> {
  const [offers, trades] = await Promise.all([api.offers(listing.id), api.trades(listing.id)]);
  return {
    id: listing.id,
    deliveryStart: new Date(listing.deliveryStart),
    mechanism: listing.rules.mechanism,
    fee: parseRatio(listing.rules.fee),
    price: priceOf(listing),
    offers: offers
      .filter(({ state }) => state === 'open')
      .map((offer) => ({
        key: `${offer.member}:${offer.id}`,
        member: offer.member,
        side: offer.side,
        energy: parseEnergy(offer.energy),
        price: parsePrice(offer.price),
      })),
    trades: trades.map((trade) => ({
      buyer: memberOf(trade.buy),
      seller: memberOf(trade.sell),
      energy: parseEnergy(trade.energy),
      price: parsePrice(trade.price),
      payment: parseEuro(trade.payment),
    })),
  };
}

/**
 * Reads what the ledger says of a day, as the market's operator, who may see every account. Listings that are settled
 * don't change: those in `known` are not read again. Hours without a settled listing are left out.
 */
export async function readDayLedger(
  operator: MarketApi,
  market: string,
  day: RecordedDay,
  known: ReadonlyMap<string, LedgerListing> = new Map(),
): Promise<DayLedger> {
  const listings: LedgerListing[] = [];
  for (const hour of day.hours) {
    const id = listingId(market, parseTime(ledgerTime(hour.start)));
    const listing = known.get(id) ?? (await readSettled(operator, id));
    if (listing) listings.push(listing);
  }
  const ids = new Set(listings.map(({ id }) => id));
  const members = await operator.members();
  const accounts = await inParallel(members, AT_ONCE, ({ id }) => readAccount(operator, id, ids));
  return { market, operator: operator.member, listings, accounts, supply: parseEuro((await operator.supply()).total) };
}

async function readSettled(operator: MarketApi, id: string): Promise<LedgerListing | undefined> {
  const listing = await operator.listing(id);
  return listing?.state === 'settled' ? readListing(operator, listing) : undefined;
}

/** An account, with what its history books for these listings. */
async function readAccount(api: MarketApi, member: string, listings: ReadonlySet<string>): Promise<LedgerAccount> {
  const hours = new Set([...listings].map((listing) => listing.toLowerCase()));
  const ofMarket = ({ reference }: Movement) => listings.has(reference.split('/')[0] ?? '');
  const ofBook = ({ reference }: Movement) => hours.has(hourOfOrder(reference) ?? '');
  const [balance, history] = await Promise.all([
    api.balance(member),
    // Newest first: a page without the day's listings lies before the day.
    api.history(member, (page) => !page.some((movement) => ofMarket(movement) || ofBook(movement))),
  ]);
  const total = (
    kind: Movement['kind'],
    of: (movement: Movement) => bigint,
    which: (movement: Movement) => boolean = ofMarket,
  ) =>
    sum(
      history.filter((movement) => movement.kind === kind && which(movement)),
      of,
    );
  return {
    member,
    available: parseEuro(balance.available),
    escrowed: parseEuro(balance.escrowed),
    lockedForWithdrawal: parseEuro(balance.lockedForWithdrawal),
    booked: {
      // What left the escrow and did not come back.
      paid: total('purchase', ({ available, escrowed }) => -signed(escrowed) - signed(available)),
      received: total('sale', ({ available }) => signed(available)),
      fees: total('fee', ({ available }) => signed(available)),
      rewards: total('reward', ({ available }) => signed(available)),
      paidForEnt: total('purchase', ({ escrowed }) => -signed(escrowed), ofBook),
      receivedForEnt: total('sale', ({ available }) => signed(available), ofBook),
    },
  };
}

function priceOf({ clearing }: Listing): LedgerListing['price'] {
  const price = clearing?.price ?? null;
  return price === null ? null : parsePrice(price);
}

/** A signed decimal amount in millionths. */
function signed(amount: string): bigint {
  const size: bigint = parseEuro(amount.replace('-', ''));
  return amount.startsWith('-') ? -size : size;
}

/** The member in an offer's name, `member:offer`. */
const memberOf = (offer: string): string => offer.slice(0, offer.indexOf(':'));
