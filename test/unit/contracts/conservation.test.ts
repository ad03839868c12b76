/** Whatever several members do at the same time, no token appears or vanishes (spec 00, "What every transaction promises"). */
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { type Listing, type Network } from '../../../chaincode/ledger/records';
import { fullName, type TransactionName, transactions } from '../../../chaincode/wire/transactions';
import { admin, type MarketWorld } from '../../support/market-world';
import { attemptOf, type Intent, intents, randomMarket, submitted } from '../../support/random-market';
import { Refused, type Simulation, type ValidationCode } from '../../support/test-peer';

const SEED = 1_048_577;
const RUNS = 12;
const BATCHES = 100;

interface Batch {
  readonly tried: readonly Intent[];
  /**
   * Half of what is tried is about the same person and thing, so that it gets into each other's way; now and then money
   * arrives while it is folded in.
   */
  readonly focus: number;
  /** Sorts the simulations into the order in which they are committed. */
  readonly order: readonly number[];
}

const batches = fc.array(
  fc.record({
    tried: fc.array(intents, { minLength: 3, maxLength: 9 }),
    focus: fc.nat({ max: 997 }),
    order: fc.array(fc.nat(), { minLength: 11, maxLength: 11 }),
  }),
  { minLength: BATCHES, maxLength: BATCHES },
);

/** What all runs together have done. */
const done = {
  succeeded: new Map<TransactionName, number>(),
  refused: new Map<TransactionName, number>(),
  codes: new Map<ValidationCode, number>(),
};
const count = <K>(counter: Map<K, number>, key: K) => counter.set(key, (counter.get(key) ?? 0) + 1);

const micros = (decimal = '0'): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
};

interface Amounts {
  readonly available: string;
  readonly lockedForWithdrawal: string;
  readonly escrowed: string;
}

/** A market under way: its world, what was minted, and a copy of its state made from events alone. */
class Run {
  private readonly copy = new Map<string, string>();
  private minted: bigint;
  private readonly entBefore: bigint;

