import { Info } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { isoWeek, ratePlatform, unratedPlatform } from '../domain/trust/platform';
import { keyNumber } from '../ledger/key';
import { platformRatingRecord, platformRecord, ratingRecord, trustRecord } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/trust';
import { type DeliveryView, type TradeRatingView, type TrustView } from '../wire/views';
import { attestAsOperator, attestOwn, type DeliveryStatement } from './attest-delivery';
import { findMember } from './find';
import { findDelivery, findSettled, findTrade } from './find-trade';
import { findTrust, loadTrustParameters } from './find-trust';
import { closeRatings, rateTrade } from './rate-trade';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';
import { deliveryView, platformView, ratedTradeView, ratingView, trustView } from './trust-views';

/** Deliveries, ratings and what they make of a trader's trust; the platform's score (spec 14). */
@Info({ title: 'Trust', description: 'Deliveries, ratings, trust points and scores' })
export class TrustContract extends SunledgerContract {
  constructor() {
    super('trust');
  }

  @transaction(declared.AttestDelivery)
  async AttestDelivery(
    ctx: TransactionContext,
    { listing, trade, delivered }: { listing: string; trade: string; delivered: string },
  ): Promise<DeliveryView> {
    return deliveryView(await attestOwn(ctx, listing, { trade: Number(trade), delivered }));
  }

  @transaction(declared.AttestDeliveries)
  async AttestDeliveries(
    ctx: TransactionContext,
    { listing, deliveries }: { listing: string; deliveries: readonly DeliveryStatement[] },
  ): Promise<DeliveryView[]> {
    return (await attestAsOperator(ctx, listing, deliveries)).map(deliveryView);
  }

  @transaction(declared.RateTrade)
  async RateTrade(
    ctx: TransactionContext,
    { listing, trade, rating }: { listing: string; trade: string; rating: string },
  ): Promise<TradeRatingView> {
    return ratingView(await rateTrade(ctx, { listing, trade: Number(trade), given: Number(rating) }));
  }

  @transaction(declared.CloseRatings)
  async CloseRatings(
    ctx: TransactionContext,
    { listing: id }: { listing: string },
  ): Promise<ResultOf<typeof declared.CloseRatings>> {
    const { listing, next, done } = await closeRatings(ctx, id);
    const { clearing } = await findSettled(ctx.ledger, id);
    return { listing, closed: next, trades: clearing?.trades ?? 0, done };
  }

  @transaction(declared.RatePlatform)
  async RatePlatform(
    ctx: TransactionContext,
    args: { satisfaction: string; service: string },
  ): Promise<ResultOf<typeof declared.RatePlatform>> {
    const member = ctx.member.id;
    const week = isoWeek(ctx.now);
    if (await ctx.ledger.get(platformRatingRecord, member, week)) {
      throw new DomainError('PLATFORM_RATED', `You have rated the platform in week ${week} already`, { week });
    }
    const [satisfaction, service] = [Number(args.satisfaction), Number(args.service)];
    const before = (await ctx.ledger.get(platformRecord, 'main')) ?? unratedPlatform;
    const after = ratePlatform(before, satisfaction, service);
    ctx.ledger.put(platformRecord, after);
    ctx.ledger.put(platformRatingRecord, { member, week, satisfaction, service, at: ctx.time });
    return platformView(after);
  }

  @transaction(declared.GetTrust)
  async GetTrust(ctx: TransactionContext, { member }: { member: string }): Promise<TrustView> {
    await findMember(ctx.ledger, member);
    return trustView(await findTrust(ctx.ledger, member));
  }

  @transaction(declared.GetTrusts)
  async GetTrusts(
    ctx: TransactionContext,
    { pageSize, bookmark }: { pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetTrusts>> {
    const page = await ctx.ledger.page(trustRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(trustView), bookmark: page.bookmark };
  }

  @transaction(declared.GetTrade)
  async GetTrade(
    ctx: TransactionContext,
    args: { listing: string; trade: string },
  ): Promise<ResultOf<typeof declared.GetTrade>> {
    const listing = await findSettled(ctx.ledger, args.listing);
    const trade = await findTrade(ctx.ledger, listing, Number(args.trade));
    const by = (side: 'sell' | 'buy') => ctx.ledger.get(ratingRecord, listing.id, keyNumber(trade.number), side);
    const delivery = await findDelivery(ctx.ledger, trade);
    const { ratingWindow } = await loadTrustParameters(ctx.ledger);
    return ratedTradeView(trade, delivery, { sell: await by('sell'), buy: await by('buy') }, ratingWindow);
  }

  @transaction(declared.GetPlatformScore)
  async GetPlatformScore(ctx: TransactionContext): Promise<ResultOf<typeof declared.GetPlatformScore>> {
    return platformView((await ctx.ledger.get(platformRecord, 'main')) ?? unratedPlatform);
  }
}
