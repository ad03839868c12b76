import {
  keyNumber,
  keyOf,
  type Listing,
  listingRecord,
  offerPageRecord,
  offerRecord,
  outcomePageRecord,
  PAGE_OFFERS,
  tradePageRecord,
} from '../../../chaincode/copy/records';
import { parsePrice } from '../../../chaincode/domain/units';
import { type Projection } from '../projection';
import { type TransactionScope } from '../transaction-scope';

/** Listings, and what came of their offers: rows of the pages that clearing publishes. */
export const listings: Projection = {
  listing: (scope, { value }) => {
    if (value === null) return;
    const { id, market, state, deliveryStart, deliveryEnd, clearing } = listingRecord.decode(value);
    scope.batch.setListing({
      ...{ id, market, state, delivery_start: deliveryStart, delivery_end: deliveryEnd },
      price: priceOf(clearing),
      energy: clearing?.energy ?? null,
      turnover: clearing?.turnover ?? null,
      trades: clearing?.trades ?? 0,
      offers: clearing?.offers ?? 0,
    });
  },
  'outcome-page': async (scope, { value }) => {
    if (value === null) return;
    const { listing: id, page, rows: outcomes } = outcomePageRecord.decode(value);
    const listing = await listingOf(scope, id);
    const offers = (await scope.batch.record(offerPageRecord, id, keyNumber(page)))?.rows ?? [];
    const units = await unitsOf(
      scope,
      id,
      offers.filter(([, , side]) => side === 'sell').map(([member, offer]) => `${member}:${offer}`),
    );
    const rows = offers.map(([member, offer, side, energy, price], row) => {
      const [traded = '0', amount = '0', fee = '0', refund = '0'] = outcomes[row] ?? [];
      return {
        ...{ listing: id, page, row, market: listing.market, delivery_start: listing.deliveryStart },
        ...{ member, id: offer, side, unit: units.get(`${member}:${offer}`) ?? null },
        ...{ energy: BigInt(energy), price: BigInt(price), traded: BigInt(traded) },
        ...{ amount: BigInt(amount), fee: BigInt(fee), refund: BigInt(refund) },
      };
    });
    scope.batch.add('offer', ...rows);
  },
  'trade-page': async (scope, { value }) => {
    if (value === null) return;
    const { listing: id, page, rows: trades } = tradePageRecord.decode(value);
    const listing = await listingOf(scope, id);
    const units = await unitsOf(
      scope,
      id,
      trades.map(([, sell]) => sell),
    );
    const rows = trades.map(([buy, sell, energy, price, payment], row) => {
      const [buyer = '', buyOffer = ''] = buy.split(':');
      const [seller = '', sellOffer = ''] = sell.split(':');
      return {
        ...{ listing: id, number: page * PAGE_OFFERS + row, market: listing.market },
        ...{ delivery_start: listing.deliveryStart, buyer, buy_offer: buyOffer, seller, sell_offer: sellOffer },
        unit: units.get(sell) ?? null,
        ...{ energy: BigInt(energy), price: BigInt(price), payment: BigInt(payment) },
      };
    });
    scope.batch.add('trade', ...rows);
  },
};

function priceOf(clearing: Listing['clearing']): bigint | null {
  return clearing === null || clearing.price === null ? null : parsePrice(clearing.price);
}

async function listingOf(scope: TransactionScope, id: string): Promise<Listing> {
  const listing = await scope.batch.record(listingRecord, id);
  if (!listing) throw new Error(`The ledger has pages of ${id}, which it does not have`);
  return listing;
}

/** From which units offers sell, by offers as member:id. */
async function unitsOf(
  scope: TransactionScope,
  listing: string,
  offers: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const keys = new Map(offers.map((offer) => [keyOf(offerRecord.family, listing, ...offer.split(':')), offer]));
  const records = await scope.batch.records(offerRecord, [...keys.keys()]);
  return new Map([...records].map(([key, { unit }]) => [keys.get(key) ?? '', unit]));
}
