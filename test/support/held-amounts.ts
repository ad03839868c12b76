import { leftOf } from '../../chaincode/contracts/carry-over';
import { type HeldTradeEntry, type Listing, type OfferPage, type OutcomePage } from '../../chaincode/ledger/records';
import { type MarketWorld } from './market-world';

/** An account as it is stored. */
export interface Amounts {
  readonly available: string;
  readonly lockedForWithdrawal: string;
  readonly escrowed: string;
}

interface StoredOffer {
  readonly listing: string;
  readonly member: string;
  readonly id: string;
  readonly unit: string | null;
  readonly energy: string;
  readonly escrow: string;
  readonly state: string;
}

/** An open order as it is stored. */
export interface RestingOrder {
  readonly book: string;
  readonly interval: string | null;
  readonly member: string;
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly left: string;
}

/** A session as it is stored. */
export interface StoredSession {
  readonly unit: string;
  readonly member: string;
  readonly state: string;
  readonly locked: string;
  readonly reserved: string;
}

interface Staked {
  readonly member: string;
  readonly stake: string;
}

/** What an open order holds, where tick and lot leave nothing to round. */
const lockedBy = ({ member, side, price, left }: RestingOrder): readonly [string, string] =>
  side === 'sell'
    ? [`${member}ENT`, left]
    : [`${member}eEuro`, ((BigInt(price) * BigInt(left)) / 1_000_000n).toString()];

/** What lies where on the ledger of a world, as it is now. */
export class HeldAmounts {
  constructor(private readonly world: MarketWorld) {}

  /** What accounts and credits say is escrowed, by member and token. */
  escrowed(): Map<string, bigint> {
    const credits = this.world.peer.records<{ member: string; token: string; movements: Amounts[] }>('credit');
    const accounts = this.world.peer.records<Amounts & { member: string; token: string }>('account');
    return sums([
      ...[...accounts.values()].map(({ member, token, escrowed }) => [member + token, escrowed] as const),
      ...[...credits.values()].flatMap(({ member, token, movements }) =>
        movements.map(({ escrowed }) => [member + token, escrowed] as const),
      ),
    ]);
  }

  /** What open offers, orders, sessions, stakes and held trades hold, by member and token. */
  held(): Map<string, bigint> {
    const ended = new Set(
      this.listings()
        .filter(({ state, cursor }) => state === 'settled' || (state === 'cancelled' && cursor === null))
        .map(({ id }) => id),
    );
    const open = this.openOffers().filter(({ listing }) => !ended.has(listing));
    const sessions = [...this.world.peer.records<StoredSession>('session').values()];
    return sums([
      ...open.map((offer) => [`${offer.member}eEuro`, this.heldBy(offer)] as const),
      ...sessions.map(({ member, locked }) => [`${member}ENT`, locked] as const),
      ...['resting', 'incoming'].flatMap((family) =>
        [...this.world.peer.records<RestingOrder>(family).values()].map(lockedBy),
      ),
      ...[...this.world.peer.records<Staked>('agent').values()].map(
        ({ member, stake }) => [`${member}TRUST`, stake] as const,
      ),
      ...this.heldTrades().flatMap(({ buyer, seller, amount, total }) => [
        [`${buyer}eEuro`, total.toString()] as const,
        [`${seller}ENT`, amount.toString()] as const,
      ]),
    ]);
  }

  /** All of an offer's escrow, or, where its listing has paid and not yet moved what is left, what that holds. */
  private heldBy({ listing, member, id, escrow }: StoredOffer): string {
    const { state, settledPages } = this.listings().find((each) => each.id === listing) ?? {};
    if (state !== 'cleared' || settledPages === 0) return escrow;
    const { peer } = this.world;
    const offers = peer.records<OfferPage>('offer-page').get(`offer-page/${listing}/000000`)?.rows ?? [];
    const outcomes = peer.records<OutcomePage>('outcome-page').get(`outcome-page/${listing}/000000`)?.rows ?? [];
    const row = offers.findIndex(([owner, offer]) => owner === member && offer === id);
    const [offer, outcome] = [offers[row], outcomes[row]];
    if (!offer || !outcome) throw new Error(`Offer ${id} of ${member} is in no page`);
    return (leftOf(offer, outcome)?.escrow ?? 0n).toString();
  }

  /** Offers that can still trade. */
  openOffers(): StoredOffer[] {
    return [...this.world.peer.records<StoredOffer>('offer').values()].filter(({ state }) => state === 'open');
  }

  /** All listings, whatever their state. */
  listings(): Listing[] {
    return [...this.world.peer.records<Listing>('listing').values()];
  }

  /** Fees of settled listings that nobody has got yet. */
  private heldFees(): bigint {
    const { peer } = this.world;
    const holds = [...peer.records<{ held: string }>('fee-hold').values()];
    const sharings = [...peer.records<{ fees: string; paid: string }>('fee-sharing').values()];
    const before = holds.reduce((sum, { held }) => sum + BigInt(held), 0n);
    return sharings.reduce((sum, { fees, paid }) => sum + BigInt(fees) - BigInt(paid), before);
  }

  /** All that there is of a token: in accounts, credits and held fees. */
  sum(token: string): bigint {
    const held = token === 'eEuro' ? this.heldFees() : 0n;
    return Object.values(this.world.total(token)).reduce((total, part) => total + part, held);
  }

  /** Trades of books that wait for a decision. */
  heldTrades(): HeldTradeEntry[] {
    return [...this.world.peer.records<HeldTradeEntry>('held-trade').values()].filter(({ state }) => state === 'held');
  }
}

/** Sums per name, without those that are 0. */
export function sums(parts: readonly (readonly [string, string])[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const [member, part] of parts) found.set(member, (found.get(member) ?? 0n) + BigInt(part));
  return new Map([...found].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}
