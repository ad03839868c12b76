/**
 * The mechanisms of spec 10 and 14 a second time, from the pages alone and in the most literal way: energy is handed over Wh by
 * Wh, the best partner is looked for anew each time, numbers are exact fractions until they are rounded. Only for small
 * books. Shares nothing with the chaincode but the shape of an offer.
 */
import { type Offer } from '../../../chaincode/domain/offer';

export interface SlowTrade {
  buy: string;
  sell: string;
  energy: bigint;
  price: bigint;
}
export interface SlowClearing {
  price: bigint | null;
  trades: SlowTrade[];
}

interface Waiting {
  id: string;
  left: bigint;
  price: bigint;
  value: bigint;
  points: number;
}

const waiting = (offers: readonly Offer[], side: string): Waiting[] =>
  offers
    .filter((offer) => offer.side === side)
    .map(({ id, energy, price, points }) => ({ id, left: energy, price, value: energy * price, points: points ?? 1 }));

/** What the points of an offer's member let count of it. */
const counted = (offers: readonly Offer[]): Offer[] =>
  offers.map((offer) => {
    const percent = [50, 75, 90, 100][(offer.points ?? 1) - 1] ?? 0;
    let energy = 0n;
    while ((energy + 1n) * 100n <= offer.energy * BigInt(percent)) energy += 1n;
    return { ...offer, energy: energy as Offer['energy'] };
  });

/** The first entry with energy left for which no other one is better. */
function best(entries: readonly Waiting[], better: Better): Waiting | undefined {
  let found: Waiting | undefined;
  for (const entry of entries) if (entry.left > 0n && (!found || better(entry, found))) found = entry;
  return found;
}

/** One Wh from `sell` to `buy`, joined to the trade before where the pair is the same. */
function handOver(trades: SlowTrade[], buy: Waiting, sell: Waiting, price: bigint): void {
  buy.left -= 1n;
  sell.left -= 1n;
  const last = trades.at(-1);
  if (last && last.buy === buy.id && last.sell === sell.id) last.energy += 1n;
  else trades.push({ buy: buy.id, sell: sell.id, energy: 1n, price });
}

const never = () => false;

export const slowMcpFifo = (offers: readonly Offer[], limits: string): SlowClearing =>
  atAverageBid(offers, limits, (a, b) => a.value > b.value, never);

export const slowTrustMcp = (offers: readonly Offer[], limits: string): SlowClearing =>
  atAverageBid(
    counted(offers),
    limits,
    (a, b) => a.points > b.points || (a.points === b.points && a.value > b.value),
    (a, b) => a.points > b.points || (a.points === b.points && a.price < b.price),
  );

type Better = (a: Waiting, b: Waiting) => boolean;

function atAverageBid(
  offers: readonly Offer[],
  limits: string,
  betterBuyer: Better,
  betterSeller: Better,
): SlowClearing {
  const buyers = waiting(offers, 'buy');
  let energy = 0n;
  let value = 0n;
  for (const buyer of buyers) {
    energy += buyer.left;
    value += buyer.value;
  }
  if (energy === 0n) return { price: null, trades: [] };
  const mcp = (value - (value % energy)) / energy;
  const willing = waiting(offers, 'sell').filter((seller) => !(seller.price > mcp));
  const served = buyers.filter((buyer) => limits === 'ignored' || !(buyer.price < mcp));
  const trades: SlowTrade[] = [];
  for (;;) {
    const buy = best(served, betterBuyer);
    const sell = best(willing, betterSeller);
    if (!buy || !sell) return { price: mcp, trades };
    handOver(trades, buy, sell, mcp);
  }
}

/** Highest bid with lowest ask, Wh by Wh, while the bid isn't below the ask. */
function byPrice(offers: readonly Offer[], priceOf: (bid: bigint, ask: bigint) => bigint) {
  const buyers = waiting(offers, 'buy');
  const sellers = waiting(offers, 'sell');
  const trades: SlowTrade[] = [];
  for (;;) {
    const buy = best(buyers, (a, b) => a.price > b.price);
    const sell = best(sellers, (a, b) => a.price < b.price);
    if (!buy || !sell || buy.price < sell.price) return { trades, buyers, sellers };
    handOver(trades, buy, sell, priceOf(buy.price, sell.price));
  }
}

