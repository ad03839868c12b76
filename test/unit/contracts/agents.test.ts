/** Agents on the ledger (spec 14): what they stake, attest, earn and lose; and what somebody gets who cheats. */
import { strict as assert } from 'node:assert';
import { listingId } from '../../../chaincode/domain/delivery-interval';
import { newcomer } from '../../../chaincode/domain/trust/trust';
import { formatTime } from '../../../chaincode/domain/time';
import { ratioOf } from '../../../chaincode/domain/units';
import { commitmentRecord, recognizedRootsRecord, trustRecord } from '../../../chaincode/ledger/records';
import {
  AgentsWorld,
  type AgentView,
  anna,
  type AttestationView,
  ben,
  buyer,
  carl,
  type EpochView,
  member,
  seller,
  START,
  WRONG,
} from '../../support/agents-world';
import { admin, banker, type MarketWorld, operator } from '../../support/market-world';
import { digestOf } from '../../support/peopled-world';
import { type SampleDraw, sampleDraw } from '../../support/sample-draw';

describe('Trust coin', () => {
  it('is minted to who pays its price to the banker, by the price that was voted', async () => {
    const agents = await AgentsWorld.create([]);
    const { world } = agents;
    await world.as(admin, 'SetParameter', ['trustCoinPrice', '2.5']);
    await world.as(buyer, 'BuyTrustCoin', ['4']);
    assert.equal((await world.eEuro(buyer)).available, '990');
    assert.equal((await world.eEuro(banker)).available, '10');
    assert.equal(await agents.total(), '4');
  });

  it('is never for nothing: not by an amount whose price rounds to 0, not by the banker from itself', async () => {
    const { world } = await AgentsWorld.create([]);
    await world.as(admin, 'SetParameter', ['trustCoinPrice', '0.4']);
    assert.equal(await world.refusal(buyer, 'BuyTrustCoin', ['0.000001']), 'INVALID_ARGUMENT');
    assert.equal(await world.refusal(banker, 'BuyTrustCoin', ['1']), 'SAME_ACCOUNT');
  });
});

