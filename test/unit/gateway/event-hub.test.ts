import assert from 'node:assert/strict';
import { type ChaincodeEvent, type CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import { CommitNotices } from '../../../gateway-api/fabric/commit-notices';
import { EventHub } from '../../../gateway-api/fabric/event-hub';
import { formatPosition, type NumberedEvent, parsePosition } from '../../../gateway-api/fabric/ledger-events';
import { Refusal } from '../../../gateway-api/refusal';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A ledger's events, and streams of them that stay open for more. */
class FakeLedger {
  readonly events: ChaincodeEvent[] = [];
  readonly opened: bigint[] = [];
  private readonly wake = new Set<() => void>();
  private generation = 0;

  add(block: number, ...names: string[]): void {
    for (const name of names) {
      const payload = Buffer.from(JSON.stringify({ name }));
      this.events.push({
        ...{ blockNumber: BigInt(block), transactionId: name, chaincodeName: 'sunledger', eventName: name, payload },
      });
    }
    this.wake.forEach((wake) => wake());
  }

  /** Breaks every open stream. */
  break(): void {
    this.generation++;
    this.wake.forEach((wake) => wake());
  }

  readonly open = (startBlock: bigint): Promise<CloseableAsyncIterable<ChaincodeEvent>> => {
    this.opened.push(startBlock);
    const { generation, wake } = this;
    let closed = false;
    const isOver = () => closed || this.generation !== generation;
    const read = async function* (events: readonly ChaincodeEvent[]) {
      for (let next = 0; ; next++) {
        while (next >= events.length && !isOver()) await new Promise<void>((resolve) => wake.add(resolve));
        const event = events[next];
        if (isOver() || !event) return;
        if (event.blockNumber >= startBlock) yield event;
      }
    };
    const close = () => {
      closed = true;
      wake.forEach((go) => go());
    };
    const events = read(this.events);
    return Promise.resolve({ [Symbol.asyncIterator]: () => events, close, [Symbol.dispose]: close });
  };
}

describe('The hub of events', () => {
  let ledger: FakeLedger;
  let hub: EventHub;
  let seen: string[];
  const note = (event: NumberedEvent) => void seen.push(`${formatPosition(event)} ${event.name}`);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  beforeEach(() => {
    ledger = new FakeLedger();
    seen = [];
  });
  afterEach(() => hub.stop());

  const start = (fromBlock: bigint, memory?: number): void => {
    hub = new EventHub(ledger.open, silent, memory);
    hub.start(fromBlock);
  };

  it('numbers events within their block', async () => {
    start(0n);
    hub.subscribe(note);
    ledger.add(3, 'a', 'b');
    ledger.add(4, 'c');
    await settled();
    assert.deepEqual(seen, ['3.0 a', '3.1 b', '4.0 c']);
  });

  it('stops at once, even while its stream is being opened', async () => {
    start(0n);
    await hub.stop();
  });

  it('feeds all clients from one stream', async () => {
    start(0n);
    for (let client = 0; client < 5; client++) hub.subscribe((event) => note(event));
    ledger.add(1, 'a');
    await settled();
    assert.equal(seen.length, 5);
    assert.deepEqual(ledger.opened, [0n]);
  });

  it('gives nothing to who has left', async () => {
    start(0n);
    hub.subscribe(note)();
    ledger.add(1, 'a');
    await settled();
    assert.deepEqual(seen, []);
  });

  it('goes on after an interruption, none lost and none twice', async () => {
    start(0n);
    hub.subscribe(note);
    ledger.add(1, 'a', 'b');
    await settled();
    ledger.break();
    ledger.add(1, 'c');
    ledger.add(2, 'd');
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.deepEqual(seen, ['1.0 a', '1.1 b', '1.2 c', '2.0 d']);
  });

  it('takes up after an event from memory, without another stream', async () => {
    start(0n);
    ledger.add(1, 'a', 'b');
    await settled();
    hub.subscribeAfter({ block: 1n, index: 0 }, note, new AbortController().signal, 'h01');
    ledger.add(2, 'c');
    await settled();
    assert.deepEqual(seen, ['1.1 b', '2.0 c']);
    assert.equal(ledger.opened.length, 1);
  });

  it('takes up what is older than its memory from the ledger, until that meets the common stream', async () => {
    for (let block = 1; block <= 9; block++) ledger.add(block, `old${block}`);
    start(8n);
    await settled();
    hub.subscribeAfter({ block: 6n, index: 0 }, note, new AbortController().signal, 'h01');
    await settled();
    ledger.add(10, 'new');
    await settled();
    assert.deepEqual(seen, ['7.0 old7', '8.0 old8', '9.0 old9', '10.0 new']);
    assert.deepEqual(ledger.opened, [8n, 6n]);
  });

  it('takes up from the ledger what its memory has dropped', async () => {
    start(0n, 2);
    for (let block = 1; block <= 9; block++) ledger.add(block, `e${block}`);
    await settled();
    hub.subscribeAfter({ block: 2n, index: 0 }, note, new AbortController().signal, 'h01');
    await settled();
    assert.deepEqual(
      seen,
      [3, 4, 5, 6, 7, 8, 9].map((block) => `${block}.0 e${block}`),
    );
  });

  it('gives who catches up the next event only when there is room for it, and what happens meanwhile after that', async () => {
    start(0n);
    ledger.add(1, 'a', 'b', 'c');
    await settled();
    const waiting: (() => void)[] = [];
    const room = () => new Promise<void>((resolve) => waiting.push(resolve));
    hub.subscribeAfter({ block: 1n, index: 0 }, note, new AbortController().signal, 'h01', room);
    ledger.add(2, 'd');
    await settled();
    assert.deepEqual(seen, []);
    for (const expected of ['1.1 b', '1.2 c', '2.0 d']) {
      while (seen.length === 0) {
        waiting.shift()?.();
        await settled();
      }
      assert.deepEqual(seen.splice(0), [expected]);
    }
    ledger.add(3, 'e');
    await settled();
    assert.deepEqual(seen, ['3.0 e']);
  });

  it('lets only so many catch up at once, and each only its share', async () => {
    ledger.add(1, 'a');
    start(5n);
    await settled();
    const catchUp = (who: string) => () =>
      hub.subscribeAfter({ block: 0n, index: 0 }, note, new AbortController().signal, who);
    const isLimited = (error: unknown) => error instanceof Refusal && error.code === 'RATE_LIMITED';
    for (let client = 0; client < 2; client++) catchUp('greedy')();
    assert.throws(catchUp('greedy'), isLimited);
    for (let client = 0; client < 14; client++) catchUp(`h${client}`)();
    assert.equal(hub.catchingUp, 16);
    assert.throws(catchUp('late'), isLimited);
    assert.equal(hub.catchingUp, 16);
    await settled();
  });

  it('tells who waits for a transaction in which block it was', async () => {
    start(0n);
    const notices = new CommitNotices(hub);
    const [known, unknown] = [notices.blockOf('tx', 1_000), notices.blockOf('other', 30)];
    ledger.add(7, 'tx');
    assert.equal(await known, 7n);
    assert.equal(await unknown, undefined);
  });
});

describe('The position of an event', () => {
  it('is its block and its number in it, and nothing else', () => {
    assert.deepEqual(parsePosition('12.3'), { block: 12n, index: 3 });
    for (const text of ['', '1', '1.', '.1', '-1.0', '01.0', '1.01', '1.0.0', '1e1.0', ' 1.0', `${'9'.repeat(19)}.0`]) {
      assert.equal(parsePosition(text), undefined, text);
    }
  });
});
