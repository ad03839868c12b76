import { inOrderOfArrival } from '../../chaincode/domain/arrival';
import { mechanisms } from '../../chaincode/domain/clearing/mechanisms';
import { type EscrowedOffer, settle } from '../../chaincode/domain/settlement';
import { formatMicros, microEuroOf, parseRatio, priceOf, whOf } from '../../chaincode/domain/units';
import { type ListingView, type MarketRulesView } from '../../chaincode/wire/views';
import { banker, MarketWorld } from './market-world';

/** Numbers from 0 to 1 that look random, the same ones for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The members of a large book, in key order: even ones sell, odd ones buy, up to 100 offers each. */
export const traderOf = (offer: number): string => `t${String(Math.floor(offer / 100)).padStart(3, '0')}@HouseholdsMSP`;

/** An open listing with so many offers, of a hundred per member, placed through transactions. */
export async function largeBook(count: number, rules: Partial<MarketRulesView>, seed: number): Promise<MarketWorld> {
  const world = await MarketWorld.create();
  const random = randomNumbers(seed);
  await world.openListing({ largestOffer: '10000', ...rules });
  for (let offer = 0; offer < count; offer++) {
    const trader = traderOf(offer);
    if (offer % 100 === 0) {
      await world.member(trader, { eEuro: '1000000' });
      await world.unit(trader, 1_000_000_000);
    }
    const energy = (0.001 + random() * 20).toFixed(3);
    const price = (0.05 + random() * 0.3).toFixed(4);
    const id = `o${String(offer % 100).padStart(2, '0')}`;
    if (offer % Math.ceil(count / 50) === 0) world.peer.now += 20;
    if (Math.floor(offer / 100) % 2 === 0) await world.sell(trader, id, energy, price);
    else await world.buy(trader, id, energy, price);
  }
  return world;
}

interface StoredOffer {
  readonly member: string;
  readonly id: string;
  readonly side: 'buy' | 'sell';
  readonly energy: string;
  readonly price: string;
  readonly escrow: string;
  readonly slot: string;
  readonly state: string;
}

/** What clearing and settling a locked listing in one go comes to, by the domain's functions alone. */
export function inOneGo(world: MarketWorld, listing: ListingView) {
  const offers = [...world.peer.records<StoredOffer>('offer').values()]
    .filter(({ state }) => state === 'open')
    .map(({ member, id, side, energy, price, escrow, slot }): EscrowedOffer & { slot: string; member: string } => ({
      id: `${member}:${id}`,
      member,
      side,
      energy: whOf(BigInt(energy)),
      price: priceOf(BigInt(price)),
      escrow: microEuroOf(BigInt(escrow)),
      slot,
    }));
  const { mechanism, limits, fee } = listing.rules;
  const clearing = mechanisms[mechanism](inOrderOfArrival(offers, listing.lockedBy ?? ''), { limits });
  return { clearing, settlement: settle(offers, clearing, parseRatio(fee)) };
}

/** Every trader's eEuro, as text. */
export async function balances(world: MarketWorld): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [key] of world.peer.records('member')) {
    const member = key.slice('member/'.length);
    const { available, locked } = await world.as<{ available: string; locked: string }>(banker, 'GetEEuroBalance', [
      member,
    ]);
    found.set(member, `${available} ${locked}`);
  }
  return found;
}

/** The balances that a settlement in one go leaves. */
export function balancesAfter(
  before: Map<string, string>,
  operator: string,
  { settlement }: ReturnType<typeof inOneGo>,
): Map<string, string> {
  const changes = new Map<string, bigint>([[operator, settlement.fees]]);
  const escrows = new Map<string, bigint>();
  for (const { offer, amount, refund } of settlement.offers) {
    const gained = offer.side === 'sell' ? amount : refund;
    changes.set(offer.member, (changes.get(offer.member) ?? 0n) + gained);
    escrows.set(offer.member, (escrows.get(offer.member) ?? 0n) + offer.escrow);
  }
  const micros = (text: string) => BigInt(Math.round(Number(text) * 1e6));
  const after = new Map<string, string>();
  for (const [member, text] of before) {
    const [available = '0', locked = '0'] = text.split(' ');
    const free = micros(available) + (changes.get(member) ?? 0n);
    after.set(member, `${formatMicros(free)} ${formatMicros(micros(locked) - (escrows.get(member) ?? 0n))}`);
  }
  return after;
}
