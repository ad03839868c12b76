import { DomainError } from '../../../../chaincode/domain/errors';
import { type AccountChange } from '../../../../chaincode/domain/account-change';
import { type BookRules } from '../../../../chaincode/domain/order-book/book-rules';
import { type Order, type RestingOrder } from '../../../../chaincode/domain/order-book/order';
import { OrderPlacement, type PlacedOrder } from '../../../../chaincode/domain/order-book/placement';
import { releaseChanges } from '../../../../chaincode/domain/order-book/trade-changes';
import { parseTime } from '../../../../chaincode/domain/time';
import { type TimedEvent } from './orders';

interface Balance {
  available: bigint;
  escrowed: bigint;
}

/** What a contract does with the domain's functions, on a plain array: load in order, page by page, decide, save. */
export class LedgerBook {
  /** Open orders in order of arrival. */
  open: RestingOrder[] = [];
  readonly placed: PlacedOrder<RestingOrder>[] = [];
  private readonly balances = new Map<string, Balance>();
  readonly held: { buyer: string; seller: string; amount: bigint; total: bigint }[] = [];
  /** How many resting orders were loaded for the last order. */
  loaded = 0;

  constructor(
    private readonly rules: BookRules,
    private readonly pageSize: number,
  ) {}

  run(events: readonly TimedEvent[], afterEach: (changes: readonly AccountChange[]) => void = () => undefined): this {
    for (const { event, now } of events) {
      const changes = 'cancel' in event ? this.cancel(event.cancel) : this.place(event, now);
      this.apply(changes);
      afterEach(changes);
    }
    return this;
  }

  balance(member: string, token: string): Balance {
    return this.balances.get(`${member} ${token}`) ?? { available: 0n, escrowed: 0n };
  }

  get accounts(): readonly [string, Balance][] {
    return [...this.balances];
  }

  private place(order: Order, now: string): readonly AccountChange[] {
    const placement = new OrderPlacement<RestingOrder>(order, this.rules, parseTime(now));
    this.loaded = 0;
    const met = new Map<string, bigint>();
    for (const page of this.pages(order)) {
      this.loaded += page.length;
      const taken = page.findIndex((each) => {
        if (!placement.wants(each.price)) return true;
        met.set(each.id, placement.meet(each));
        return false;
      });
      if (taken !== -1) break;
    }
    const placed = this.finish(placement);
    if (!placed) return [];
    this.placed.push(placed);
    for (const { resting, amount, total, held } of placed.fills) {
      const [buyer, seller] = order.side === 'buy' ? [order.member, resting.member] : [resting.member, order.member];
      if (held) this.held.push({ buyer, seller, amount, total });
    }
    this.open = this.open.flatMap((each) => {
      const left = met.get(each.id) ?? each.left;
      return left === 0n ? [] : [{ ...each, left }];
    });
    if (placed.resting) this.open.push(placed.resting);
    return placed.changes;
  }

  private finish(placement: OrderPlacement<RestingOrder>): PlacedOrder<RestingOrder> | null {
    try {
      return placement.finish();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'ORDER_NOT_FILLED') return null;
      throw error;
    }
  }

  private *pages(order: Order): Generator<RestingOrder[]> {
    const buying = order.side === 'buy';
    const others = this.open.filter(({ side }) => side !== order.side);
    others.sort((a, b) => (a.price === b.price ? 0 : a.price < b.price === buying ? -1 : 1));
    for (let start = 0; start < others.length; start += this.pageSize) yield others.slice(start, start + this.pageSize);
  }

  private cancel(id: string): readonly AccountChange[] {
    const order = this.open.find((each) => each.id === id);
    if (!order) return [];
    this.open = this.open.filter((each) => each !== order);
    return releaseChanges(order, this.rules);
  }

  private apply(changes: readonly AccountChange[]): void {
    for (const { member, token, available, escrowed } of changes) {
      const before = this.balance(member, token);
      this.balances.set(`${member} ${token}`, {
        available: before.available + available,
        escrowed: before.escrowed + escrowed,
      });
    }
  }
}
