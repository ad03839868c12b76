import { type Static } from '@sinclair/typebox';
import { type TokenName } from '../../chaincode/domain/account';
import {
  type ListingView,
  type MarketRulesView,
  type MicrogridAssignmentView,
  type OfferView,
} from '../../chaincode/wire/views';
import type * as views from '../../chaincode/wire/views';
import { isRefusal } from './gateway-error';
import { type MemberClient } from './member-client';

export type MarketView = Static<typeof views.Market>;
export type MemberView = Static<typeof views.Member>;
export type UnitView = Static<typeof views.Unit>;
export type AccountView = Static<typeof views.AccountRecord>;
export type BalanceView = Static<typeof views.Balance>;
export type MovementView = Static<typeof views.Movement>;
export type SupplyView = Static<typeof views.Supply>;
export type TradeView = Static<typeof views.Trade>;
export type VoteView = Static<typeof views.Vote>;
export type RatingsClosingView = Static<typeof views.RatingsClosing>;
export type CollectedOfferView = Static<typeof views.CollectedOffer>;
type CallerView = Static<typeof views.Caller>;
type TradePageView = Static<typeof views.TradePage>;
type CollectedOfferPageView = Static<typeof views.CollectedOfferPage>;
export type UnitDetails = Static<typeof views.UnitDetails>;
export type PersonView = Static<typeof views.Person>;

const at = encodeURIComponent;

/** What a member does in the hourly market and with its account, as typed calls. `undefined` for what doesn't exist. */
export class MarketApi {
  constructor(readonly client: MemberClient) {}

  get member(): string {
    return this.client.member;
  }

  me(): Promise<CallerView> {
    return this.client.read('/v1/me');
  }
  members(): Promise<MemberView[]> {
    return this.client.readAll('/v1/members');
  }
  register(person: PersonView): Promise<MemberView> {
    return this.client.submit('/v1/me', person);
  }
  bootstrap(): Promise<MemberView> {
    return this.client.submit('/v1/network/bootstrap');
  }
  vote(command: string, args: Readonly<Record<string, unknown>>): Promise<VoteView> {
    return this.client.submit('/v1/votes', { command, arguments: args });
  }

  units(): Promise<UnitView[]> {
    return this.client.readAll('/v1/units');
  }
  registerUnit(unit: string, details: UnitDetails): Promise<UnitView> {
    return this.client.submit('/v1/units', { unit, details });
  }
  verifyUnit(unit: string): Promise<UnitView> {
    return this.client.submit(`/v1/units/${at(unit)}/verification`);
  }

  market(market: string): Promise<MarketView | undefined> {
    return orUndefined(this.client.read(`/v1/markets/${at(market)}`), 'MARKET_NOT_FOUND');
  }
  markets(): Promise<MarketView[]> {
    return this.client.readAll('/v1/markets');
  }
  createMarket(market: string, rules: MarketRulesView): Promise<MarketView> {
    return this.client.submit('/v1/markets', { market, rules });
  }
  advanceClock(market: string, time: string): Promise<MarketView> {
    return this.client.submit(`/v1/markets/${at(market)}/clock`, { time });
  }

  /** Which microgrids of a market its members belong to. */
  microgrids(market: string): Promise<MicrogridAssignmentView[]> {
    return this.client.readAll(`/v1/markets/${at(market)}/microgrids`);
  }
  assignMicrogrid(market: string, assignment: { member: string; microgrid: string }): Promise<MicrogridAssignmentView> {
    return this.client.submit(`/v1/markets/${at(market)}/microgrids`, assignment);
  }

