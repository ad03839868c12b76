import { isIPv6 } from 'node:net';
import { MemberQueue } from '../fabric/member-queue';
import { Refusal } from '../refusal';
import { type Attempts } from './attempts';

/** Who tries what: an id, from an address. */
export interface Attempt {
  readonly id: string;
  readonly address: string;
}

/** After how many wrong attempts in a row it locks. */
export interface GuardLimits {
  /** On one id from one address. */
  readonly perPair: number;
  /** On one id from wherever, and from one address on whatever. */
  readonly perId: number;
  readonly perAddress: number;
}

/** For passphrases, which only this gateway checks. */
export const passphraseLimits: GuardLimits = { perPair: 5, perId: 25, perAddress: 50 };
/**
 * For one-time secrets, which the CA checks: it would lock an identity for good after ten wrong ones, and so let anybody
 * shut a member out. So an id has few attempts, from wherever they come.
 */
export const secretLimits: GuardLimits = { ...passphraseLimits, perId: 5 };

const MOST_KNOWN = 10_000;

/**
 * Locks out guessing. Wrong attempts count for the id from that address, for the id and for the address; each has its
 * bound. Who has come in as that id from that address before is held to the first bound only: guessing from elsewhere,
 * or on other ids from there, doesn't shut it out.
 */
export class AttemptGuard {
  private readonly known = new Set<string>();
  private readonly running = new MemberQueue(8, 1_000);

  constructor(
    private readonly kind: string,
    private readonly limits: GuardLimits,
    private readonly attempts: Attempts,
  ) {}

  /**
   * Makes the attempt, unless it is locked out (TOO_MANY_ATTEMPTS). One that throws CREDENTIALS_REFUSED counts. On an id
   * from an address one runs at a time: many at once would all pass before the first has failed.
   */
  async guarded<T>(attempt: Attempt, make: () => Promise<T>): Promise<T> {
    const pair = pairOf(attempt);
    return await this.running.run(pair, async () => {
      for (const [name] of this.countersOf(attempt)) await this.attempts.check(`${this.kind} ${name}`);
      try {
        const result = await make();
        await this.succeeded(pair);
        return result;
      } catch (error) {
        const wrong = error instanceof Refusal && error.code === 'CREDENTIALS_REFUSED';
        const counters = wrong ? this.countersOf(attempt) : [];
        for (const [name, allowed] of counters) await this.attempts.failed(`${this.kind} ${name}`, allowed);
        throw error;
      }
    });
  }

  private async succeeded(pair: string): Promise<void> {
    await this.attempts.succeeded(`${this.kind} ${pair}`);
    this.known.delete(pair);
    this.known.add(pair);
    const [oldest] = this.known;
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest);
  }

  /** What counts for the attempt, each with its bound. */
  private countersOf(attempt: Attempt): (readonly [string, number])[] {
    const { perPair, perId, perAddress } = this.limits;
    const pair = pairOf(attempt);
    if (this.known.has(pair)) return [[pair, perPair]];
    return [
      [pair, perPair],
      [`id ${attempt.id}`, perId],
      [`address ${networkOf(attempt.address)}`, perAddress],
    ];
  }
}

const pairOf = ({ id, address }: Attempt): string => `pair ${id} ${networkOf(address)}`;

/** Who has one address of IPv6 has the 2^64 beside it. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':');
  const missing = 8 - left.length - (tail === undefined ? 0 : tail.split(':').length);
  const groups =
    tail === undefined ? left : [...left, ...Array.from({ length: missing }, () => '0'), ...tail.split(':')];
  return groups.slice(0, 4).join(':');
}
