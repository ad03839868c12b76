/**
 * The order book of spec 11 a second time, from the page alone and in the most literal way: one list of open orders, the
 * best partner looked for anew for each millionth of a token. Only for small amounts. Shares nothing with the chaincode
 * but the shape of an order.
 */
import { type Order } from '../../../../chaincode/domain/order-book/order';

interface Open {
  id: string;
  member: string;
  side: string;
  left: bigint;
  price: bigint;
  expiresAt: string | null;
}
export interface SlowTrade {
  buy: string;
  sell: string;
  amount: bigint;
  price: bigint;
}

/** (a + b) / 2; a half goes to the even neighbour. */
function middle(a: bigint, b: bigint): bigint {
  const sum = a + b;
  if (sum % 2n === 0n) return sum / 2n;
  const below = (sum - 1n) / 2n;
  return below % 2n === 0n ? below : below + 1n;
}

export class SlowBook {
  /** In order of arrival. */
  open: Open[] = [];
  trades: SlowTrade[] = [];

  constructor(
    private readonly priceRule: string,
    private readonly cap: bigint,
  ) {}

  place(order: Order, now: string): void {
    const before = { open: this.open.map((each) => ({ ...each })), trades: this.trades.map((each) => ({ ...each })) };
    const fresh = this.trades.length;
    const buying = order.side === 'buy';
    const limit: bigint = order.price ?? (buying ? this.cap : 0n);
    let left: bigint = order.amount;
    while (left > 0n) {
      const partner = this.bestFor(buying, limit);
      if (!partner) break;
      if (partner.member === order.member || (partner.expiresAt !== null && !(partner.expiresAt > now))) {
        this.open = this.open.filter((each) => each !== partner);
        continue;
      }
      const price =
        this.priceRule === 'midpoint' && order.price !== null ? middle(order.price, partner.price) : partner.price;
      const [buy, sell] = buying ? [order.id, partner.id] : [partner.id, order.id];
      const last = this.trades.length > fresh ? this.trades.at(-1) : undefined;
      if (last && last.buy === buy && last.sell === sell) last.amount += 1n;
      else this.trades.push({ buy, sell, amount: 1n, price });
      left -= 1n;
      partner.left -= 1n;
      if (partner.left === 0n) this.open = this.open.filter((each) => each !== partner);
    }
    if (left > 0n && order.kind === 'fok') Object.assign(this, before);
    if (left > 0n && order.kind === 'limit') {
      const { id, member, side, expiresAt } = order;
      this.open.push({ id, member, side, left, price: limit, expiresAt });
    }
  }

  cancel(id: string): void {
    this.open = this.open.filter((each) => each.id !== id);
  }

  /** Best price first, then earliest. */
  side(side: string): { id: string; left: bigint; price: bigint }[] {
    const found = this.open.filter((each) => each.side === side).map(({ id, left, price }) => ({ id, left, price }));
    const worse = (a: bigint, b: bigint) => (side === 'buy' ? a < b : a > b);
    return found.sort((a, b) => (worse(a.price, b.price) ? 1 : worse(b.price, a.price) ? -1 : 0));
  }

  private bestFor(buying: boolean, limit: bigint): Open | undefined {
    let best: Open | undefined;
    for (const each of this.open) {
      if ((each.side === 'buy') === buying || (buying ? each.price > limit : each.price < limit)) continue;
      if (!best || (buying ? each.price < best.price : each.price > best.price)) best = each;
    }
    return best;
  }
}
