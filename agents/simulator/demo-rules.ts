import { type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { type MarketRulesView } from '../../chaincode/wire/views';

/**
 * The rules of the demonstration's market: hourly, settled without meters, on a simulated clock. Prices are multiples of a
 * hundredth of a cent, offers at least 10 Wh, and the operator keeps one per cent of what sellers receive.
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
});
