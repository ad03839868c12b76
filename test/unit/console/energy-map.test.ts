/** Who stands where on the console's map, and what flows between whom (spec 33). */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { energyMap, flowsByPair } from '../../../gateway-api/console/model/energy-map';

const at = (name: string): string => `${name}@HouseholdsMSP`;
const flow = (seller: string, buyer: string, energy: string, payment = '0') => ({
  ...{ seller: at(seller), buyer: at(buyer), energy, payment },
});

describe('the map of an hour', () => {
  it('adds up what a seller sold to a buyer from several units, the largest flow first', () => {
    const flows = flowsByPair([flow('a', 'b', '0.3', '0.03'), flow('c', 'b', '0.4'), flow('a', 'b', '0.2', '0.02')]);
    assert.deepEqual(flows, [
      { seller: at('a'), buyer: at('b'), energy: 500n, payment: 50_000n },
      { seller: at('c'), buyer: at('b'), energy: 400n, payment: 0n },
    ]);
  });

  it('says what each member does, and shows those that do nothing', () => {
    const flows = flowsByPair([flow('a', 'b', '1'), flow('b', 'c', '0.5', '0.1')]);
    const { members } = energyMap([at('d'), at('a')], flows, '');
    assert.deepEqual(
      members.map(({ member, part, sold, bought, received, paid }) => [member, part, sold, bought, received, paid]),
      [
        [at('a'), 'sells', 1000n, 0n, 0n, 0n],
        [at('b'), 'both', 500n, 1000n, 100_000n, 0n],
        [at('c'), 'buys', 0n, 500n, 0n, 100_000n],
        [at('d'), 'rests', 0n, 0n, 0n, 0n],
      ],
    );
  });

  it('leaves known members at their places whatever they trade: by organisation, then h2 before h10', () => {
    const known = ['h10@B', 'h2@B', 'h3@A', 'h1@B'];
    const empty = energyMap(known, [], '').members;
    assert.deepEqual(
      empty.map(({ member }) => member),
      ['h3@A', 'h1@B', 'h2@B', 'h10@B'],
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ seller: fc.constantFrom(...known), buyer: fc.constantFrom(...known) })),
        (pairs) => {
          const flows = flowsByPair(pairs.map((pair) => ({ ...pair, energy: '1', payment: '0' })));
          const places = energyMap([...known].reverse(), flows, '').members.map(({ member, x, y }) => [member, x, y]);
          assert.deepEqual(
            places,
            empty.map(({ member, x, y }) => [member, x, y]),
          );
        },
      ),
    );
  });

  it('with more members than room shows the own one and the largest, and no flow to nobody', () => {
    const flows = flowsByPair([flow('a', 'b', '3'), flow('c', 'd', '2.5'), flow('c', 'b', '1')]);
    const map = energyMap([at('own')], flows, at('own'), 3);
    assert.deepEqual(
      map.members.map(({ member }) => member),
      [at('b'), at('c'), at('own')],
    );
    assert.deepEqual(
      map.flows.map(({ seller, buyer }) => [seller, buyer]),
      [[at('c'), at('b')]],
    );
    assert.equal(map.left, 2);
  });
});
