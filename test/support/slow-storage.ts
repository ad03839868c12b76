import { evenly, FEED_IN, memberOf, type SlowTrade } from './slow-day';

/**
 * A second reading of docs/replay.md and of the rates' rules, to check the first one by: what a day's left-over energy
 * does in two batteries, with nothing of the project's code. Whole numbers of Wh and of millionths.
 */
export interface SlowStored {
  readonly fedIn: bigint;
  readonly taken: bigint;
  readonly entBought: bigint;
  readonly entSold: bigint;
  readonly paid: bigint;
  readonly received: bigint;
  readonly ent: bigint;
  /** By hour of the day. */
  readonly flows: ReadonlyMap<number, { readonly fedIn: bigint; readonly taken: bigint }>;
}
export interface SlowStorage {
  readonly members: ReadonlyMap<string, SlowStored>;
  readonly kWh: bigint;
  readonly ENT: bigint;
  readonly R: bigint;
  readonly lost: bigint;
  readonly sessions: number;
  readonly trades: number;
}
interface Row {
  readonly time: string;
  readonly home: string;
  readonly load: bigint;
  readonly pv: bigint;
}
interface Want {
  readonly home: string;
  readonly energy: bigint;
}

const [CAPACITY, POWER, OWNERS] = [6_400n, 5_000n, ['h02@HouseholdsMSP', 'h05@HouseholdsMSP']] as const;
const [C, CAP, OWNERS_SHARE, MILLION] = [50_000n, 500_000n, 200_000n, 1_000_000n] as const;
const least = (...values: bigint[]) => values.reduce((a, b) => (b < a ? b : a));

