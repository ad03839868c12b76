/**
 * Spec 12 a second time, from the page alone, in one place and without the chaincode's types: everything in micro-ENT
 * (a Wh counts 1000 of them), one list of sessions, everything looked up anew each time. Refuses by answering false.
 */
export interface SlowSession {
  unit: string;
  member: string;
  locked: bigint;
  reservedWh: bigint;
  rate: bigint;
  opened: number;
  until: number;
}
export interface SlowParameters {
  M: bigint;
  B: bigint;
  C: bigint;
  F: bigint;
  H: number;
}

const E6 = 1_000_000n;
const least = (...values: bigint[]) => values.reduce((a, b) => (b < a ? b : a));
const size = (value: bigint) => (value < 0n ? -value : value);

/** a / b, half to even, for a >= 0. */
function nearest(a: bigint, b: bigint): bigint {
  const below = (a - (a % b)) / b;
  const [toBelow, toAbove] = [a - below * b, (below + 1n) * b - a];
  if (toBelow === toAbove) return below % 2n === 0n ? below : below + 1n;
  return toBelow < toAbove ? below : below + 1n;
}

export class SlowCommunity {
  kwh = new Map<string, bigint>();
  owners = new Map<string, string>();
  available = new Map<string, bigint>();
  sessions: SlowSession[] = [];
  R = 0n;

  constructor(private readonly parameters: SlowParameters) {}

  get KWH(): bigint {
    return [...this.kwh.values()].reduce((a, b) => a + b, 0n);
  }

  /** All balances, locked ones included. */
  get ENT(): bigint {
    const free = [...this.available.values()].reduce((a, b) => a + b, 0n);
    return this.sessions.reduce((sum, { locked }) => sum + locked, free);
  }

  /** KWH - ENT: below 0 energy was lost. */
  get gap(): bigint {
    return this.KWH * 1000n - this.ENT;
  }

  free(unit: string): bigint {
    const held = this.sessions.filter((each) => each.unit === unit).map(({ reservedWh }) => reservedWh);
    return held.reduce((a, b) => a - b, this.kwh.get(unit) ?? 0n);
  }

  register(unit: string, owner: string): void {
    this.kwh.set(unit, 0n);
    this.owners.set(unit, owner);
  }

  produced(unit: string, producer: string, wh: bigint): boolean {
    const owner = this.owners.get(unit);
    if (owner === undefined || wh === 0n) return false;
    const D = size(this.gap);
    const rate = this.R > this.parameters.M ? this.parameters.M : this.R;
    const difference = least(nearest(rate * wh, 1000n), D);
    const minted = this.gap < 0n ? wh * 1000n - difference : wh * 1000n + difference;
    this.kwh.set(unit, (this.kwh.get(unit) ?? 0n) + wh);
    // Largest remainder of producer's and owner's exact parts; the producer is the earlier party.
    const exact = [minted * (E6 - this.parameters.F), minted * this.parameters.F] as const;
    const whole = exact.map((part) => part / E6);
    let left = minted - (whole[0] ?? 0n) - (whole[1] ?? 0n);
    const order = exact[1] % E6 > exact[0] % E6 ? [1, 0] : [0, 1];
    for (const index of order) {
      if (left > 0n) {
        whole[index] = (whole[index] ?? 0n) + 1n;
        left -= 1n;
      }
    }
    this.give(producer, whole[0] ?? 0n);
    this.give(owner, whole[1] ?? 0n);
    this.settle(D);
    return true;
  }

  open(unit: string, member: string, ent: bigint, now: number): boolean {
    const before = { sessions: this.sessions, available: new Map(this.available) };
    this.sessions
      .filter((each) => each.unit === unit && each.member === member && each.until <= now)
      .forEach((each) => {
        this.end(each);
      });
    const refuse = () => {
      Object.assign(this, before);
      return false;
    };
    if (!this.owners.has(unit) || this.sessions.some((each) => each.unit === unit && each.member === member)) {
      return refuse();
    }
    const cost = least(this.R, this.parameters.B);
    const burn = this.gap < 0n ? E6 + cost : this.gap > 0n ? E6 - cost : E6;
    const reservedWh = burn === 0n ? this.free(unit) : least((ent * 1000n) / burn, this.free(unit));
    if (ent === 0n || reservedWh <= 0n || (this.available.get(member) ?? 0n) < ent) return refuse();
    const opened = this.gap < 0n ? -1 : this.gap > 0n ? 1 : 0;
    this.give(member, -ent);
    const until = now + this.parameters.H;
    this.sessions = [...this.sessions, { unit, member, locked: ent, reservedWh, rate: cost, opened, until }];
    return true;
  }

  consumed(unit: string, consumer: string, wh: bigint, now: number): boolean {
    if (!this.owners.has(unit) || wh === 0n || wh > (this.kwh.get(unit) ?? 0n)) return false;
    const D = size(this.gap);
    const side = this.gap < 0n ? -1 : this.gap > 0n ? 1 : 0;
    let session = this.sessions.find((each) => each.unit === unit && each.member === consumer);
    if (session && session.until <= now) {
      this.end(session);
      session = undefined;
    }
    this.kwh.set(unit, (this.kwh.get(unit) ?? 0n) - wh);
    if (session) {
      const within = least(wh, session.reservedWh);
      const difference = session.opened === side ? least(nearest(session.rate * within, 1000n), D) : 0n;
      const due = session.opened < 0 ? within * 1000n + difference : within * 1000n - difference;
      // What stays reserved stays covered, 1 for 1, in a session that pays a cost; none burns more than it has.
      const most = session.opened < 0 ? session.locked - (session.reservedWh - within) * 1000n : session.locked;
      session.locked -= least(due, most);
      session.reservedWh -= within;
      if (session.reservedWh === 0n) this.end(session);
    }
    this.settle(D);
    return true;
  }

  actual(unit: string, wh: bigint): boolean {
    if (!this.owners.has(unit)) return false;
    const D = size(this.gap);
    this.kwh.set(unit, wh);
    this.settle(D);
    return true;
  }

  remove(unit: string): boolean {
    if (!this.owners.delete(unit)) return false;
    const D = size(this.gap);
    this.kwh.delete(unit);
    this.settle(D);
    for (const each of this.sessions.filter((session) => session.unit === unit)) this.end(each);
    return true;
  }

  end(session: SlowSession): void {
    this.give(session.member, session.locked);
    this.sessions = this.sessions.filter((each) => each !== session);
  }

  private give(member: string, amount: bigint): void {
    this.available.set(member, (this.available.get(member) ?? 0n) + amount);
  }

  /** R is set when D grew, held while it shrinks, 0 at equilibrium. */
  private settle(before: bigint): void {
    const D = size(this.gap);
    if (D === 0n) this.R = 0n;
    else if (D > before) this.R = nearest(D * this.parameters.C, E6);
  }
}
