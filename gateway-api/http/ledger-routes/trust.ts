import { transactions as t } from '../../../chaincode/wire/transactions';
import { resource } from '../ledger-route';

const trust = resource('trust');

/** Trust, deliveries and ratings of trades, the platform's score (spec 14). */
export const trustRoutes = [
  trust.get('/trust', t.GetTrusts),
  trust.get('/members/{member}/trust', t.GetTrust),
  trust.get('/clearings/{listing}/trades/{trade}', t.GetTrade),
  trust.post('/clearings/{listing}/trades/{trade}/delivery', t.AttestDelivery),
  trust.post('/clearings/{listing}/trades/{trade}/ratings', t.RateTrade),
  trust.post('/clearings/{listing}/deliveries', t.AttestDeliveries),
  trust.post('/clearings/{listing}/ratings/closing', t.CloseRatings),
  trust.get('/platform', t.GetPlatformScore),
  trust.post('/platform/ratings', t.RatePlatform),
];