describe('An attested market', () => {
  it('settles a listing after its attestation; the record says by whom, and in which epoch', async () => {
    const agents = await AgentsWorld.create();
    const listing = await agents.clear();
    assert.equal(await agents.world.refusal(operator, 'SettleListing', [listing]), 'ATTESTATION_AWAITED');
    const attested = await agents.attest(anna, listing);
    assert.equal(attested.outcome, 'attested');
    const { state, attestation } = await agents.settle(listing);
    assert.deepEqual(
      [state, attestation?.state, attestation?.by, attestation?.epoch],
      ['settled', 'attested', anna, 1],
    );
  });

  it('settles without one when the time for it is over, says so, and counts it in the epoch', async () => {
    const agents = await AgentsWorld.create();
    const listing = await agents.clear();
    await agents.wait(899);
    assert.equal(await agents.world.refusal(operator, 'SettleListing', [listing]), 'ATTESTATION_AWAITED');
    await agents.wait(900);
    const { state, attestation } = await agents.settle(listing);
    assert.deepEqual([state, attestation?.state, attestation?.by], ['settled', 'timedOut', null]);
    const epoch = await agents.epoch();
    assert.deepEqual([epoch.listings, epoch.attested], [[listing], 0]);
    assert.equal(await agents.world.refusal(anna, 'AttestClearing', [listing, WRONG]), 'ATTESTATION_OVER');
  });

  it('mints the reward but lambda in trust coin, and pays lambda out of the fee, which else is held', async () => {
    const agents = await AgentsWorld.create();
    const listing = await agents.clear();
    const before = await agents.total();
    const { minted, value } = await agents.attest(anna, listing);
    // omega = S(0.4 / 100) = 2.5025; tv = (2.5 + 2.5025 + S(1)) / 3 x 3 / 5 with S(1) = 3.112297.
    assert.equal(minted, '9.125459');
    assert.equal(value, '1.622959');
    assert.equal((Number(await agents.total()) - Number(before)).toFixed(6), minted);
    assert.deepEqual(await agents.trust(anna), { available: minted, escrowed: '20' });
    assert.equal((await agents.agent(anna)).score, '1.622959');
    const eEuro = await agents.world.eEuro(anna);
    await agents.settle(listing);
    // Fee 0.04, buyer without a score counts as 2.5: 0.04 x 2.5 / 5 x 0.2.
    assert.equal((Number((await agents.world.eEuro(anna)).available) - Number(eEuro.available)).toFixed(6), '0.004000');
    const { fees, state } = await agents.world.as<{ fees: string; state: string }>(buyer, 'GetFeeSharing', ['1']);
    assert.deepEqual([fees, state], ['0.036', 'held']);
    assert.equal((await agents.world.eEuro(operator)).available, '0');
    const { items } = await agents.world.as<{ items: AttestationView[] }>(buyer, 'GetAttestations', ['1', '10', '']);
    assert.deepEqual(
      items.map(({ paid, member: by, outcome }) => [paid, by, outcome]),
      [['0.004', anna, 'attested']],
    );
  });

  it('lets the next agent attest after a turn, and the one with the better score first', async () => {
    const agents = await AgentsWorld.create();
    const first = await agents.clear();
    assert.equal(
      await agents.world.refusal(ben, 'AttestClearing', [first, digestOf(agents.world, first)]),
      'NOT_ITS_TURN',
    );
    await agents.attest(anna, first);
    const second = await agents.clear();
    const right = digestOf(agents.world, second);
    assert.equal(await agents.world.refusal(anna, 'AttestClearing', [second, right]), 'NOT_ITS_TURN');
    await agents.wait(60);
    assert.equal(await agents.world.refusal(anna, 'AttestClearing', [second, right]), 'NOT_ITS_TURN');
    assert.equal((await agents.attest(carl, second)).outcome, 'attested');
  });

  it('shares what is left of the fees of an epoch out to its traders, and takes nothing twice', async () => {
    const agents = await AgentsWorld.create();
    for (let hour = 0; hour < 10; hour++) await agents.pass(await agents.clear());
    assert.equal((await agents.epoch()).number, 2);
    const before = { seller: await agents.world.eEuro(seller), buyer: await agents.world.eEuro(buyer) };
    const states: string[] = [];
    for (const by of [buyer, anna, ben]) {
      states.push((await agents.world.as<{ state: string }>(by, 'ShareFees', ['1'])).state);
    }
    assert.deepEqual(states, ['ranking', 'paying', 'done']);
    const got = async (id: string, earlier: { available: string }) =>
      Math.round((Number((await agents.world.eEuro(id)).available) - Number(earlier.available)) * 1e6);
    assert.deepEqual([await got(seller, before.seller), await got(buyer, before.buyer)], [180_000, 180_000]);
    assert.equal(await agents.world.refusal(buyer, 'ShareFees', ['1']), 'FEES_SHARED');
  });

  it('shares by trust: three times the score, three times the share', async () => {
    const agents = await AgentsWorld.create();
    agents.world.peer.seed(trustRecord, { ...newcomer(seller), rated: 1, score: ratioOf(3_600_000n) });
    agents.world.peer.seed(trustRecord, { ...newcomer(buyer), rated: 1, score: ratioOf(1_200_000n) });
    for (let hour = 0; hour < 10; hour++) {
      await agents.clear().then((listing) => agents.pass(listing));
    }
    const before = await agents.world.eEuro(seller);
    for (let step = 0; step < 3; step++) await agents.world.as(buyer, 'ShareFees', ['1']);
    const { fees } = await agents.world.as<{ fees: string }>(buyer, 'GetFeeSharing', ['1']);
    const got = Number((await agents.world.eEuro(seller)).available) - Number(before.available);
    assert.equal(got.toFixed(6), (Number(fees) * 0.75).toFixed(6));
  });
});

