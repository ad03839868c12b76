/** ENT and eEuro accounts (spec 00; spec 12, "Transactions"). */
import { strict as assert } from 'node:assert';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { type GetAccountHistory, type GetEEuroBalance } from '../../../chaincode/wire/transactions/tokens';
import { banker, MarketWorld } from '../../support/market-world';

type Balance = ResultOf<typeof GetEEuroBalance>;
type History = ResultOf<typeof GetAccountHistory>;
const a = 'a@HouseholdsMSP';
const b = 'b@HouseholdsMSP';

async function bank(): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  await world.member(a, { eEuro: '100' });
  await world.member(b);
  return world;
}

const balance = (world: MarketWorld, id: string) => world.as<Balance>(id, 'GetEEuroBalance', [id]);
const total = async (world: MarketWorld) => (await world.as<{ total: string }>(a, 'GetTotalEEuro', [])).total;

async function history(world: MarketWorld, id: string, pageSize = 200): Promise<History['items']> {
  const found: History['items'] = [];
  let bookmark = '';
  do {
    const page = await world.as<History>(id, 'GetAccountHistory', [id, 'eEuro', String(pageSize), bookmark]);
    assert.ok(page.items.length <= pageSize);
    found.push(...page.items);
    bookmark = page.bookmark;
  } while (bookmark !== '');
  return found;
}

const micros = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  return BigInt(whole + fraction.padEnd(6, '0')) * (decimal.startsWith('-') ? -1n : 1n);
};

