import { strict as assert } from 'node:assert';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import {
  type GetElectricityCertificate,
  type GetElectricityCertificates,
} from '../../../chaincode/wire/transactions/electricity';
import { people, peopledWorld, type Stage, things } from '../../support/peopled-world';

type Certificate = ResultOf<typeof GetElectricityCertificate>;
const { member: seller, otherMember: buyer } = people;
const { settled } = things;

describe('The certificate of a trade of energy', () => {
  let stage: Stage;
  before(async () => {
    stage = await peopledWorld();
  });
  const get = (world: Stage['world'], trade: string) =>
    world.as<Certificate>(seller, 'GetElectricityCertificate', [settled, trade]);

  it('gives its buyer the energy of the hour and the unit that the seller sold from', async () => {
    const { world } = stage;
    const { deliveryStart } = await world.as<{ deliveryStart: string }>(seller, 'GetListing', [settled]);
    const certificate = await get(world, '0');
    const trades = await world.as<{ items: { energy: string }[] }>(seller, 'GetTrades', [settled, '0']);
    assert.deepEqual(certificate, {
      ...{ listing: settled, trade: 0, owner: buyer, seller, unit: 'pv-b', hour: deliveryStart },
      ...{ energy: trades.items[0]?.energy, used: '0', state: 'valid', usedAt: null },
    });
  });

  it('is used in parts by its owner alone, until it is retired, and never for more', async () => {
    const world = stage.world.fork();
    const { energy } = await get(world, '0');
    const use = (amount: string) => world.as<Certificate>(buyer, 'UseCertificate', [settled, '0', amount]);
    const part = '0.25';
    const rest = (Number(energy) - Number(part)).toString();
    assert.deepEqual([(await use(part)).used, (await get(world, '0')).state], [part, 'valid']);
    assert.equal(await world.refusal(seller, 'UseCertificate', [settled, '0', part]), 'CERTIFICATE_NOT_OWNED');
    assert.equal(await world.refusal(buyer, 'UseCertificate', [settled, '0', energy]), 'CERTIFICATE_USED');
    const retired = await use(rest);
    assert.deepEqual([retired.used, retired.state], [energy, 'retired']);
    assert.equal(await world.refusal(buyer, 'UseCertificate', [settled, '0', '0.001']), 'CERTIFICATE_USED');
    assert.equal((await get(world, '1')).state, 'valid', 'the other trade');
  });

  it('can be used once at the same moment, and another one beside it', async () => {
    const world = stage.world.fork();
    const uses = await Promise.all(
      ['0', '0', '1'].map(async (trade) =>
        world.peer.simulate('electricity:UseCertificate', [settled, trade, '0.1'], await world.call(buyer)),
      ),
    );
    assert.deepEqual(
      uses.map((use) => world.peer.commit(use)),
      ['VALID', 'MVCC_READ_CONFLICT', 'VALID'],
    );
  });

  it('is listed with the others of its listing, in the order of the trades', async () => {
    const world = stage.world.fork();
    await world.as(buyer, 'UseCertificate', [settled, '1', '0.1']);
    const list = await world.as<ResultOf<typeof GetElectricityCertificates>>(seller, 'GetElectricityCertificates', [
      settled,
      '0',
    ]);
    assert.deepEqual(list.items, [await get(world, '0'), await get(world, '1')]);
    assert.deepEqual([list.items.map(({ used }) => used), list.pages], [['0', '0.1'], 1]);
  });
});