describe('Who attests falsely', () => {
  it('loses its whole stake and its seat for good, and the listing waits for a right one', async () => {
    const agents = await AgentsWorld.create();
    const listing = await agents.clear();
    const before = await agents.total();
    const { outcome, burned } = await agents.attest(anna, listing, WRONG);
    assert.deepEqual([outcome, burned], ['wrong', '20']);
    assert.equal(Number(before) - Number(await agents.total()), 20);
    assert.deepEqual(await agents.trust(anna), { available: '0', escrowed: '0' });
    const { state, stake } = await agents.agent(anna);
    assert.deepEqual([state, stake], ['dismissed', '0']);
    assert.deepEqual((await agents.epoch()).agents, [ben, carl]);
    const roster = agents.world.peer.records<{ members: string[] }>('agents').get('agents/main');
    assert.deepEqual(roster?.members, [ben, carl], 'its place among the agents is free');
    assert.equal(await agents.world.refusal(operator, 'SettleListing', [listing]), 'ATTESTATION_AWAITED');
    assert.equal(await agents.world.refusal(anna, 'AttestClearing', [listing, WRONG]), 'AGENT_DISMISSED');
    await agents.world.as(anna, 'BuyTrustCoin', ['20']);
    assert.equal(await agents.world.refusal(anna, 'StakeTrust', ['20']), 'AGENT_DISMISSED');
  });

  it('differs from the next one, who is right and rewarded: both stand in the record', async () => {
    const agents = await AgentsWorld.create();
    const listing = await agents.clear();
    await agents.attest(anna, listing, WRONG);
    const { outcome } = await agents.attest(ben, listing);
    assert.equal(outcome, 'attested');
    const { items } = await agents.world.as<{ items: AttestationView[] }>(buyer, 'GetAttestations', ['1', '10', '']);
    assert.deepEqual(
      items.map(({ member: by, outcome: what }) => [by, what]),
      [
        [anna, 'wrong'],
        [ben, 'attested'],
      ],
    );
    assert.equal((await agents.settle(listing)).attestation?.by, ben);
  });

  it('gets nothing by coming second with another digest: the listing is attested', async () => {
    const agents = await AgentsWorld.create();
    const listing = await agents.clear();
    await agents.attest(anna, listing);
    await agents.wait(60);
    assert.equal(await agents.world.refusal(ben, 'AttestClearing', [listing, WRONG]), 'LISTING_ATTESTED');
    assert.equal(
      await agents.world.refusal(anna, 'AttestClearing', [listing, digestOf(agents.world, listing)]),
      'LISTING_ATTESTED',
    );
  });

  it('can not attest a listing that is not cleared, without a stake, or below the trust of an agent', async () => {
    const agents = await AgentsWorld.create();
    const { world } = agents;
    const listing = await agents.clear();
    const right = digestOf(world, listing);
    await world.as(operator, 'AcceptOfferBroadcast', ['m', formatTime(START + 7200)]);
    assert.equal(await world.refusal(anna, 'AttestClearing', [listingId('m', START + 7200), right]), 'LISTING_STATE');
    assert.equal(await world.refusal(buyer, 'AttestClearing', [listing, right]), 'NOT_AGENT');
    world.peer.seed(trustRecord, { ...newcomer(anna), rated: 3, score: ratioOf(2_999_999n) });
    assert.equal(await world.refusal(anna, 'AttestClearing', [listing, right]), 'TRUST_TOO_LOW');
    world.peer.seed(trustRecord, { ...newcomer(anna), rated: 3, score: ratioOf(3_000_000n) });
    assert.equal((await agents.attest(anna, listing)).outcome, 'attested');
  });

  it('leaves the agents only with its stake when no seat rests on it, and gets into none again until it stakes', async () => {
    const agents = await AgentsWorld.create();
    assert.equal(await agents.world.refusal(ben, 'UnstakeTrust', ['20']), 'AGENT_SEATED');
    await agents.world.as(ben, 'ResignSeat', []);
    for (let hour = 0; hour < 10; hour++) {
      assert.equal(await agents.world.refusal(ben, 'UnstakeTrust', ['20']), 'AGENT_SEATED');
      await agents.pass(await agents.clear());
    }
    assert.deepEqual((await agents.epoch()).agents, [anna, carl]);
    const { stake } = await agents.world.as<AgentView>(ben, 'UnstakeTrust', ['20']);
    assert.equal(stake, '0');
    const { batches } = await agents.stake(ben, '10');
    assert.ok(batches > 0, 'its past stays with it');
    assert.deepEqual((await agents.epoch()).agents, [anna, ben, carl]);
  });
});