/** Plays the day's storage: `trades` and `retail` by hour, `rows` as in the CSV file, the units empty at first. */
export function storageOf(
  rows: readonly Row[],
  trades: readonly SlowTrade[][],
  retail: readonly bigint[],
): SlowStorage {
  const homes = [...new Set(rows.map(({ home }) => home))].sort();
  const times = [...new Set(rows.map(({ time }) => time))].sort();
  const dearest = retail.slice(18).reduce((a, b) => (b > a ? b : a), 0n);
  const evening = retail.flatMap((price, hour) => (hour >= 18 && price === dearest ? [hour] : []));
  const units = OWNERS.map((owner) => ({ owner, holds: 0n, shown: 0n }));
  const pools = { kWh: 0n, ENT: 0n, R: 0n };
  const [ent, books, flows] = [
    new Map<string, bigint>(),
    new Map<string, bigint[]>(),
    new Map<string, Map<number, bigint[]>>(),
  ];
  const counts = { lost: 0n, sessions: 0, trades: 0 };
  const give = (home: string, amount: bigint) => ent.set(home, (ent.get(home) ?? 0n) + amount);
  const gap = () => (pools.kWh * 1000n > pools.ENT ? pools.kWh * 1000n - pools.ENT : pools.ENT - pools.kWh * 1000n);
  const loss = () => pools.ENT > pools.kWh * 1000n;
  const rates = () => {
    const r = gap() === 0n ? 0n : least(pools.R, CAP);
    return loss() ? { mint: MILLION - r, burn: MILLION + r } : { mint: MILLION + r, burn: MILLION - r };
  };
  /** What a report changes, and what R makes of it. */
  const change = (kWh: bigint, ENT: bigint) => {
    const before = gap();
    pools.kWh += kWh;
    pools.ENT += ENT;
    if (gap() === 0n) pools.R = 0n;
    else if (gap() > before) pools.R = evenly(gap() * C, MILLION);
  };
  const note = (home: string, hour: number, way: 0 | 1, energy: bigint) => {
    const ofHome = flows.get(home) ?? new Map<number, bigint[]>();
    const both = ofHome.get(hour) ?? [0n, 0n];
    both[way] = both[way]! + energy;
    flows.set(home, ofHome.set(hour, both));
  };
  const left = (home: string, hour: number, traded: readonly SlowTrade[]) => {
    const row = rows.find((each) => each.home === home && each.time === times[hour])!;
    const of = (side: 'buyer' | 'seller') =>
      traded.filter((trade) => trade[side] === memberOf(home)).reduce((sum, { energy }) => sum + energy, 0n);
    return row.pv + of('buyer') - row.load - of('seller');
  };
  const share = (wants: readonly Want[], room: (unit: (typeof units)[number]) => bigint) => {
    const rooms = units.map((unit) => ({ unit, left: room(unit) }));
    const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);
    const [wanted, there] = [sum(wants.map(({ energy }) => energy)), sum(rooms.map((each) => each.left))];
    return wants.flatMap(({ home, energy }) => {
      let rest = wanted > there ? (energy * there) / wanted : energy;
      const [first, second] = rooms[1]!.left > rooms[0]!.left ? [rooms[1]!, rooms[0]!] : [rooms[0]!, rooms[1]!];
      return [first, second].flatMap((each) => {
        const flow = least(rest, each.left);
        if (flow < 10n) return [];
        each.left -= flow;
        rest -= flow;
        return [{ home, unit: each.unit, energy: flow }];
      });
    });
  };
  const entFor = (energy: bigint, burn: bigint) => (energy * burn + 999n) / 1000n;

  for (let hour = 0; hour < times.length; hour++) {
    const lefts = homes.map((home) => ({ home, energy: left(home, hour, trades[hour]!) }));
    const { mint, burn } = rates();
    const got = mint * (MILLION - OWNERS_SHARE);
    const floor = (FEED_IN * MILLION * MILLION + got - 1n) / got;
    const top = (dearest * MILLION) / burn;
    if (hour === evening[0]! - 1) trade(burn, floor, top);

    const wants = lefts
      .filter(({ energy }) => evening.includes(hour) && energy <= -10n)
      .map(({ home, energy }) => ({ home, energy: least(-energy, ((ent.get(home) ?? 0n) * 1000n) / burn) }));
    const [side, kept] = [loss(), gap() === 0n ? 0n : least(pools.R, CAP)];
    const outs = share(wants, ({ holds }) => least(holds, POWER));
    for (const out of outs) out.unit.holds -= out.energy;
    const feeds = floor >= top ? [] : lefts.filter(({ energy }) => energy >= 10n);
    const ins = share(feeds, ({ holds }) =>
      holds >= CAPACITY ? 0n : least(((CAPACITY - holds + 1n) * MILLION - 1n) / 900_000n, POWER),
    );
    for (const { unit, energy } of ins) unit.holds += (energy * 9n) / 10n;

    for (const unit of units) {
      for (const { home, energy } of ins.filter((flow) => flow.unit === unit)) {
        const difference = least(evenly(least(pools.R, CAP) * energy, 1000n), gap());
        const minted = energy * 1000n + (loss() ? -difference : difference);
        const owners = least(minted, evenly2(minted * OWNERS_SHARE, minted * (MILLION - OWNERS_SHARE)));
        change(energy, minted);
        give(home, minted - owners);
        give(
          homes.find((each) => memberOf(each) === unit.owner)!,
          owners,
        );
        unit.shown += energy;
        note(home, hour, 0, energy);
      }
      for (const { home, energy } of outs.filter((flow) => flow.unit === unit)) {
        const locked = entFor(energy, burn);
        const applies = side === loss() && gap() > 0n && kept > 0n;
        const difference = applies ? least(evenly(kept * energy, 1000n), gap()) : 0n;
        const burned = least(side ? energy * 1000n + difference : energy * 1000n - difference, locked);
        change(-energy, -burned);
        give(home, -burned);
        unit.shown -= energy;
        counts.sessions++;
        note(home, hour, 1, energy);
      }
      if (unit.shown !== unit.holds) {
        counts.lost += unit.shown - unit.holds;
        change(unit.holds - unit.shown, 0n);
        unit.shown = unit.holds;
      }
    }
  }

  function trade(burn: bigint, floor: bigint, top: bigint): void {
    const power = (2n * POWER) / BigInt(homes.length);
    const orders = homes.map((home) => {
      const lacks = evening.map((hour) => least(least(0n, left(home, hour, [])) * -1n, power));
      const need = entFor(
        lacks.reduce((a, b) => a + b, 0n),
        burn,
      );
      const more = (ent.get(home) ?? 0n) - need;
      const size = more < 0n ? -more : more;
      const eager = (BigInt(Number(home.slice(1)) + evening[0]!) * 618_034n) % MILLION;
      const move = evenly(((top - floor) / 2n) * eager, MILLION);
      const price = more > 0n ? ((floor + move + 99n) / 100n) * 100n : ((top - move) / 100n) * 100n;
      return { home, sells: more > 0n, amount: size - (size % 10_000n), price };
    });
    const bids = orders.filter(({ sells, amount }) => !sells && amount >= 100_000n);
    bids.sort((a, b) => (a.price > b.price ? -1 : 1));
    for (const ask of orders.filter(({ sells, amount }) => sells && amount >= 100_000n)) {
      for (const bid of bids.filter(({ amount, price }) => amount > 0n && price >= ask.price)) {
        const amount = least(ask.amount, bid.amount);
        if (amount === 0n) break;
        const paid = evenly(bid.price * amount, MILLION);
        ask.amount -= amount;
        bid.amount -= amount;
        counts.trades++;
        give(bid.home, amount);
        give(ask.home, -amount);
        for (const [home, place] of [
          [bid.home, 0],
          [ask.home, 1],
        ] as const) {
          const book = books.get(home) ?? [0n, 0n, 0n, 0n];
          book[place] = book[place]! + amount;
          book[place + 2] = book[place + 2]! + paid;
          books.set(home, book);
        }
      }
    }
  }

  const members = homes.map((home): [string, SlowStored] => {
    const ofHome = [...(flows.get(home) ?? [])];
    const sum = (way: number) => ofHome.reduce((total, [, both]) => total + both[way]!, 0n);
    const [entBought = 0n, entSold = 0n, paid = 0n, received = 0n] = books.get(home) ?? [];
    return [
      memberOf(home),
      {
        ...{ entBought, entSold, paid, received, fedIn: sum(0), taken: sum(1), ent: ent.get(home) ?? 0n },
        flows: new Map(ofHome.map(([hour, [fedIn = 0n, taken = 0n]]) => [hour, { fedIn, taken }])),
      },
    ];
  });
  return { members: new Map(members), ...pools, ...counts };
}

/** The smaller of two parts of their sum by largest remainder, ties to the other one; both in millionths of it. */
function evenly2(small: bigint, large: bigint): bigint {
  const down = small / MILLION;
  return small % MILLION > large % MILLION ? down + 1n : down;
}
