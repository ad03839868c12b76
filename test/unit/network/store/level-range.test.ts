import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openLevelStore } from '../../../../network/devnet/store/level-store';

describe('a range of the stored state', () => {
  for (const valueBytes of [10, 500, 50_000]) {
    it(`hands out as many entries as asked for, until the end, with values of ${valueBytes} bytes`, async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'level-range-'));
      const store = await openLevelStore(folder);
      try {
        const keys = Array.from({ length: 130 }, (_, index) => `k${String(index).padStart(3, '0')}`);
        await store.batch(keys.map((key) => ({ type: 'put', key, value: Buffer.alloc(valueBytes, key) })));
        const cursor = store.range({ start: 'k', end: 'l' });
        const pages = [await cursor.next(101), await cursor.next(101), await cursor.next(101)];
        await cursor.close();
        assert.deepEqual(
          pages.map((page) => page.length),
          [101, 29, 0],
        );
        assert.deepEqual(
          pages.flat().map(([key]) => key),
          keys,
        );
      } finally {
        await store.close();
        await rm(folder, { recursive: true });
      }
    });
  }
});
