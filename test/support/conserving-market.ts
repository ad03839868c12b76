import { strict as assert } from 'node:assert';
import { formatTime, parseTime } from '../../chaincode/domain/time';
import { type Network, type Roster } from '../../chaincode/ledger/records';
import { fullName, type TransactionName, transactions } from '../../chaincode/wire/transactions';
import { admin, type MarketWorld } from './market-world';
import { attemptOf } from './random-attempt';
import { books, type Intent, market } from './random-market';
import { checkCertificates, checkTrust } from './random-trust';
import { Refused, type Simulation, type ValidationCode } from './test-peer';
import { HeldAmounts, sums, type Amounts, type RestingOrder, type StoredSession } from './held-amounts';

/** What several try at the same moment. */
export interface Batch {
  readonly tried: readonly Intent[];
  /**
   * Half of what is tried is about the same person and thing, so that it gets into each other's way; now and then money
   * arrives while it is folded in.
   */
  readonly focus: number;
  /** Sorts the simulations into the order in which they are committed. */
  readonly order: readonly number[];
}

/** What all runs of this process together have done. */
export const done = {
  succeeded: new Map<TransactionName, number>(),
  refused: new Map<TransactionName, number>(),
  passed: new Map<TransactionName, number>(),
  codes: new Map<ValidationCode, number>(),
};
const count = <K>(counter: Map<K, number>, key: K) => counter.set(key, (counter.get(key) ?? 0) + 1);

const micros = (decimal = '0'): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
};

interface StoredUnit {
  readonly id: string;
  readonly energy: string;
  readonly reserved: string;
}
/** What the results of votes and reports say, as far as it is looked at here. */
interface Told {
  readonly id?: unknown;
  readonly state?: unknown;
  readonly minted?: string;
  readonly burned?: string;
  readonly ballots?: readonly { readonly voter: string; readonly yes: boolean }[];
}

/** A market under way: its world, what was minted, and a copy of its state made from events alone. */
export class ConservingMarket {
  private readonly copy = new Map<string, string>();
  private readonly minted: { eEuro: bigint; ENT: bigint; TRUST: bigint };
  private gap: bigint;

  private readonly amounts: HeldAmounts;

  constructor(readonly world: MarketWorld) {
    this.amounts = new HeldAmounts(world);
    for (const [key, value] of this.state()) this.copy.set(key, value);
    this.minted = { eEuro: this.amounts.sum('eEuro'), ENT: this.amounts.sum('ENT'), TRUST: this.amounts.sum('TRUST') };
    this.gap = this.gapNow();
  }

  async play({ tried, focus, order }: Batch): Promise<void> {
    const { peer } = this.world;
    peer.now += 7;
    const simulations: { name: TransactionName; args: readonly string[]; simulation: Simulation; place: number }[] = [];
    const arrival = { who: focus, what: focus, amount: '2.5' };
    const folding: readonly Intent[] = [
      { ...arrival, name: 'FoldCredits', more: 2 },
      { ...arrival, name: 'MintEEuro', more: 1 },
    ];
    for (const [index, intent] of [...tried, ...(focus % 3 === 0 ? folding : [])].entries()) {
      const { by, args, transient } = attemptOf(
        this.world,
        index % 2 === 0 ? intent : { ...intent, who: focus, what: focus },
      );
      const call = await this.world.call(by, transient);
      try {
        const simulation = await peer.simulate(fullName(transactions[intent.name]), args, call);
        simulations.push({ name: intent.name, args, simulation, place: order[index] ?? 0 });
      } catch (error) {
        if (!(error instanceof Refused && error.refusal)) throw error;
        count(done.refused, intent.name);
      }
    }
    simulations.sort((a, b) => a.place - b.place);
    for (const { name, args, simulation } of simulations) {
      const code = peer.commit(simulation);
      count(done.codes, code);
      if (code === 'VALID') this.note(name, args);
    }
    this.check();
  }

