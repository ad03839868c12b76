import assert from 'node:assert/strict';
import fc from 'fast-check';
import path from 'node:path';
import { entriesOf, type KeyValueStore, type StoreOperation } from '../../../../network/devnet/store/key-value-store';
import { openLevelStore } from '../../../../network/devnet/store/level-store';
import { MemoryStore } from '../../../../network/devnet/store/memory-store';
import { temporaryFolder } from '../../../support/test-ca';

const { folder, remove } = temporaryFolder();
const stores: Readonly<Record<string, (run: number) => Promise<KeyValueStore>>> = {
  'in memory': () => Promise.resolve(new MemoryStore()),
  'in LevelDB': (run) => openLevelStore(path.join(folder, String(run))),
};

/** Bytes as a binary string: NUL, ASCII, and what UTF-8 takes two bytes for. */
const key = fc
  .array(fc.constantFrom(0, 1, 0x61, 0x62, 0x7f, 0x80, 0xc3, 0xff), { minLength: 1, maxLength: 4 })
  .map((codes) => String.fromCharCode(...codes));
const operation: fc.Arbitrary<StoreOperation> = fc.oneof(
  fc.record({
    type: fc.constant('put' as const),
    key,
    value: fc.uint8Array({ maxLength: 3 }).map((value) => Buffer.from(value)),
  }),
  fc.record({ type: fc.constant('del' as const), key }),
);

for (const [name, open] of Object.entries(stores)) {
  describe(`the store ${name}`, () => {
    let run = 0;
    after(remove);

    it('holds what a sorted map would, in ranges both ways, and keeps snapshots as they were', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(operation, { maxLength: 12 }), { maxLength: 8 }),
          key,
          key,
          async (batches, start, end) => {
            const store = await open(run++);
            const model = new Map<string, Buffer>();
            const kept: (readonly [ReturnType<KeyValueStore['snapshot']>, Map<string, Buffer>])[] = [];
            for (const batch of batches) {
              await store.batch(batch);
              for (const part of batch) {
                if (part.type === 'put') model.set(part.key, part.value);
                else model.delete(part.key);
              }
              kept.push([store.snapshot(), new Map(model)]);
            }
            for (const [reader, expected] of [[store, model] as const, ...kept]) {
              const sorted = [...expected]
                .filter(([found]) => found >= start && found < end)
                .sort(([a], [b]) => (a < b ? -1 : 1));
              for (const reverse of [false, true]) {
                const found: unknown[] = [];
                for await (const entry of entriesOf(reader, { start, end, reverse })) found.push([...entry]);
                assert.deepEqual(found, reverse ? [...sorted].reverse() : sorted);
              }
              for (const [found, value] of expected) assert.deepEqual(reader.get(found), value);
              assert.equal(reader.get('never written'), undefined);
            }
            for (const [snapshot] of kept) snapshot.close();
            await store.close();
          },
        ),
        { numRuns: name === 'in memory' ? 200 : 15 },
      );
    });

    it('pages through many entries', async () => {
      const store = await open(run++);
      const all = Array.from({ length: 3_000 }, (_, index) => `k${String(index).padStart(5, '0')}`);
      await store.batch(all.map((each) => ({ type: 'put', key: each, value: Buffer.from(each) })));
      await store.batch(all.filter((_, index) => index % 3 === 0).map((each) => ({ type: 'del', key: each })));
      const found: string[] = [];
      for await (const [each] of entriesOf(store, { start: 'k', end: 'l' })) found.push(each);
      assert.deepEqual(
        found,
        all.filter((_, index) => index % 3 !== 0),
      );
      await store.close();
    });
  });
}