  broadcast(market: string, deliveryStart: string): Promise<ListingView> {
    return this.client.submit(`/v1/markets/${at(market)}/listings`, { deliveryStart });
  }
  listing(listing: string): Promise<ListingView | undefined> {
    return orUndefined(this.client.read(`/v1/listings/${at(listing)}`), 'LISTING_NOT_FOUND');
  }
  /** Listings of a market by start of delivery, from a time on. */
  listings(market: string, from: string): Promise<ListingView[]> {
    return this.client.readAll(`/v1/markets/${at(market)}/listings?from=${at(from)}`);
  }
  close(listing: string): Promise<ListingView> {
    return this.client.submit(`/v1/listings/${at(listing)}/closing`);
  }
  clear(listing: string): Promise<ListingView> {
    return this.client.submit(`/v1/listings/${at(listing)}/clearing`);
  }
  settle(listing: string): Promise<ListingView> {
    return this.client.submit(`/v1/listings/${at(listing)}/settlement`);
  }

  sell(listing: string, offer: { offer: string; unit: string; energy: string; price: string }): Promise<OfferView> {
    return this.client.submit(`/v1/listings/${at(listing)}/offers`, { side: 'sell', ...offer });
  }
  buy(listing: string, offer: { offer: string; energy: string; price: string }): Promise<OfferView> {
    return this.client.submit(`/v1/listings/${at(listing)}/offers`, { side: 'buy', ...offer });
  }
  offers(listing: string): Promise<OfferView[]> {
    return this.client.readAll(`/v1/listings/${at(listing)}/offers`);
  }
  /** All trades of a cleared listing, in the order of its clearing. */
  trades(listing: string): Promise<TradeView[]> {
    return this.allPages<TradePageView>(`/v1/clearings/${at(listing)}/trades`);
  }
  /** The offers of a cleared listing as its clearing saw them. */
  collectedOffers(listing: string): Promise<CollectedOfferView[]> {
    return this.allPages<CollectedOfferPageView>(`/v1/clearings/${at(listing)}/offers`);
  }

  parameters(): Promise<Readonly<Record<string, string>>> {
    return this.client.read('/v1/parameters');
  }
  /** Closes the ratings of the next trades of a listing whose time to rate is over. */
  closeRatings(listing: string): Promise<RatingsClosingView> {
    return this.client.submit(`/v1/clearings/${at(listing)}/ratings/closing`);
  }

  balance(member: string, token: TokenName = 'eEuro'): Promise<BalanceView> {
    return this.client.read(`/v1/accounts/${at(member)}/${token}`);
  }
  /** Movements of a member's account, newest first, until `enough` has seen its fill. */
  async history(
    member: string,
    enough: (page: readonly MovementView[]) => boolean,
    token: TokenName = 'eEuro',
  ): Promise<MovementView[]> {
    const movements: MovementView[] = [];
    let bookmark = '';
    do {
      const path = `/v1/accounts/${at(member)}/${token}/history?pageSize=200&bookmark=${at(bookmark)}`;
      const page = await this.client.read<{ items: MovementView[]; bookmark: string }>(path);
      movements.push(...page.items);
      bookmark = enough(page.items) ? '' : page.bookmark;
    } while (bookmark !== '');
    return movements;
  }
  supply(token: TokenName = 'eEuro'): Promise<SupplyView> {
    return this.client.read(`/v1/supply/${token}`);
  }
  mint(member: string, amount: string): Promise<SupplyView> {
    return this.client.submit(`/v1/accounts/${at(member)}/eEuro/mint`, { amount });
  }
  foldCredits(member: string): Promise<AccountView> {
    return this.client.submit(`/v1/accounts/${at(member)}/eEuro/folding`);
  }

  /** What has numbered pages, whole. */
  private async allPages<P extends { items: unknown[]; pages: number }>(path: string): Promise<P['items']> {
    const items: P['items'] = [];
    for (let page = 0, pages = 1; page < pages; page++) {
      const answer = await this.client.read<P>(`${path}?page=${page}`);
      items.push(...answer.items);
      pages = answer.pages;
    }
    return items;
  }
}

async function orUndefined<T>(reading: Promise<T>, code: string): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isRefusal(error, code)) return undefined;
    throw error;
  }
}
