import { Info } from 'fabric-contract-api';
import { checkBroadcast, checkClose, listingId } from '../domain/delivery-interval';
import { DomainError } from '../domain/errors';
import { advance, requireState } from '../domain/listing-state';
import { checkRules } from '../domain/market-rules';
import { formatTime, parseTime } from '../domain/time';
import { keyNumber } from '../ledger/key';
import {
  clockRecord,
  type Listing,
  listingRecord,
  type Market,
  marketRecord,
  offerPageRecord,
  offerRecord,
  tradePageRecord,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/market';
import { type MarketRulesView, type OfferView } from '../wire/views';
import { isOperator, requireOperator } from './authorize';
import { endAwaiting } from './attest-clearing';
import { clearStep, tradePagesOf } from './clear-listing';
import { findListing, findMarket } from './find';
import { checkNotBefore, marketTime } from './market-time';
import { collectedOfferView, listingView, marketView, offerResult, offerView, tradeView } from './market-views';
import { cancelOffer, placeOffer } from './place-offer';
import { parseRules } from './rules-view';
import { settleStep } from './settle-listing';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type ListingView = ResultOf<typeof declared.GetListing>;
type MarketView = ResultOf<typeof declared.GetMarket>;
interface PageArguments {
  pageSize: string;
  bookmark: string;
}

/** The hourly market (spec 10). */
@Info({ title: 'Market', description: 'The hourly market' })
export class MarketContract extends SunledgerContract {
  constructor() {
    super('market');
  }

  @transaction(declared.CreateMarket)
  async CreateMarket(
    ctx: TransactionContext,
    { market: id, rules }: { market: string; rules: MarketRulesView },
  ): Promise<MarketView> {
    if (await ctx.ledger.get(marketRecord, id)) {
      throw new DomainError('MARKET_EXISTS', `There is a market ${id} already`, { market: id });
    }
    checkRules(parseRules(rules));
    const market: Market = { id, operator: ctx.member.id, rules, createdAt: ctx.time };
    ctx.ledger.put(marketRecord, market);
    ctx.concerns({ market: id });
    return marketView(market, undefined);
  }

  @transaction(declared.AdvanceClock)
  async AdvanceClock(
    ctx: TransactionContext,
    { market: id, time }: { market: string; time: string },
  ): Promise<MarketView> {
    const market = await findMarket(ctx.ledger, id);
    requireOperator(ctx, market.operator);
    if (market.rules.clock !== 'simulated') {
      throw new DomainError('MARKET_CLOCK', `Market ${id} runs on real time`, { market: id });
    }
    parseTime(time);
    const before = await ctx.ledger.get(clockRecord, id);
    if (before && time <= before.time) {
      throw new DomainError('MARKET_CLOCK', `The clock of market ${id} stands at ${before.time} already`, {
        market: id,
        clock: before.time,
      });
    }
    const clock = { market: id, time };
    ctx.ledger.put(clockRecord, clock);
    ctx.concerns({ market: id });
    return marketView(market, clock);
  }

  @transaction(declared.AcceptOfferBroadcast)
  async AcceptOfferBroadcast(
    ctx: TransactionContext,
    args: { market: string; deliveryStart: string },
  ): Promise<ListingView> {
    const market = await findMarket(ctx.ledger, args.market);
    requireOperator(ctx, market.operator);
    checkNotBefore(ctx, market.createdAt);
    const now = await marketTime(ctx, market.id, market.rules);
    const start = parseTime(args.deliveryStart, 'deliveryStart');
    checkBroadcast(now, start, market.rules.intervalMinutes);
    const id = listingId(market.id, start);
    if (await ctx.ledger.get(listingRecord, id)) {
      throw new DomainError('LISTING_EXISTS', `There is a listing ${id} already`, { listing: id });
    }
    return saveListing(ctx, {
      id,
      market: market.id,
      operator: market.operator,
      state: 'open',
      deliveryStart: args.deliveryStart,
      deliveryEnd: formatTime(start + market.rules.intervalMinutes * 60),
      rules: market.rules,
      openedAt: formatTime(now),
      closedAt: null,
      recordedAt: ctx.time,
      lockedBy: null,
      cursor: '',
      collectedOffers: 0,
      collectedPages: 0,
      publishedPages: 0,
      publishedBy: [],
      settledPages: 0,
      clearing: null,
      attestation: null,
    });
  }

  @transaction(declared.PVOffer)
  async PVOffer(
    ctx: TransactionContext,
    args: { listing: string; offer: string; unit: string; energy: string; price: string },
  ): Promise<OfferView> {
    return offerView(await placeOffer(ctx, 'sell', args));
  }

  @transaction(declared.BUYOffer)
  async BUYOffer(
    ctx: TransactionContext,
    args: { listing: string; offer: string; energy: string; price: string },
  ): Promise<OfferView> {
    return offerView(await placeOffer(ctx, 'buy', args));
  }

  @transaction(declared.CancelOffer)
  async CancelOffer(ctx: TransactionContext, args: { listing: string; offer: string }): Promise<OfferView> {
    return offerView(await cancelOffer(ctx, args.listing, args.offer));
  }

  @transaction(declared.CloseBidding)
  async CloseBidding(ctx: TransactionContext, args: { listing: string }): Promise<ListingView> {
    const listing = await findListing(ctx.ledger, args.listing);
    const state = advance(listing, 'closed');
    const now = await marketTime(ctx, listing.market, listing.rules);
    checkClose(listing, parseTime(listing.deliveryStart), now, isOperator(ctx, listing.operator));
    return saveListing(ctx, { ...listing, state, closedAt: formatTime(now), lockedBy: ctx.transactionId });
  }

  @transaction(declared.CancelListing)
  async CancelListing(ctx: TransactionContext, args: { listing: string }): Promise<ListingView> {
    const listing = await findListing(ctx.ledger, args.listing);
    requireOperator(ctx, listing.operator);
    // Paying back goes over the offers anew, wherever collecting them has come.
    return saveListing(ctx, { ...listing, state: advance(listing, 'cancelled'), cursor: '', clearing: null });
  }

  @transaction(declared.ClearListing)
  async ClearListing(ctx: TransactionContext, args: { listing: string }): Promise<ListingView> {
    const listing = await findListing(ctx.ledger, args.listing);
    requireState(listing, ['closed']);
    return saveListing(ctx, await clearStep(ctx, listing));
  }

  @transaction(declared.SettleListing)
  async SettleListing(ctx: TransactionContext, args: { listing: string }): Promise<ListingView> {
    const listing = await findListing(ctx.ledger, args.listing);
    requireState(listing, ['cleared', 'cancelled']);
    if (listing.state === 'cancelled' && listing.cursor === null) {
      throw new DomainError('LISTING_STATE', `Listing ${listing.id} is cancelled and paid back`, {
        listing: listing.id,
        state: listing.state,
      });
    }
    return saveListing(ctx, await settleStep(ctx, await endAwaiting(ctx, listing)));
  }

  @transaction(declared.GetMarket)
  async GetMarket(ctx: TransactionContext, { market: id }: { market: string }): Promise<MarketView> {
    return marketView(await findMarket(ctx.ledger, id), await ctx.ledger.get(clockRecord, id));
  }

  @transaction(declared.GetMarkets)
  async GetMarkets(
    ctx: TransactionContext,
    { pageSize, bookmark }: PageArguments,
  ): Promise<ResultOf<typeof declared.GetMarkets>> {
    const page = await ctx.ledger.page(marketRecord, [], { pageSize: Number(pageSize), bookmark });
    const items: MarketView[] = [];
    for (const market of page.items) items.push(marketView(market, await ctx.ledger.get(clockRecord, market.id)));
    return { items, bookmark: page.bookmark };
  }

  @transaction(declared.GetListing)
  async GetListing(ctx: TransactionContext, { listing }: { listing: string }): Promise<ListingView> {
    return listingView(await findListing(ctx.ledger, listing));
  }

  @transaction(declared.GetListings)
  async GetListings(
    ctx: TransactionContext,
    { market, from, pageSize, bookmark }: PageArguments & { market: string; from: string },
  ): Promise<ResultOf<typeof declared.GetListings>> {
    await findMarket(ctx.ledger, market);
    const start = listingId(market, parseTime(from, 'from'));
    const page = await ctx.ledger.pageBetween(listingRecord, [start, `${market}_~`], {
      pageSize: Number(pageSize),
      bookmark,
    });
    return { items: page.items.map(listingView), bookmark: page.bookmark };
  }

  @transaction(declared.GetOffers)
  async GetOffers(
    ctx: TransactionContext,
    { listing, pageSize, bookmark }: PageArguments & { listing: string },
  ): Promise<ResultOf<typeof declared.GetOffers>> {
    await findListing(ctx.ledger, listing);
    const page = await ctx.ledger.page(offerRecord, [listing], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(offerView), bookmark: page.bookmark };
  }

  @transaction(declared.GetOffer)
  async GetOffer(
    ctx: TransactionContext,
    args: { listing: string; member: string; offer: string },
  ): Promise<ResultOf<typeof declared.GetOffer>> {
    const listing = await findListing(ctx.ledger, args.listing);
    const offer = await ctx.ledger.get(offerRecord, listing.id, args.member, args.offer);
    if (!offer) {
      throw new DomainError('OFFER_NOT_FOUND', `${args.member} has no offer ${args.offer} in ${listing.id}`, {
        offer: args.offer,
      });
    }
    return offerResult(ctx.ledger, listing, offer);
  }

  @transaction(declared.GetTrades)
  async GetTrades(
    ctx: TransactionContext,
    args: { listing: string; page: string },
  ): Promise<ResultOf<typeof declared.GetTrades>> {
    const listing = await findListing(ctx.ledger, args.listing);
    requireState(listing, ['cleared', 'settled']);
    const trades = await ctx.ledger.get(tradePageRecord, listing.id, keyNumber(Number(args.page)));
    const pages = tradePagesOf(listing.collectedPages, listing.clearing?.trades ?? 0);
    return { items: (trades?.rows ?? []).map(tradeView), page: Number(args.page), pages };
  }

  @transaction(declared.GetCollectedOffers)
  async GetCollectedOffers(
    ctx: TransactionContext,
    args: { listing: string; page: string },
  ): Promise<ResultOf<typeof declared.GetCollectedOffers>> {
    const listing = await findListing(ctx.ledger, args.listing);
    requireState(listing, ['cleared', 'settled']);
    const offers = await ctx.ledger.get(offerPageRecord, listing.id, keyNumber(Number(args.page)));
    const items = (offers?.rows ?? []).map(collectedOfferView);
    return { items, page: Number(args.page), pages: listing.collectedPages };
  }
}

function saveListing(ctx: TransactionContext, listing: Listing): ListingView {
  ctx.ledger.put(listingRecord, listing);
  ctx.concerns({ market: listing.market, listing: listing.id });
  return listingView(listing);
}