describe('Tokens', () => {
  it('move from one member to another, to the millionth', async () => {
    const world = await bank();
    await world.as(a, 'TransferEEuro', [b, '0.000001']);
    await world.as(a, 'TransferEEuro', [b, '99.999999']);
    assert.deepEqual([(await balance(world, a)).available, (await balance(world, b)).available], ['0', '100']);
    assert.equal(await world.refusal(a, 'TransferEEuro', [b, '0.000001']), 'INSUFFICIENT_FUNDS');
  });

  it('of both kinds are kept apart', async () => {
    const world = await bank();
    world.seedEnt(a, 5_000_000n);
    await world.as(a, 'TransferENT', [b, '2']);
    const ent = await world.as<Balance>(b, 'GetENTBalance', [b]);
    assert.deepEqual([ent.available, (await balance(world, b)).available], ['2', '0']);
    assert.equal((await world.as<{ total: string }>(a, 'GetTotalENT', [])).total, '5');
    assert.equal(await world.refusal(b, 'TransferEEuro', [a, '1']), 'INSUFFICIENT_FUNDS');
  });

  it('sent to oneself are refused, and nothing is gained', async () => {
    const world = await bank();
    assert.equal(await world.refusal(a, 'TransferEEuro', [a, '30']), 'SAME_ACCOUNT');
    assert.equal((await balance(world, a)).available, '100');
  });

  it('can be spent once only: of two payments at the same moment one is invalid', async () => {
    const world = await bank();
    const pay = async () => world.peer.simulate('tokens:TransferEEuro', [b, '100'], await world.call(a));
    const [first, second] = [await pay(), await pay()];
    assert.deepEqual([world.peer.commit(first), world.peer.commit(second)], ['VALID', 'MVCC_READ_CONFLICT']);
    assert.equal((await balance(world, b)).available, '100');
  });

  it('that arrive do not disturb a spending that the account covers by itself', async () => {
    const world = await bank();
    await world.as(a, 'FoldCredits', [a, 'eEuro']);
    const spending = await world.peer.simulate('tokens:TransferEEuro', [b, '1'], await world.call(a));
    await world.as(banker, 'MintEEuro', [a, '5']);
    assert.equal(world.peer.commit(spending), 'VALID');
    assert.equal((await balance(world, a)).available, '104');
  });

  it('that wait to be folded in are in the balance, and not in what a payment answers, which says so by its form', async () => {
    const world = await bank();
    await world.as(a, 'FoldCredits', [a, 'eEuro']);
    await world.as(banker, 'MintEEuro', [a, '5']);
    const amounts = { locked: '0', lockedForWithdrawal: '0', escrowed: '0' };
    assert.deepEqual(await world.as(a, 'TransferEEuro', [b, '1']), {
      ...{ member: a, token: 'eEuro', available: '99' },
      ...amounts,
    });
    assert.deepEqual(await balance(world, a), {
      ...{ member: a, token: 'eEuro', available: '104', unfolded: 1 },
      ...amounts,
    });
  });

  it('are locked by their owner, and burned or unlocked by the banker, no more than that', async () => {
    const world = await bank();
    await world.as(a, 'LockEEuro', ['40']);
    assert.deepEqual(await total(world), '100');
    assert.equal(await world.refusal(banker, 'BurnEEuro', [a, '40.000001']), 'INSUFFICIENT_FUNDS');
    await world.as(banker, 'BurnEEuro', [a, '25.5']);
    await world.as(banker, 'UnlockEEuro', [a, '4.5']);
    const { available, locked, lockedForWithdrawal } = await balance(world, a);
    assert.deepEqual([available, locked, lockedForWithdrawal, await total(world)], ['64.5', '10', '10', '74.5']);
    assert.equal(await world.refusal(banker, 'UnlockEEuro', [a, '10.000001']), 'INSUFFICIENT_FUNDS');
  });

  it('held by an offer cannot be burned, and count as locked', async () => {
    const world = await bank();
    await world.openListing();
    await world.buy(a, 'b1', '100', '0.5');
    const { available, locked, lockedForWithdrawal, escrowed } = await balance(world, a);
    assert.deepEqual([available, locked, lockedForWithdrawal, escrowed], ['50', '50', '0', '50']);
    assert.equal(await world.refusal(banker, 'BurnEEuro', [a, '1']), 'INSUFFICIENT_FUNDS');
    assert.equal(await total(world), '100');
  });

  it('that have arrived are folded a hundred at a time, which moves no money', async () => {
    const world = await bank();
    for (let payment = 0; payment < 130; payment++) await world.as(a, 'TransferEEuro', [b, '0.1']);
    assert.deepEqual([(await balance(world, b)).available, (await balance(world, b)).unfolded], ['13', 130]);
    const folding = await world.peer.simulate('tokens:FoldCredits', [b, 'eEuro'], await world.call(banker));
    assert.equal([...folding.writes.values()].filter((value) => value === null).length, 100);
    assert.equal(world.peer.commit(folding), 'VALID');
    assert.deepEqual([(await balance(world, b)).available, (await balance(world, b)).unfolded], ['13', 30]);
    await world.as(b, 'TransferEEuro', [a, '13']);
    assert.deepEqual([(await balance(world, b)).available, (await balance(world, b)).unfolded], ['0', 0]);
    assert.equal(world.peer.records('credit').size, 1, 'what was folded is gone');
  });

  it('are at most 10^12, and what is burned can be minted again', async () => {
    const world = await bank();
    await world.as(banker, 'MintEEuro', [b, '999999999900']);
    assert.equal(await total(world), '1000000000000');
    assert.equal(await world.refusal(banker, 'MintEEuro', [a, '0.000001']), 'SUPPLY_EXCEEDED');
    await world.as(a, 'LockEEuro', ['1']);
    await world.as(banker, 'BurnEEuro', [a, '1']);
    await world.as(banker, 'MintEEuro', [a, '1']);
    await world.as(b, 'TransferEEuro', [a, '999999999900']);
    assert.equal((await balance(world, a)).available, '1000000000000');
  });

  it('have a history, newest first, page by page, that adds up to the balance', async () => {
    const world = await bank();
    const step = async (act: Promise<unknown>) => {
      await act;
      world.peer.now += 60;
    };
    await step(world.as(a, 'TransferEEuro', [b, '10']));
    await step(world.as(banker, 'MintEEuro', [a, '7']));
    await step(world.as(a, 'LockEEuro', ['20']));
    await step(world.as(banker, 'UnlockEEuro', [a, '5']));
    await step(world.as(banker, 'BurnEEuro', [a, '15']));
    await step(world.as(b, 'TransferEEuro', [a, '2.5']));
    const movements = await history(world, a);
    assert.deepEqual(
      movements.map(({ kind }) => kind),
      ['transferIn', 'burn', 'unlock', 'lock', 'mint', 'transferOut', 'mint'],
    );
    assert.deepEqual(movements, await history(world, a, 2));
    const times = movements.map(({ at }) => at);
    assert.deepEqual(times, [...times].sort().reverse());
    const sum = (part: 'available' | 'lockedForWithdrawal') =>
      movements.reduce((all, movement) => all + micros(movement[part]), 0n);
    const { available, lockedForWithdrawal } = await balance(world, a);
    assert.deepEqual([sum('available'), sum('lockedForWithdrawal')], [micros(available), micros(lockedForWithdrawal)]);
    assert.deepEqual([movements[0]?.counterparty, movements[2]?.counterparty], [b, banker]);
  });

  it('in a history stay newest first when several moved in one second and were folded later', async () => {
    const world = await bank();
    await world.as(a, 'FoldCredits', [a, 'eEuro']);
    await world.as(banker, 'MintEEuro', [a, '1']);
    world.peer.now += 60;
    await world.as(a, 'LockEEuro', ['100']);
    world.peer.now += 60;
    await world.as(a, 'LockEEuro', ['1']);
    const shown = (await history(world, a)).map(({ kind, available }) => `${kind} ${available}`);
    assert.deepEqual(shown, ['lock -1', 'lock -100', 'mint 1', 'mint 100']);
  });
});
