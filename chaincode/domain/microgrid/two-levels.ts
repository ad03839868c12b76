/**
 * A listing of several microgrids (spec 14, "Two-level prices"). Level 1: each microgrid by itself, at the price that its
 * own supply and demand make; everybody is served in proportion to its energy. Level 2: what is left over or missing
 * meets across microgrids, at the price of the whole; a microgrid is one trader there, served in falling points, and
 * hands on to its members in falling points, within them in proportion to energy. The rest is the grid's, outside the
 * ledger. Energy and money balance at each level, and nobody does worse than at the grid.
 */
import { type Offer } from '../offer';
import { type TrustPoints } from '../trust/points';
import { type PricePerKWh, type Wh } from '../units';
import { byFallingPoints, serveByPoints } from './serve-by-points';
import { type GridPrices, type SupplyDemandPrices, supplyDemandPrices } from './supply-demand-prices';

/** Who trades inside a microgrid, or what is left for level 2. Wh. */
export interface Level {
  /** Total surplus and total deficit. */
  readonly surplus: bigint;
  readonly deficit: bigint;
  readonly prices: SupplyDemandPrices;
  /** What is traded, at `prices.sell`: the smaller of the two. */
  readonly traded: bigint;
}

/** Energy from one offer to another at its level's price. */
export interface LevelTrade<O extends Offer> {
  readonly buy: O;
  readonly sell: O;
  readonly energy: Wh;
  readonly price: PricePerKWh;
}

export interface TwoLevels<O extends Offer = Offer> {
  /** Level 1 of each microgrid, by its id, in order of first arrival. */
  readonly microgrids: ReadonlyMap<string, Level>;
  readonly between: Level;
  /** Level 1 microgrid by microgrid, then level 2; fewer than twice as many as offers. */
  readonly trades: readonly LevelTrade<O>[];
}

/** An offer with what of it is still to be served. */
interface Claim<O extends Offer> {
  readonly offer: O;
  readonly points: TrustPoints;
  readonly energy: bigint;
}

/** A trader at level 2: a microgrid, or a member that is in none. */
interface Group<O extends Offer> {
  readonly points: TrustPoints;
  readonly sellers: readonly Claim<O>[];
  readonly buyers: readonly Claim<O>[];
}

/**
 * Clears offers of price takers, given in order of arrival: a bid below retail or an ask above feed-in takes no part.
 * An offer without a microgrid trades at level 2 only, as a trader of its own. `pointsOf` ranks at level 2.
 */
export function clearTwoLevels<O extends Offer>(
  offers: readonly O[],
  grid: GridPrices,
  pointsOf: (offer: O) => TrustPoints,
): TwoLevels<O> {
  const taking = offers.filter(({ side, energy, price }) => {
    return energy > 0n && (side === 'buy' ? price >= grid.retail : price <= grid.feedIn);
  });
  const claims = taking.map((offer): Claim<O> => ({ offer, points: pointsOf(offer), energy: offer.energy }));
  const { together, alone } = groupsOf(claims);
  const microgrids = new Map<string, Level>();
  const trades: LevelTrade<O>[] = [];
  const left = alone;
  for (const [id, group] of together) {
    const level = levelOf(group.sellers, group.buyers, grid);
    microgrids.set(id, level);
    const sold = serve(group.sellers, level.traded, inProportion);
    const bought = serve(group.buyers, level.traded, inProportion);
    pairUp(sold.served, bought.served, level.prices.sell, trades);
    left.push({ ...group, sellers: sold.rest, buyers: bought.rest });
  }
  const sellers = left.filter((group) => group.sellers.length > 0);
  const buyers = left.filter((group) => group.buyers.length > 0);
  const between = levelOf(
    sellers.flatMap((group) => group.sellers),
    buyers.flatMap((group) => group.buyers),
    grid,
  );
  const sold = serveGroups(sellers, 'sellers', between.traded);
  pairUp(sold, serveGroups(buyers, 'buyers', between.traded), between.prices.sell, trades);
  return { microgrids, between, trades };
}

