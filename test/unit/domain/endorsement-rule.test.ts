/** Who has to endorse a change of what one organisation answers for. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type EndorsementRule, majorityRule, ownersRule } from '../../../chaincode/domain/endorsement-rule';

const satisfied = (rule: EndorsementRule, endorsers: ReadonlySet<string>): boolean =>
  'organization' in rule
    ? endorsers.has(rule.organization)
    : rule.of.filter((each) => satisfied(each, endorsers)).length >= rule.atLeast;

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const networks = fc.integer({ min: 2, max: 7 }).chain((size) =>
  fc.record({
    all: fc.constant(names.slice(0, size)),
    owner: fc.constantFrom(...names.slice(0, size)),
    endorsers: fc.subarray(names.slice(0, size)).map((some) => new Set(some)),
  }),
);

describe('A change of what an organisation answers for', () => {
  it('needs the organisation and a majority, or, of four and more, all the others', () => {
    fc.assert(
      fc.property(networks, ({ all, owner, endorsers }) => {
        const withOwner = endorsers.has(owner) && endorsers.size * 2 > all.length;
        const allOthers = all.length >= 4 && all.every((each) => each === owner || endorsers.has(each));
        assert.equal(satisfied(ownersRule(all, owner) ?? assert.fail(), endorsers), withOwner || allOthers);
      }),
    );
  });

  it('is never endorsed by fewer than a majority', () => {
    fc.assert(
      fc.property(networks, ({ all, owner, endorsers }) => {
        if (satisfied(ownersRule(all, owner) ?? assert.fail(), endorsers)) assert.ok(endorsers.size * 2 > all.length);
      }),
    );
  });

  it('is left to the chaincode’s policy where the organisation doesn’t endorse, or is alone', () => {
    assert.equal(ownersRule(['a', 'b'], 'x'), undefined);
    assert.equal(ownersRule(['a', 'a'], 'a'), undefined);
    assert.equal(ownersRule([], 'a'), undefined);
  });

  it('is left to any majority where nobody answers for it any more', () => {
    fc.assert(
      fc.property(networks, ({ all, endorsers }) => {
        assert.equal(satisfied(majorityRule(all), endorsers), endorsers.size * 2 > all.length);
      }),
    );
  });

  it('asks the same of a list in any order', () => {
    assert.deepEqual(ownersRule(['c', 'a', 'b', 'a'], 'b'), ownersRule(['a', 'b', 'c'], 'b'));
  });
});
