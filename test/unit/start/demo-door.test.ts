import assert from 'node:assert/strict';
import { type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import { type Response } from 'express';
import { isLocal } from '../../../gateway-api/http/local-request';
import { Onlookers } from '../../../scripts/start/onlookers';

function from(remoteAddress: string, headers: IncomingHttpHeaders = {}): boolean {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return isLocal({ socket, headers: { host: '127.0.0.1:3000', ...headers } });
}

describe('the way into a demonstration', () => {
  it('is open to the machine itself', () => {
    assert.ok(from('127.0.0.1'));
    assert.ok(from('::1', { host: '[::1]:3000' }));
    assert.ok(from('::ffff:127.0.0.1', { host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }));
  });

  it('is closed to others, through proxies, under other names and to pages of other sites', () => {
    assert.ok(!from('192.168.0.7'));
    assert.ok(!from('::ffff:10.0.0.1'));
    assert.ok(!from('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }));
    assert.ok(!from('127.0.0.1', { forwarded: 'for=203.0.113.7' }));
    assert.ok(!from('127.0.0.1', { host: 'market.example.org' }));
    assert.ok(!from('127.0.0.1', { host: 'localhost.example.org' }));
    assert.ok(!from('127.0.0.1', { 'sec-fetch-site': 'cross-site' }));
    assert.ok(!from('127.0.0.1', { 'sec-fetch-site': 'same-site' }));
    for (const name of ['x-forwarded-host', 'x-real-ip', 'via']) assert.ok(!from('127.0.0.1', { [name]: '1.1 proxy' }));
    for (const origin of ['https://elsewhere.example', 'http://127.0.0.1:4000', 'null']) {
      assert.ok(!from('127.0.0.1', { origin }), origin);
    }
    assert.ok(from('127.0.0.1', { origin: 'http://127.0.0.1:3000' }));
  });
});

describe('the onlookers of a demonstration', () => {
  const stream = () => {
    const closing: (() => void)[] = [];
    const response = {
      writeHead: () => undefined,
      write: () => true,
      on: (_: string, listener: () => void) => closing.push(listener),
      end: () => undefined,
    } as unknown as Response;
    return { response, leave: () => closing.forEach((listener) => listener()) };
  };

  it('keep it going while there are any and for two minutes after; then it waits for the next', async () => {
    let now = 0;
    const onlookers = new Onlookers(() => now);
    const { signal } = new AbortController();
    assert.equal(onlookers.awaited(signal), undefined, 'it has only just begun');
    const first = stream();
    onlookers.add(first.response, 'status', {});
    now = 3_600_000;
    assert.equal(onlookers.awaited(signal), undefined, 'somebody watches');
    first.leave();
    now += 119_000;
    assert.equal(onlookers.awaited(signal), undefined, 'somebody did lately');
    now += 1_000;
    const waiting = onlookers.awaited(signal);
    assert.ok(waiting);
    const second = stream();
    onlookers.add(second.response, 'status', {});
    await waiting;
    second.leave();
  });

  it('are not waited for when it ends', async () => {
    let now = 0;
    const onlookers = new Onlookers(() => now);
    now = 3_600_000;
    const ending = new AbortController();
    const waiting = onlookers.awaited(ending.signal);
    ending.abort();
    await waiting;
  });
});