function groupsOf<O extends Offer>(
  claims: readonly Claim<O>[],
): { together: ReadonlyMap<string, Group<O>>; alone: Group<O>[] } {
  const byMicrogrid = new Map<string, Claim<O>[]>();
  const alone: Group<O>[] = [];
  for (const claim of claims) {
    const { microgrid } = claim.offer;
    if (microgrid === undefined) alone.push(groupOf([claim]));
    else {
      const members = byMicrogrid.get(microgrid);
      if (members) members.push(claim);
      else byMicrogrid.set(microgrid, [claim]);
    }
  }
  return { together: new Map(Array.from(byMicrogrid, ([id, members]) => [id, groupOf(members)])), alone };
}

/** A microgrid's points are the mean of its members', weighted by their energy, rounded down. */
function groupOf<O extends Offer>(claims: readonly Claim<O>[]): Group<O> {
  const weighted = claims.reduce((total, { points, energy }) => total + BigInt(points) * energy, 0n);
  return {
    points: Number(weighted / energyOf(claims)) as TrustPoints,
    sellers: claims.filter(({ offer }) => offer.side === 'sell'),
    buyers: claims.filter(({ offer }) => offer.side === 'buy'),
  };
}

function levelOf(sellers: readonly Claim<Offer>[], buyers: readonly Claim<Offer>[], grid: GridPrices): Level {
  const [surplus, deficit] = [energyOf(sellers), energyOf(buyers)];
  const traded = surplus < deficit ? surplus : deficit;
  return { surplus, deficit, prices: supplyDemandPrices(surplus, deficit, grid), traded };
}

const energyOf = (claims: readonly { readonly energy: bigint }[]) =>
  claims.reduce((total, { energy }) => total + energy, 0n);

/** Level 1 asks for no points: all claims alike. */
const inProportion = () => 4 as const;

/** Splits claims into what is served of them, `energy` in all, and what is left. */
function serve<O extends Offer>(
  claims: readonly Claim<O>[],
  energy: bigint,
  pointsOf: (claim: Claim<O>) => TrustPoints,
): { served: Claim<O>[]; rest: Claim<O>[] } {
  const parts = serveByPoints(energy, claims, pointsOf);
  const some = (claim: Claim<O>) => claim.energy > 0n;
  return {
    served: claims.map((claim, place) => ({ ...claim, energy: parts[place] ?? 0n })).filter(some),
    rest: claims.map((claim, place) => ({ ...claim, energy: claim.energy - (parts[place] ?? 0n) })).filter(some),
  };
}

/** Level 2 for one side: first the microgrids, then the members of each, in the order in which they are served. */
function serveGroups<O extends Offer>(
  groups: readonly Group<O>[],
  side: 'sellers' | 'buyers',
  energy: bigint,
): Claim<O>[] {
  const traders = groups.map((group) => ({ ...group, energy: energyOf(group[side]) }));
  const parts = serveByPoints(energy, traders, ({ points }) => points);
  const shares = traders.map((trader, place) => ({ trader, points: trader.points, part: parts[place] ?? 0n }));
  return byFallingPoints(shares).flatMap(({ trader, part }) =>
    byFallingPoints(serve(trader[side], part, ({ points }) => points).served),
  );
}

/** Hands the same total over from one list to the other, in their order: a trade per step. */
function pairUp<O extends Offer>(
  sold: readonly Claim<O>[],
  bought: readonly Claim<O>[],
  price: PricePerKWh,
  trades: LevelTrade<O>[],
): void {
  let place = 0;
  let offered = sold[0]?.energy ?? 0n;
  for (const buyer of bought) {
    let wanted = buyer.energy;
    while (wanted > 0n) {
      const seller = sold[place];
      if (!seller) throw new Error('More is bought than sold at a level');
      const energy = wanted < offered ? wanted : offered;
      trades.push({ buy: buyer.offer, sell: seller.offer, energy: energy as Wh, price });
      wanted -= energy;
      offered -= energy;
      if (offered === 0n) offered = sold[++place]?.energy ?? 0n;
    }
  }
}
