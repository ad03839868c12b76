/** Every refusal of order books, provoked in a peopled world (spec 11). */
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { type MarketWorld } from '../market-world';
import { people, type Stage } from '../peopled-world';
import { sampleBookRules, sampleOrder } from '../sample-calls';
import { type RefusalCase } from './refusal-case';

const { member, otherMember } = people;
const orderOf = (changed: object) => JSON.stringify({ ...sampleOrder, ...changed });
const bookOf = (changed: object) => JSON.stringify({ ...sampleBookRules, ...changed });
const noBook = (name: TransactionName, ...more: string[]): RefusalCase => [
  name,
  'BOOK_NOT_FOUND',
  'member',
  ['none', ...more],
];

const noTrade = `20260601T110000Z.${'0'.repeat(64)}.000000`;
const bothReturn = (trade: string) => async (world: MarketWorld) => {
  for (const by of [member, otherMember]) await world.as(by, 'DecideHeldTrade', ['ent', trade, 'return']);
};
/** A book of which an interval is being cleared: two pairs, and one per step. */
async function halfCleared(world: MarketWorld): Promise<void> {
  const rules = { matching: 'interval', interval: 60, ordersPerMatch: 1 };
  await world.as(people.operator, 'CreateBook', ['crowd', bookOf(rules)]);
  for (const id of ['0', '1']) {
    await world.as(member, 'PlaceOrder', ['crowd', `b${id}`, orderOf({ price: `0.${5 + Number(id)}` })]);
    await world.as(otherMember, 'PlaceOrder', ['crowd', `s${id}`, orderOf({ side: 'sell', price: '0.4' })]);
  }
  world.peer.now += 60;
  // The first step admits, the second one pairs.
  await world.as(member, 'ClearInterval', ['crowd']);
  await world.as(member, 'ClearInterval', ['crowd']);
}

/** Of books, their orders and the trades that are held in them. */
export const orderBookRefusals = ({ things }: Stage): RefusalCase[] => [
  ['CreateBook', 'BOOK_EXISTS', 'operator', ['ent', bookOf({})]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ tick: '0' })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ lot: '0' })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ priceCap: '0' })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ ordersPerMatch: 201 })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ matching: 'interval' })]],
  ['CreateBook', 'BOOK_RULES_INVALID', 'operator', ['n', bookOf({ interval: 60 })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ matching: 'interval', interval: 90 })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ token: 'eEuro' })]],
  ['CreateBook', 'INVALID_ARGUMENT', 'operator', ['n', bookOf({ holdFor: 59 })]],
  noBook('PlaceOrder', 'n', orderOf({})),
  ['PlaceOrder', 'ORDER_EXISTS', 'member', ['ent', 's1', orderOf({})]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ amount: '0' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ amount: '0.001' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ price: '0.005' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ price: '10.01' })]],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['ent', 'n', orderOf({ kind: 'market' })]],
  ['PlaceOrder', 'ORDER_NOT_FILLED', 'otherMember', ['ent', 'n', orderOf({ kind: 'fok', amount: '2', price: '0.9' })]],
  ['PlaceOrder', 'INSUFFICIENT_FUNDS', 'member', ['ent', 'n', orderOf({ amount: '1000' })]],
  noBook('CancelOrder', 's1'),
  ['CancelOrder', 'ORDER_NOT_FOUND', 'otherMember', ['ent', 's1']],
  ['CancelOrder', 'ORDER_NOT_OPEN', 'member', ['ent', 'b0']],
  ['CancelOrder', 'INTERVAL_CLEARING', 'member', ['crowd', 'b0'], halfCleared],
  noBook('ClearExpiredOrders'),
  ['ClearExpiredOrders', 'INTERVAL_CLEARING', 'member', ['crowd'], halfCleared],
  noBook('ClearInterval'),
  ['ClearInterval', 'BOOK_MATCHING', 'member', ['ent']],
  [
    'ClearInterval',
    'INTERVAL_NOT_OVER',
    'member',
    ['admitted'],
    (world) => world.as(member, 'ClearInterval', ['admitted']),
  ],
  ['PlaceOrder', 'ORDER_RULES', 'member', ['round', 'n', orderOf({ kind: 'ioc' })]],
  noBook('DecideHeldTrade', noTrade, 'release'),
  ['DecideHeldTrade', 'HELD_TRADE_NOT_FOUND', 'member', ['ent', noTrade, 'release']],
  ['DecideHeldTrade', 'FORBIDDEN', 'operator', ['ent', things.heldTrade, 'release']],
  ['DecideHeldTrade', 'HELD_TRADE_ENDED', 'member', ['ent', things.heldTrade, 'release'], bothReturn(things.heldTrade)],
  [
    'DecideHeldTrade',
    'HELD_TRADE_ENDED',
    'member',
    ['ent', things.heldTrade, 'return'],
    (world) => {
      world.peer.now += 86_400;
      return Promise.resolve();
    },
  ],
  noBook('ReleaseHeldTrades'),
  noBook('GetHeldTrade', noTrade),
  ['GetHeldTrade', 'HELD_TRADE_NOT_FOUND', 'member', ['ent', noTrade]],
  noBook('GetHeldTrades', '10', ''),
  noBook('GetBook'),
  noBook('GetOpenOrders', 'buy', '10', ''),
  noBook('QuoteOrder', 'buy', '1', '0.5'),
  ['QuoteOrder', 'ORDER_RULES', 'member', ['ent', 'buy', '0', '']],
  ['QuoteOrder', 'BOOK_MATCHING', 'member', ['round', 'buy', '1', '']],
  noBook('GetDepth'),
  noBook('GetOrder', member, 's1'),
  ['GetOrder', 'ORDER_NOT_FOUND', 'member', ['ent', member, 'none']],
  noBook('GetOrders', member, '10', ''),
  noBook('GetBookTrades', '2026-01-01T00:00:00Z', '10', ''),
  noBook('GetCandles', 'hour', '2026-01-01T00:00:00Z'),
];