/** (a + b) / 2; a half goes to the even neighbour. */
function middle(a: bigint, b: bigint): bigint {
  const sum = a + b;
  if (sum % 2n === 0n) return sum / 2n;
  const below = (sum - 1n) / 2n;
  return below % 2n === 0n ? below : below + 1n;
}

export const slowPayAsBid = (offers: readonly Offer[]): SlowClearing => ({
  price: null,
  trades: byPrice(offers, (bid) => bid).trades,
});

export const slowMidpoint = (offers: readonly Offer[]): SlowClearing => ({
  price: null,
  trades: byPrice(offers, middle).trades,
});

/** Pairs by points: who has most chooses first, and among those that agree takes from who has most. */
function byTrust(offers: readonly Offer[], priceOf: (bid: bigint, ask: bigint) => bigint): SlowClearing {
  const buyers = waiting(counted(offers), 'buy');
  const sellers = waiting(counted(offers), 'sell');
  const trades: SlowTrade[] = [];
  for (;;) {
    const buy = best(buyers, (a, b) => a.points > b.points || (a.points === b.points && a.price > b.price));
    if (!buy) return { price: null, trades };
    const agreeing = sellers.filter((seller) => seller.price <= buy.price);
    const sell = best(agreeing, (a, b) => a.points > b.points || (a.points === b.points && a.price < b.price));
    if (sell) handOver(trades, buy, sell, priceOf(buy.price, sell.price));
    else buy.left = 0n;
  }
}

export const slowTrustedPayAsBid = (offers: readonly Offer[]): SlowClearing => byTrust(offers, (bid) => bid);
export const slowTrustedMidpoint = (offers: readonly Offer[]): SlowClearing => byTrust(offers, middle);

/** The page's one price of what counts; equal prices by points. */
export function slowTrustedPayAsClear(offers: readonly Offer[]): SlowClearing {
  const book = counted(offers);
  const falling = [4, 3, 2, 1].flatMap((points) => book.filter((offer) => (offer.points ?? 1) === points));
  return slowPayAsClear(falling);
}

/** The bounds of the price interval of spec 10, each from the whole book; null where nothing trades. */
export function priceInterval(offers: readonly Offer[]): { lower: bigint; upper: bigint } | null {
  const { trades, buyers, sellers } = byPrice(offers, () => 0n);
  if (trades.length === 0) return null;
  const price = (id: string) => offers.find((offer) => offer.id === id)?.price ?? -1n;
  const accepted = { bids: trades.map(({ buy }) => price(buy)), asks: trades.map(({ sell }) => price(sell)) };
  const notWholly = (entries: Waiting[]) => entries.filter(({ left }) => left > 0n).map((entry): bigint => entry.price);
  const largest = (values: bigint[]) => values.reduce((a, b) => (b > a ? b : a));
  const smallest = (values: bigint[]) => values.reduce((a, b) => (b < a ? b : a));
  return {
    lower: largest([...accepted.asks, ...notWholly(buyers)]),
    upper: smallest([...accepted.bids, ...notWholly(sellers)]),
  };
}

export function slowPayAsClear(offers: readonly Offer[]): SlowClearing {
  const interval = priceInterval(offers);
  if (interval === null) return { price: null, trades: [] };
  const price = middle(interval.lower, interval.upper);
  return { price, trades: byPrice(offers, () => price).trades };
}

/** The largest sum of (bid - ask) over Wh that any way of trading reaches: tries every total of energy. */
export function largestWelfare(offers: readonly Offer[]): bigint {
  const perWh = (side: string) =>
    offers.flatMap((offer) => (offer.side === side ? Array<bigint>(Number(offer.energy)).fill(offer.price) : []));
  const bids = perWh('buy').sort((a, b) => (a === b ? 0 : a > b ? -1 : 1));
  const asks = perWh('sell').sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  let welfare = 0n;
  let most = 0n;
  for (let total = 0; total < Math.min(bids.length, asks.length); total++) {
    welfare += (bids[total] ?? 0n) - (asks[total] ?? 0n);
    if (welfare > most) most = welfare;
  }
  return most;
}