  /** Brings every listing to its end; whoever has to can still act. */
  async windUp(): Promise<void> {
    for (;;) {
      const unfinished = this.amounts
        .listings()
        .filter(({ state, cursor }) => state !== 'settled' && !(state === 'cancelled' && cursor === null));
      const [listing] = unfinished;
      if (!listing) break;
      const name: TransactionName =
        listing.state === 'open' ? 'CancelListing' : listing.state === 'closed' ? 'ClearListing' : 'SettleListing';
      if (name === 'SettleListing' && listing.attestation?.state === 'awaited') await this.waitInVain();
      await this.world.as(listing.operator, name, [listing.id]);
      this.note(name, []);
      this.check();
    }
    this.world.peer.now += 120;
    await this.untilDone('ClearInterval', 'round');
    for (const book of books) await this.untilDone('ClearExpiredOrders', book);
    this.world.peer.now += 60;
    for (const book of books) await this.untilDone('ReleaseHeldTrades', book);
    // What is left is disputed, by somebody but the arbiter: with the arbiter that makes two.
    for (const { book, id } of this.amounts.heldTrades()) {
      await this.world.as(admin, 'DecideHeldTrade', [book, id, 'return']);
      this.note('DecideHeldTrade', []);
    }
    this.check();
    assert.equal(this.world.total('eEuro').escrowed, 0n, 'nothing is held when all listings and orders have ended');
    for (const unit of this.world.peer.records<StoredUnit>('storage-unit').values()) {
      await this.world.as(admin, 'ClearOldSessions', [unit.id]);
      this.note('ClearOldSessions', []);
    }
    this.check();
    assert.equal(this.world.total('ENT').escrowed, 0n, 'nothing is held when every session has ended');
    await this.shareFees();
  }

  /** Until no agent's attestation is waited for any more. */
  private async waitInVain(): Promise<void> {
    const { peer } = this.world;
    const { operator = '' } = peer.records<{ operator: string }>('market').get(`market/${market}`) ?? {};
    const { time = '' } = peer.records<{ time: string }>('clock').get(`clock/${market}`) ?? {};
    await this.world.as(operator, 'AdvanceClock', [market, formatTime(parseTime(time) + 900)]);
    this.note('AdvanceClock', []);
  }

  /** Shares the fees of every epoch that is over. */
  private async shareFees(): Promise<void> {
    const { peer } = this.world;
    const { epoch: present } = peer.records<Roster>('agents').get('agents/main') ?? { epoch: 1 };
    for (let epoch = 1; epoch < present; epoch++) {
      for (;;) {
        const { state } = await this.world.as<{ state: string }>(admin, 'GetFeeSharing', [String(epoch)]);
        if (state === 'done') break;
        await this.world.as(admin, 'ShareFees', [String(epoch)]);
        this.note('ShareFees', []);
        this.check();
      }
    }
    assert.deepEqual([...peer.records('epoch-trader').keys(), ...peer.records('fee-part').keys()], []);
  }

  private async untilDone(name: TransactionName, book: string): Promise<void> {
    for (let more = true; more;) {
      ({ more } = await this.world.as<{ more: boolean }>(admin, name, [book]));
      this.note(name, []);
    }
    this.check();
  }

  private note(name: TransactionName, args: readonly string[]): void {
    count(done.succeeded, name);
    const event = this.world.peer.events.at(-1);
    assert.equal(event?.transaction, name);
    const result = event.result as Told | null;
    const passed = result?.state === 'passed';
    if (name === 'MintEEuro' || (name === 'MintFromFund' && passed)) this.minted.eEuro += micros(args[1]);
    if (name === 'BurnEEuro' || (name === 'BurnFromFund' && passed)) this.minted.eEuro -= micros(args[1]);
    const change = micros(result?.minted) - micros(result?.burned);
    if (name === 'AttestClearing') this.minted.TRUST += change;
    else this.minted.ENT += change;
    if (name === 'BuyTrustCoin') this.minted.TRUST += micros(args[0]);
    if (passed) {
      count(done.passed, name);
      this.checkVote(result);
    }
    const gap = this.gapNow();
    if (name === 'EnergyProduced') assert.ok(gap <= this.gap, 'a report does not drive energy and ENT apart');
    this.gap = gap;
    for (const { key, value } of event.changes) {
      if (value === null) this.copy.delete(key);
      else this.copy.set(key, JSON.stringify(value));
    }
  }

  private check(): void {
    const supply = this.world.peer.records<{ total: string }>('supply');
    for (const token of ['eEuro', 'ENT', 'TRUST'] as const) {
      assert.equal(
        this.amounts.sum(token),
        this.minted[token],
        `${token} in accounts, credits and held fees = minted - burned`,
      );
      const named = BigInt(supply.get(`supply/${token}`)?.total ?? '0');
      assert.equal(named, this.minted[token], `the total of ${token} that the ledger names`);
    }
    for (const [key, account] of this.world.peer.records<Amounts>('account')) {
      const { available, lockedForWithdrawal, escrowed } = account;
      for (const part of [available, lockedForWithdrawal, escrowed]) assert.match(part, /^[0-9]{1,19}$/, key);
    }
    assert.deepEqual(
      this.amounts.escrowed(),
      this.amounts.held(),
      'what is escrowed is what open offers and sessions hold, member by member',
    );
    this.checkUnits();
    this.checkBooks();
    this.checkStorage();
    this.checkWithdrawals();
    checkTrust(this.world);
    checkCertificates(this.world);
    assert.deepEqual([...this.copy].sort(), [...this.state()].sort(), 'the events tell the whole state');
  }