  constructor(readonly world: MarketWorld) {
    for (const [key, value] of this.state()) this.copy.set(key, value);
    this.minted = this.sum('eEuro');
    this.entBefore = this.sum('ENT');
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
      const unfinished = this.listings().filter(
        ({ state, cursor }) => state !== 'settled' && !(state === 'cancelled' && cursor === null),
      );
      const [listing] = unfinished;
      if (!listing) break;
      const name: TransactionName =
        listing.state === 'open' ? 'CancelListing' : listing.state === 'closed' ? 'ClearListing' : 'SettleListing';
      await this.world.as(listing.operator, name, [listing.id]);
      this.note(name, []);
      this.check();
    }
    assert.equal(this.world.total('eEuro').escrowed, 0n, 'nothing is held when every listing has ended');
  }

  private note(name: TransactionName, args: readonly string[]): void {
    count(done.succeeded, name);
    if (name === 'MintEEuro') this.minted += micros(args[1]);
    if (name === 'BurnEEuro') this.minted -= micros(args[1]);
    const event = this.world.peer.events.at(-1);
    assert.equal(event?.transaction, name);
    for (const { key, value } of event.changes) {
      if (value === null) this.copy.delete(key);
      else this.copy.set(key, JSON.stringify(value));
    }
  }

  private check(): void {
    assert.equal(this.sum('eEuro'), this.minted, 'eEuro in accounts and credits = minted - burned');
    assert.equal(this.sum('ENT'), this.entBefore, 'ENT in accounts and credits');
    const supply = this.world.peer.records<{ total: string }>('supply');
    assert.equal(BigInt(supply.get('supply/eEuro')?.total ?? '0'), this.minted, 'the total that the ledger names');
    for (const [key, account] of this.world.peer.records<Amounts>('account')) {
      const { available, lockedForWithdrawal, escrowed } = account;
      for (const part of [available, lockedForWithdrawal, escrowed]) assert.match(part, /^[0-9]{1,19}$/, key);
    }
    assert.deepEqual(
      this.escrowed(),
      this.heldByOffers(),
      'what is escrowed is what open offers hold, member by member',
    );
    this.checkUnits();
    assert.deepEqual([...this.copy].sort(), [...this.state()].sort(), 'the events tell the whole state');
  }

  /** A unit never sells more than it can produce, whoever sold it. */
  private checkUnits(): void {
    const capacities = this.world.peer.records<{ capacityW: number }>('unit');
    const sold = new Map<string, bigint>();
    for (const offer of this.openOffers()) {
      if (offer.unit === null) continue;
      const key = `${offer.listing} ${offer.unit}`;
      sold.set(key, (sold.get(key) ?? 0n) + BigInt(offer.energy));
      const capacity = capacities.get(`unit/${offer.unit}`)?.capacityW ?? 0;
      assert.ok((sold.get(key) ?? 0n) <= BigInt(capacity), `${key} sells more than it can produce`);
    }
  }

  private escrowed(): Map<string, bigint> {
    const credits = this.world.peer.records<{ member: string; token: string; movements: Amounts[] }>('credit');
    const accounts = this.world.peer.records<Amounts & { member: string; token: string }>('account');
    return sums([
      ...[...accounts.values()].map(({ member, escrowed }) => [member, escrowed] as const),
      ...[...credits.values()].flatMap(({ member, movements }) =>
        movements.map(({ escrowed }) => [member, escrowed] as const),
      ),
    ]);
  }

  private heldByOffers(): Map<string, bigint> {
    const ended = new Set(
      this.listings()
        .filter(({ state, cursor }) => state === 'settled' || (state === 'cancelled' && cursor === null))
        .map(({ id }) => id),
    );
    const open = this.openOffers().filter(({ listing }) => !ended.has(listing));
    return sums(open.map(({ member, escrow }) => [member, escrow]));
  }

  private openOffers() {
    interface Stored {
      readonly listing: string;
      readonly member: string;
      readonly unit: string | null;
      readonly energy: string;
      readonly escrow: string;
      readonly state: string;
    }
    return [...this.world.peer.records<Stored>('offer').values()].filter(({ state }) => state === 'open');
  }

  private listings(): Listing[] {
    return [...this.world.peer.records<Listing>('listing').values()];
  }

  private sum(token: string): bigint {
    return Object.values(this.world.total(token)).reduce((total, part) => total + part);
  }

  private state(): [string, string][] {
    const { peer } = this.world;
    return peer.keysBetween('', '~').map((key) => [key, JSON.stringify(JSON.parse(peer.read(key).toString('utf8')))]);
  }
}

/** Sums per member, without those that are 0. */
function sums(parts: readonly (readonly [string, string])[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const [member, part] of parts) found.set(member, (found.get(member) ?? 0n) + BigInt(part));
  return new Map([...found].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe(`Money and energy are conserved (seed ${SEED})`, function () {
  this.timeout(120_000);

  before(async () => {
    const start = await randomMarket();
    const property = fc.asyncProperty(batches, async (played) => {
      const run = new Run(start.fork());
      for (const batch of played) await run.play(batch);
      await run.windUp();
      const voters = run.world.peer.records<Network>('network').get('network/main')?.voters ?? [];
      assert.ok(voters.includes(admin), 'somebody can always vote');
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  });

  it('by every transaction, committed in any order, at every moment and when all has ended', () => {
    const few = submitted.filter((name) => name !== 'Bootstrap' && (done.succeeded.get(name) ?? 0) < 3);
    assert.deepEqual(few, [], `seldom done: ${JSON.stringify([...done.succeeded])}`);
    const total = [...done.succeeded.values()].reduce((sum, each) => sum + each, 0);
    assert.ok(total > 2000, `${total} transactions`);
  });

  it('by every transaction that is refused', () => {
    const never = submitted.filter((name) => (done.refused.get(name) ?? 0) === 0);
    assert.deepEqual(never, [], `never refused: ${JSON.stringify([...done.refused])}`);
  });

  it('when transactions get into each other’s way', () => {
    assert.ok((done.codes.get('MVCC_READ_CONFLICT') ?? 0) > 200, JSON.stringify([...done.codes]));
    assert.ok((done.codes.get('PHANTOM_READ_CONFLICT') ?? 0) > 5, JSON.stringify([...done.codes]));
  });
});
