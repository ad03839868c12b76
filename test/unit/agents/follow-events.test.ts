import assert from 'node:assert/strict';
import sinon from 'sinon';
import { followEvents } from '../../../agents/client/follow-events';

const stream = (...parts: readonly string[]) => new Blob([...parts]).stream();
const event = (id: string, name: string) => `id: ${id}\nevent: ${name}\ndata: {"transaction":"${name}"}\n\n`;

describe('following the events of a book', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => clock.restore());

  it('takes a stream up behind its last event, after longer and longer waits', async () => {
    const opened: (string | undefined)[] = [];
    const stop = new AbortController();
    const answers = [
      () => stream(`retry: 1000\n\n${event('4.0', 'PlaceOrder')}:\n\n`, event('4.1', 'CancelOrder')),
      () => Promise.reject(new Error('gone')),
      () => Promise.reject(new Error('gone')),
      () => stream(event('5.0', 'PlaceOrder')),
    ];
    const open = (path: string, after: string | undefined) => {
      assert.equal(path, '/v1/events?market=ent');
      opened.push(after);
      return Promise.resolve(answers.shift()?.() ?? Promise.reject(new Error('no more')));
    };
    const seen: string[] = [];
    const following = (async () => {
      for await (const { transaction } of followEvents({ open }, 'ent', stop.signal)) seen.push(transaction);
    })();
    for (let rounds = 0; seen.length < 3 && rounds < 200; rounds++) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.tickAsync(500);
    }
    assert.deepEqual(seen, ['PlaceOrder', 'CancelOrder', 'PlaceOrder']);
    assert.deepEqual(opened.slice(0, 4), [undefined, '4.1', '4.1', '4.1']);
    stop.abort();
    await following;
  });
});