  /** A unit never sells more than it can produce, whoever sold it. */
  private checkUnits(): void {
    const capacities = this.world.peer.records<{ capacityW: number }>('unit');
    const sold = new Map<string, bigint>();
    for (const offer of this.amounts.openOffers()) {
      if (offer.unit === null) continue;
      const key = `${offer.listing} ${offer.unit}`;
      sold.set(key, (sold.get(key) ?? 0n) + BigInt(offer.energy));
      const capacity = capacities.get(`unit/${offer.unit}`)?.capacityW ?? 0;
      assert.ok((sold.get(key) ?? 0n) <= BigInt(capacity), `${key} sells more than it can produce`);
    }
  }

  /** No bid reaches an ask where orders trade when they come, nor among the orders of an interval that was cleared. */
  private checkBooks(): void {
    const { peer } = this.world;
    const { clearedTo = '' } = peer.records<{ clearedTo: string }>('book-interval').get('book-interval/round') ?? {};
    const settled = [...peer.records<RestingOrder>('resting').values()].filter(
      ({ interval }) => interval === null || interval < clearedTo,
    );
    for (const book of books) {
      const prices = (side: string) =>
        settled.filter((order) => order.book === book && order.side === side).map(({ price }) => Number(price));
      assert.ok(Math.max(0, ...prices('buy')) < Math.min(Infinity, ...prices('sell')), `${book} is crossed`);
    }
  }

  /** KWH is what the units hold, and what is reserved in them is what open sessions have. */
  private checkStorage(): void {
    const { peer } = this.world;
    const units = [...peer.records<StoredUnit>('storage-unit').values()];
    const sessions = [...peer.records<StoredSession>('session').values()];
    const open = sessions.filter(({ state }) => state === 'open');
    const stored = units.reduce((sum, { energy }) => sum + BigInt(energy), 0n);
    assert.equal(this.storedEnergy(), stored, 'the energy in storage units');
    assert.deepEqual(
      sums(units.map(({ id, reserved }) => [id, reserved])),
      sums(open.map((s) => [s.unit, s.reserved])),
    );
    for (const each of sessions) if (each.state !== 'open') assert.deepEqual([each.locked, each.reserved], ['0', '0']);
    const expiries = [...peer.records<StoredSession>('session-expiry').values()];
    assert.deepEqual(
      expiries.map(({ unit, member }) => unit + member).sort(),
      open.map((s) => s.unit + s.member).sort(),
    );
  }

  /** The banker's list shows everything that is locked, and nothing else. */
  private checkWithdrawals(): void {
    const { peer } = this.world;
    const waiting = [...peer.records<{ member: string; amount: string }>('withdrawal').values()];
    const accounts = [...peer.records<Amounts & { member: string }>('account').values()];
    assert.deepEqual(
      sums(waiting.map(({ member, amount }) => [member, amount])),
      sums(accounts.map(({ member, lockedForWithdrawal }) => [member, lockedForWithdrawal])),
    );
  }

  /** More than half of those who were voters before it said yes. */
  private checkVote({ id, ballots = [] }: Told): void {
    const { voters } = JSON.parse(this.copy.get('network/main') ?? '{}') as Network;
    const yes = ballots.filter(({ voter, yes }) => yes && voters.includes(voter)).length;
    assert.ok(2 * yes > voters.length, `${String(id)} passed with ${yes} of ${voters.length} voters`);
  }

  private storedEnergy(): bigint {
    return BigInt(this.world.peer.records<{ stored: string }>('energy-pool').get('energy-pool/main')?.stored ?? '0');
  }

  /** D in micro-ENT. */
  private gapNow(): bigint {
    const total = this.world.peer.records<{ total: string }>('supply').get('supply/ENT')?.total ?? '0';
    const difference = this.storedEnergy() * 1000n - BigInt(total);
    return difference < 0n ? -difference : difference;
  }

  private state(): [string, string][] {
    const { peer } = this.world;
    return peer.keysBetween('', '~').map((key) => [key, JSON.stringify(JSON.parse(peer.read(key).toString('utf8')))]);
  }
}
