import assert from 'node:assert/strict';
import { BlockCutter } from '../../../../network/devnet/orderer/block-cutter';

interface Message {
  readonly bytes: Buffer;
  readonly name: string;
}
const sized = (name: string, size: number): Message => ({ name, bytes: Buffer.alloc(size) });

describe('the block cutter', () => {
  /** Blocks in the order of their commits; each commit lasts until it is let go. */
  function cutter(limits: { maxMessages: number; maxBytes: number; timeoutMs?: number }) {
    const blocks: string[] = [];
    const commits: (() => void)[] = [];
    const subject = new BlockCutter<Message>({ timeoutMs: 60_000, ...limits }, (batch) => {
      blocks.push(batch.map(({ name }) => name).join(''));
      return new Promise((resolve) => commits.push(resolve));
    });
    return { subject, blocks, next: () => commits.shift()?.() };
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('cuts at the number of messages, and then whatever came during the commit', async () => {
    const { subject, blocks, next } = cutter({ maxMessages: 3, maxBytes: 1000 });
    for (const name of 'abcde') subject.add(sized(name, 1));
    await turn();
    assert.deepEqual(blocks, ['abc']);
    subject.add(sized('f', 1));
    next();
    await turn();
    assert.deepEqual(blocks, ['abc', 'def']);
  });

  it('cuts before the preferred size is exceeded, and gives a larger message a block of its own', async () => {
    const { subject, blocks, next } = cutter({ maxMessages: 100, maxBytes: 100 });
    for (const [name, size] of [
      ['a', 60],
      ['b', 60],
      ['c', 500],
      ['d', 1],
    ] as const)
      subject.add(sized(name, size));
    for (let block = 0; block < 4; block++) {
      await turn();
      next();
    }
    await turn();
    assert.deepEqual(blocks, ['a', 'b', 'c', 'd']);
  });

  it('waits a moment for company, but no longer', async () => {
    const { subject, blocks } = cutter({ maxMessages: 100, maxBytes: 1000, timeoutMs: 1 });
    subject.add(sized('a', 1));
    subject.add(sized('b', 1));
    assert.deepEqual(blocks, []);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(blocks, ['ab']);
  });

  it('commits everything before it is idle', async () => {
    const blocks: string[] = [];
    const subject = new BlockCutter<Message>({ maxMessages: 2, maxBytes: 1000, timeoutMs: 60_000 }, async (batch) => {
      await turn();
      blocks.push(batch.map(({ name }) => name).join(''));
    });
    for (const name of 'abc') subject.add(sized(name, 1));
    await subject.idle();
    assert.deepEqual(blocks, ['ab', 'c']);
    await subject.idle();
  });
});
