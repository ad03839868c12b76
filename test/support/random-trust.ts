/** Random doings with deliveries and ratings, and what has to hold for them at any moment (spec 14). */
import { strict as assert } from 'node:assert';
import { type TradeRating } from '../../chaincode/domain/trust/rating';
import { MANY_ENOUGH, type Trust } from '../../chaincode/domain/trust/trust';
import { formatEnergy } from '../../chaincode/domain/units';
import { type Listing, type TradePage } from '../../chaincode/ledger/records';
import { type TransactionName } from '../../chaincode/wire/transactions';
import { type MarketWorld } from './market-world';
import { type Attempt } from './random-attempt';
import { type Intent, pick } from './random-market';

/** Who tries what with which arguments; `trader` is somebody, `operator` operates the market now. */
export function trustAttempts(
  { peer }: MarketWorld,
  { who, what, more }: Intent,
  { trader, operator, voter }: { readonly trader: string; readonly operator: string; readonly voter: string },
): Readonly<Partial<Record<TransactionName, () => Attempt>>> {
  const settled = [...peer.records<Listing>('listing').values()].filter(({ state }) => state === 'settled');
  const traded = settled.filter(({ clearing }) => (clearing?.trades ?? 0) > 0);
  const listing = pick(traded, what)?.id ?? 'none_20160815T0800Z';
  const { rows = [] } = peer.records<TradePage>('trade-page').get(`trade-page/${listing}/000000`) ?? {};
  const number = more % Math.max(rows.length, 1);
  const [buy = '', sell = '', energy = '0'] = rows[number] ?? [];
  const side = pick([buy, sell], who)?.split(':')[0] ?? '';
  const somebody = side === '' || more % 11 === 0 ? trader : side;
  const delivered = formatEnergy((BigInt(energy) * BigInt(pick([100, 100, 100, 50, 101], what) ?? 100)) / 100n);
  const closable = pick(settled, more)?.id ?? listing;
  return {
    AttestDelivery: () => ({ by: somebody, args: [listing, String(number), delivered] }),
    AttestDeliveries: () => ({ by: operator, args: [listing, JSON.stringify([{ trade: number, delivered }])] }),
    RateTrade: () => ({ by: somebody, args: [listing, String(number), String(1 + ((who + what) % 5))] }),
    CloseRatings: () => ({ by: trader, args: [closable] }),
    FulfilListing: () => ({ by: trader, args: [closable] }),
    UseCertificate: () => ({
      by: (more % 5 === 0 ? undefined : buy.split(':')[0]) || trader,
      args: [listing, String(number), pick(['0.1', '0.25', '1', formatEnergy(BigInt(energy))], what) ?? ''],
    }),
    RatePlatform: () => ({ by: trader, args: [String(1 + (what % 5)), String(1 + (more % 5))] }),
    FindFraud: () => ({ by: voter, args: [more % 2 === 0 ? trader : `n${what % 40}@HouseholdsMSP`] }),
  };
}

interface Stored<T extends string> {
  readonly amounts: Readonly<Record<T, string>>;
}
type StoredTrust = Omit<Trust, 'score' | 'traded'> & Stored<'score'>['amounts'];
type StoredRating = Omit<TradeRating, 'rating'> & Stored<'rating'>['amounts'];

/** Scores in 0..5, points in 1..4, none above 1 without three raters; and each made of just the ratings that count. */
export function checkTrust({ peer }: MarketWorld): void {
  const ratings = [...peer.records<StoredRating>('rating').values()];
  for (const { member, score, points, partners, rated } of peer.records<StoredTrust>('trust').values()) {
    assert.ok(BigInt(score) >= 0n && BigInt(score) <= 5_000_000n, `${member} has a score of ${score}`);
    assert.ok(points >= 1 && points <= 4, `${member} has ${points} points`);
    assert.ok(points === 1 || partners.length === MANY_ENOUGH, `${member} has ${points} points without raters`);
    const counted = ratings.filter((each) => each.rated === member && each.discounted === null);
    assert.equal(rated, counted.length, `trades that count for ${member}`);
  }
  for (const { rater, rated, discounted } of ratings) {
    assert.ok(rater !== rated || discounted === 'related', 'nobody counts for itself');
  }
}

/** Nobody uses more energy than its trade gave it. */
export function checkCertificates({ peer }: MarketWorld): void {
  const pages = peer.records<TradePage>('trade-page');
  for (const { listing, trade, used } of peer
    .records<{ listing: string; trade: number; used: string }>('certificate-use')
    .values()) {
    const [, , energy = '0'] = pages.get(`trade-page/${listing}/000000`)?.rows[trade] ?? [];
    assert.ok(
      BigInt(used) > 0n && BigInt(used) <= BigInt(energy),
      `${used} of ${energy} Wh of trade ${trade} are used`,
    );
  }
}
