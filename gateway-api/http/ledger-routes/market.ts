import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const offers = resource('offers');
const markets = resource('markets');
const listings = resource('listings');
const clearings = resource('clearings');

/** Markets, listings, offers and clearings (spec 10). Offers come first: they are what the door sees most of. */
export const marketRoutes = [
  offers.post(
    '/listings/{listing}/offers',
    { in: 'body', name: 'side', of: { sell: t.PVOffer, buy: t.BUYOffer } },
    { operationId: 'makeOffer', summary: 'Offers to sell energy of a verified unit, or bids for energy' },
  ),
  offers.get('/listings/{listing}/offers', t.GetOffers),
  offers.get('/listings/{listing}/offers/{member}/{offer}', t.GetOffer),
  offers.delete('/listings/{listing}/offers/{member}/{offer}', t.CancelOffer, { own: ['member'] }),
  markets.get('/markets', t.GetMarkets),
  markets.post('/markets', t.CreateMarket),
  markets.get('/markets/{market}', t.GetMarket),
  markets.post('/markets/{market}/clock', t.AdvanceClock),
  listings.get('/markets/{market}/listings', t.GetListings, { defaults: { from: '1970-01-01T00:00:00Z' } }),
  listings.post('/markets/{market}/listings', t.AcceptOfferBroadcast),
  listings.get('/listings/{listing}', t.GetListing),
  listings.post('/listings/{listing}/closing', t.CloseBidding),
  listings.post('/listings/{listing}/clearing', t.ClearListing),
  listings.post('/listings/{listing}/settlement', t.SettleListing),
  listings.post('/listings/{listing}/cancellation', t.CancelListing),
  clearings.get('/clearings/{listing}', t.GetListing, {
    operationId: 'getClearing',
    summary: "A listing's clearing: price, energy, turnover",
  }),
  clearings.get('/clearings/{listing}/offers', t.GetCollectedOffers, { defaults: { page: '0' } }),
  clearings.get('/clearings/{listing}/trades', t.GetTrades, { defaults: { page: '0' } }),
];
