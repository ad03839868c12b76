import assert from 'node:assert/strict';
import { AttemptGuard } from '../../../gateway-api/auth/attempt-guard';
import { AttemptsHere } from '../../../gateway-api/auth/attempts';
import { PassphraseSeal, seal, unseal } from '../../../gateway-api/auth/sealed-key';
import { MemberQueue } from '../../../gateway-api/fabric/member-queue';
import { Refusal } from '../../../gateway-api/refusal';

const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

describe('The guard against guessing', () => {
  let now = 0;
  let guard: AttemptGuard;
  beforeEach(() => {
    const limits = { perPair: 3, perId: 6, perAddress: 8 };
    guard = new AttemptGuard('passphrase', limits, new AttemptsHere(1_000, () => now));
  });
  const wrong = () => Promise.reject(new Refusal('CREDENTIALS_REFUSED', 'wrong'));
  const fail = async (address: string, id = 'a'): Promise<void> => {
    await assert.rejects(guard.guarded({ id, address }, wrong), refuses('CREDENTIALS_REFUSED'));
  };
  const lets = async (address: string, id = 'a'): Promise<void> => {
    const down = () => Promise.reject(new Refusal('CA_UNAVAILABLE', 'down'));
    await assert.rejects(guard.guarded({ id, address }, down), refuses('CA_UNAVAILABLE'));
  };
  const locks = async (address: string, id = 'a'): Promise<void> => {
    await assert.rejects(guard.guarded({ id, address }, wrong), refuses('TOO_MANY_ATTEMPTS'));
  };
  const succeed = (address: string, id = 'a') => guard.guarded({ id, address }, () => Promise.resolve());

  it('locks an id after so many failures, and longer each further time', async () => {
    for (let failure = 0; failure < 3; failure++) await fail('1.1.1.1');
    await locks('1.1.1.1');
    now += 1_001;
    await fail('1.1.1.1');
    now += 1_001;
    await locks('1.1.1.1');
    now += 1_000;
    await lets('1.1.1.1');
  });

  it('locks no other id, and the same id from no other address', async () => {
    for (let failure = 0; failure < 3; failure++) await fail('1.1.1.1');
    await lets('1.1.1.1', 'b');
    await lets('2.2.2.2');
  });

  it('locks an id that is guessed at from many addresses, but not for who came in from its own before', async () => {
    await succeed('9.9.9.9');
    for (let host = 0; host < 6; host++) await fail(`1.1.1.${host}`);
    await locks('2.2.2.2');
    for (let failure = 0; failure < 3; failure++) await fail('9.9.9.9');
    await locks('9.9.9.9');
  });

  it('locks an address that guesses at many ids, but not for who came in from it before', async () => {
    await succeed('1.1.1.1', 'known');
    for (let id = 0; id < 8; id++) await fail('1.1.1.1', `id${id}`);
    await locks('1.1.1.1', 'new');
    await lets('1.1.1.1', 'known');
    await lets('1.1.1.2', 'new');
  });

  it('takes the addresses of one network of IPv6 for one', async () => {
    for (let host = 1; host <= 8; host++) await fail(`2001:db8:0:1::${host.toString(16)}`, `id${host}`);
    await locks('2001:db8::1:9:9:9:9', 'new');
    await lets('2001:db8:0:2::1', 'new');
  });

  it('forgets failures after a success, and after a quiet quarter of an hour', async () => {
    for (let failure = 0; failure < 2; failure++) await fail('1.1.1.1');
    await succeed('1.1.1.1');
    for (let failure = 0; failure < 2; failure++) await fail('1.1.1.1');
    await lets('1.1.1.1');
    now += 16 * 60_000;
    await fail('1.1.1.1');
    await lets('1.1.1.1');
  });
});

describe('The queue of a member', () => {
  it('runs one after another, in order, whatever becomes of them', async () => {
    const queue = new MemberQueue(10, 10);
    const done: number[] = [];
    const task = (id: number, ms: number) => async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      done.push(id);
      if (id === 1) throw new Error('failed');
    };
    const results = await Promise.allSettled([task(0, 20), task(1, 10), task(2, 1)].map((run) => queue.run('a', run)));
    assert.deepEqual(done, [0, 1, 2]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });

  it('lets members pass each other, and holds both to their bounds', async () => {
    const queue = new MemberQueue(2, 3);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const waiting = [queue.run('a', () => held), queue.run('a', () => held)];
    await assert.rejects(
      queue.run('a', () => held),
      refuses('QUEUE_FULL'),
    );
    const other = queue.run('b', () => Promise.resolve('passed'));
    assert.equal(await other, 'passed');
    waiting.push(queue.run('b', () => held));
    await assert.rejects(
      queue.run('c', () => held),
      refuses('QUEUE_FULL'),
    );
    release();
    await Promise.all(waiting);
    assert.equal(await queue.run('a', () => Promise.resolve('room again')), 'room again');
  });
});

describe('A sealed key', () => {
  const key = Buffer.alloc(32, 1);

  it('opens with the key and the owner that it was sealed with, and with no other', () => {
    const sealed = seal('secret', key, 'h01@A');
    assert.equal(unseal(sealed, key, 'h01@A'), 'secret');
    assert.equal(unseal(sealed, Buffer.alloc(32, 2), 'h01@A'), undefined);
    assert.equal(unseal(sealed, key, 'h02@A'), undefined);
  });

  it('does not open when a bit of it was changed', () => {
    const sealed = seal('secret', key, 'h01@A');
    for (const part of ['iv', 'tag', 'ciphertext'] as const) {
      const bytes = Buffer.from(sealed[part], 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      assert.equal(unseal({ ...sealed, [part]: bytes.toString('base64') }, key, 'h01@A'), undefined, part);
    }
  });

  it('opens with its passphrase, however that was typed, and with no other', async () => {
    const passphrases = new PassphraseSeal(1024);
    const sealed = await passphrases.seal('secret', 'caf\u00e9 au lait', 'h01@A');
    assert.equal(await passphrases.unseal(sealed, 'cafe\u0301 au lait', 'h01@A'), 'secret');
    assert.equal(await passphrases.unseal(sealed, 'cafe au lait', 'h01@A'), undefined);
  });

  it('differs from another one of the same secret and passphrase', async () => {
    const passphrases = new PassphraseSeal(1024);
    const secret = 'long enough that two ciphertexts are not the same by chance';
    const [one, other] = [await passphrases.seal(secret, 'p', 'o'), await passphrases.seal(secret, 'p', 'o')];
    assert.notEqual(one.ciphertext, other.ciphertext);
    assert.notEqual(one.scrypt?.salt, other.scrypt?.salt);
  });
});
