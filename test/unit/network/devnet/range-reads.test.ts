import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { RangeReads } from '../../../../network/devnet/endorser/range-reads';
import { type KvRead, QueryReads } from '../../../../network/devnet/wire/rwset-messages';

const reads = (count: number): KvRead[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, version: { blockNum: index, txNum: 1 } }));

function of(list: readonly KvRead[], degree?: number): ReturnType<RangeReads['finish']> {
  const range = new RangeReads(degree);
  for (const read of list) range.add(read);
  return range.finish();
}

/** Fabric's tree, level by level: every degree + 1 nodes make one above; at the end leftovers rise together, a single one as it is. */
function literally(list: readonly KvRead[], degree: number): { maxLevel: number; hashes: Buffer[] } {
  const sha = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  let nodes: Buffer[] = [];
  for (let at = 0; at < list.length; at += degree + 1) {
    nodes.push(sha(QueryReads.encode({ kvReads: list.slice(at, at + degree + 1) })));
  }
  let level = 1;
  while (nodes.length > degree) {
    const above: Buffer[] = [];
    for (let at = 0; at < nodes.length; at += degree + 1) {
      const group = nodes.slice(at, at + degree + 1);
      above.push(group.length === 1 ? (group[0] as Buffer) : sha(Buffer.concat(group)));
    }
    nodes = above;
    level++;
  }
  return { maxLevel: level, hashes: nodes };
}

describe('the reads of a range query', () => {
  it('are named one by one up to fifty', () => {
    for (const count of [0, 1, 50]) assert.deepEqual(of(reads(count)), { raw: reads(count) });
  });

  it("make Fabric's tree of hashes beyond", () => {
    for (const degree of [2, 3, 50]) {
      for (const count of [51, 52, 101, 102, 103, 153, 700, 2601, 2602, 2653, 9_000]) {
        const result = of(reads(count), degree);
        assert.ok('merkle' in result);
        const expected = literally(reads(count), degree);
        assert.equal(result.merkle.maxDegree, degree);
        assert.equal(result.merkle.maxLevel, expected.maxLevel, `${count} reads, degree ${degree}`);
        assert.deepEqual(result.merkle.maxLevelHashes, expected.hashes, `${count} reads, degree ${degree}`);
      }
    }
  });

  it('differ in their hashes when one of them differs', () => {
    const changed = reads(200).map((read, index) =>
      index === 117 ? { ...read, version: { blockNum: 0, txNum: 0 } } : read,
    );
    assert.notDeepEqual(of(changed), of(reads(200)));
  });
});