describe('A draw of agents', () => {
  const crowd = Array.from({ length: 13 }, (_, index) => member(`agent${index.toString().padStart(2, '0')}`));
  let drawn: AgentsWorld;
  let sample: SampleDraw;
  let fifth: string;

  before(async () => {
    sample = await sampleDraw();
    drawn = await AgentsWorld.create(crowd);
    for (let hour = 0; hour < 5; hour++) {
      fifth = await drawn.clear();
      await drawn.pass(fifth);
    }
    const { peer } = drawn.world;
    const commitment = commitmentRecord.decode(peer.read(`commitment/${fifth}`).toString('utf8'));
    peer.seed(commitmentRecord, { ...commitment, clearedAt: sample.at, publishedBy: [sample.transaction.id] });
    peer.seed(recognizedRootsRecord, sample.roots);
  });

  const draw = (world: MarketWorld, block: string) =>
    world.as<EpochView>(buyer, 'DrawAgents', ['1'], { proof: { block } });
  const refused = (world: MarketWorld, block: Buffer | string) =>
    world.refusal(buyer, 'DrawAgents', ['1'], { proof: { block: Buffer.from(block).toString('base64') } });

  it('seats those who had none before any of this epoch, and fills up with these', async () => {
    const { world } = drawn.fork();
    assert.deepEqual((await drawn.epoch()).agents, crowd.slice(0, 10));
    const { next, draw: by } = await draw(world, sample.block);
    assert.equal(next?.length, 10);
    for (const waiting of crowd.slice(10)) assert.ok(next.includes(waiting), `${waiting} has a seat`);
    assert.equal(by?.number, 7);
    assert.deepEqual((await draw(drawn.world.fork(), sample.block)).next, next, 'the same block draws the same agents');
  });

  it('is refused by a block that does not hold the clearing, was changed, or was signed by nobody recognised', async () => {
    const world = drawn.world.fork();
    const { network, transaction } = sample;
    const other = network.transaction({ writes: { 'listing/y': '{}' } });
    assert.equal(await refused(world, network.block([other.envelope])), 'BLOCK_NOT_PROVEN');
    const changed = Buffer.from(sample.block, 'base64');
    const place = changed.indexOf(Buffer.from('market:ClearListing'));
    changed.write('X', place);
    assert.equal(await refused(world, changed), 'BLOCK_NOT_PROVEN');
    const stranger = await network.identity('OperatorMSP', 'orderer');
    assert.equal(
      await refused(world, network.block([transaction.envelope], { orderer: stranger })),
      'BLOCK_NOT_PROVEN',
    );
    const peer = await network.identity('OrdererMSP', 'peer');
    assert.equal(await refused(world, network.block([transaction.envelope], { orderer: peer })), 'BLOCK_NOT_PROVEN');
    assert.equal(await refused(world, 'no block at all'), 'BLOCK_NOT_PROVEN');
    assert.equal(await world.refusal(buyer, 'DrawAgents', ['1']), 'BLOCK_NOT_PROVEN', 'and by none');
  });

  it('is put right by the first block with the clearing, where somebody drew by a later copy of it', async () => {
    const world = drawn.world.fork();
    const { network, transaction } = sample;
    const later = network.block([transaction.envelope], { number: 9 }).toString('base64');
    await draw(world, later);
    assert.equal(await refused(world, network.block([transaction.envelope], { number: 10 })), 'DRAW_MADE');
    const { draw: by } = await draw(world, sample.block);
    assert.equal(by?.number, 7);
    assert.equal(await refused(world, Buffer.from(later, 'base64')), 'DRAW_MADE');
  });

  it('counts no stake that came after the epoch was under way', async () => {
    const world = drawn.world.fork();
    const [first = ''] =
      (await draw(drawn.world.fork(), sample.block)).next?.filter((id) => crowd.indexOf(id) < 10) ?? [];
    const rich = crowd.find((id) => id !== first && crowd.indexOf(id) < 10) ?? '';
    await world.as(banker, 'MintEEuro', [rich, '1000000']);
    await world.as(rich, 'BuyTrustCoin', ['1000000']);
    await world.as(rich, 'StakeTrust', ['1000000']);
    assert.deepEqual((await draw(world, sample.block)).next, (await draw(drawn.world.fork(), sample.block)).next);
  });

  it('has its agents in the next epoch, and without a draw the same ones go on', async () => {
    for (const drawing of [true, false]) {
      const agents = drawn.fork();
      const next = drawing ? (await draw(agents.world, sample.block)).next : crowd.slice(0, 10);
      for (let hour = 0; hour < 5; hour++) await agents.pass(await agents.clear());
      const epoch = await agents.epoch();
      assert.deepEqual([epoch.number, epoch.agents], [2, next]);
    }
  });

  it('passes over who is suspended, distrusted or has resigned', async () => {
    const { world } = drawn.fork();
    const [suspended = '', distrusted = '', resigned = ''] = crowd.slice(10);
    await world.as(admin, 'SuspendMember', [suspended]);
    world.peer.seed(trustRecord, { ...newcomer(distrusted), rated: 1, score: ratioOf(2_000_000n) });
    await world.as(resigned, 'ResignSeat', []);
    const { next } = await draw(world, sample.block);
    assert.deepEqual(next, crowd.slice(0, 10), 'the present agents fill up');
  });
});
