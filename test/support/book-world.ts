import { type ResultOf } from '../../chaincode/wire/declaration';
import { type PlaceOrder } from '../../chaincode/wire/transactions/book';
import { type BookRulesView } from '../../chaincode/wire/views';
import { admin, banker, MarketWorld, operator } from './market-world';

const unit = 'su@HouseholdsMSP';
const rules: BookRulesView = {
  token: 'ENT',
  priceRule: 'resting',
  tick: '0.000001',
  lot: '0.001',
  priceCap: '100',
  ordersPerMatch: 50,
};
export const traders = ['a@HouseholdsMSP', 'b@HouseholdsMSP', 'c@HouseholdsMSP'] as const;

/** Members with 800 ENT and 10,000 eEuro each, and a book. */
export async function worldWithBook(
  members: readonly string[],
  change: Partial<BookRulesView> = {},
): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  await world.register('owner@HouseholdsMSP');
  await world.as(admin, 'RegisterStorageUnit', [unit, 'owner@HouseholdsMSP']);
  for (const [index, member] of members.entries()) {
    await world.register(member);
    await world.as(banker, 'MintEEuro', [member, '10000']);
    await world.as(unit, 'EnergyProduced', [`${index + 1}`, member, '1000']);
  }
  await world.as(operator, 'CreateBook', ['ent', JSON.stringify({ ...rules, ...change })]);
  return world;
}

/** Places an order, a limit order unless the terms say so. */
export const place = (world: MarketWorld, member: string, id: string, terms: object) =>
  world.as<ResultOf<typeof PlaceOrder>>(member, 'PlaceOrder', ['ent', id, JSON.stringify({ kind: 'limit', ...terms })]);
/** What placing an order would read and write. */
export const simulated = async (world: MarketWorld, member: string, id: string, terms: object) =>
  world.peer.simulate(
    'book:PlaceOrder',
    ['ent', id, JSON.stringify({ kind: 'limit', ...terms })],
    await world.call(member),
  );

/** What is available and what is escrowed of a member's tokens. */
export async function amountsOf(world: MarketWorld, member: string, token: 'ENT' | 'EEuro'): Promise<[string, string]> {
  const balance = await world.as<{ available: string; escrowed: string }>(member, `Get${token}Balance`, [member]);
  return [balance.available, balance.escrowed];
}
