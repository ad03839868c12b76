import { type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { type BookRulesView, type MarketRulesView } from '../../chaincode/wire/views';

/**
 * The rules of the demonstration's market: hourly, settled without meters, on a simulated clock. Prices are multiples of a
 * hundredth of a cent, offers at least 10 Wh. One per cent of what sellers receive is the fee, which agents who attest the clearings and the
 * traders of their epoch share (spec 14).
 */
export const demoRules = (mechanism: MechanismName = 'mcp-fifo'): MarketRulesView => ({
  mechanism,
  limits: 'respected',
  tick: '0.0001',
  smallestOffer: '0.01',
  largestOffer: '100',
  priceFloor: '0',
  priceCap: '1',
  fee: '0.01',
  intervalMinutes: 60,
  metered: false,
  clock: 'simulated',
  offersPerMember: 10,
  attestation: 'on',
});

/** The book in which the demonstration's members trade ENT. */
export const ENT_BOOK = 'ent';

/** Its rules: limits in hundredths of a cent per ENT, amounts in hundredths of an ENT. */
export const entBookRules: BookRulesView = {
  token: 'ENT',
  priceRule: 'resting',
  tick: '0.0001',
  lot: '0.01',
  priceCap: '1',
  ordersPerMatch: 50,
};
