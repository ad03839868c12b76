import { type TokenName } from '../../chaincode/domain/account';
import { type MarketRulesView } from '../../chaincode/wire/views';
import {
  type AccountRecord,
  type Balance,
  type CastVoteRequest,
  type CollectedOffer,
  type GetCallerAnswer,
  type Listing,
  type Market,
  type Member,
  type MicrogridAssignment,
  type Movement,
  type Offer,
  type Person,
  type RatingsClosing,
  type SunledgerClient,
  type Supply,
  type Trade,
  type Unit,
  type UnitDetails,
  type Vote,
} from '../../client';
import { memberOf, orUndefined, resultOf, WHOLE } from './calls';

/** A command to vote on, and its arguments. */
type Command = CastVoteRequest['command'];
type ArgumentsOf<C extends Command> = Extract<CastVoteRequest, { readonly command: C }>['arguments'];

/** What a member does in the hourly market and with its account, as typed calls. `undefined` for what doesn't exist. */
export class MarketApi {
  constructor(readonly client: SunledgerClient) {}

  get member(): string {
    return memberOf(this.client);
  }

  me(): Promise<GetCallerAnswer> {
    return this.client.me.getCaller();
  }
  members(): Promise<Member[]> {
    return this.client.members.getMembers(WHOLE).all();
  }
  register(person: Person): Promise<Member> {
    return resultOf(this.client.me.registerMember(person));
  }
  bootstrap(): Promise<Member> {
    return resultOf(this.client.network.bootstrap());
  }
  vote<C extends Command>(command: C, args: ArgumentsOf<C>): Promise<Vote> {
    // The compiler can't see that a command and its own arguments make one of the requests.
    return resultOf(this.client.votes.castVote({ command, arguments: args } as CastVoteRequest));
  }

  units(): Promise<Unit[]> {
    return this.client.units.getPVs(WHOLE).all();
  }
  registerUnit(unit: string, details: UnitDetails): Promise<Unit> {
    return resultOf(this.client.units.registerPV({ unit, details }));
  }
  verifyUnit(unit: string): Promise<Unit> {
    return resultOf(this.client.units.verifyPV({ unit }));
  }

  market(market: string): Promise<Market | undefined> {
    return orUndefined(this.client.markets.getMarket({ market }), 'MARKET_NOT_FOUND');
  }
  markets(): Promise<Market[]> {
    return this.client.markets.getMarkets(WHOLE).all();
  }
  createMarket(market: string, rules: MarketRulesView): Promise<Market> {
    return resultOf(this.client.markets.createMarket({ market, rules }));
  }
  advanceClock(market: string, time: string): Promise<Market> {
    return resultOf(this.client.markets.advanceClock({ market, time }));
  }

  /** Which microgrids of a market its members belong to. */
  microgrids(market: string): Promise<MicrogridAssignment[]> {
    return this.client.microgrids.getMicrogrids({ market, ...WHOLE }).all();
  }
  assignMicrogrid(market: string, assignment: { member: string; microgrid: string }): Promise<MicrogridAssignment> {
    return resultOf(this.client.microgrids.assignMicrogrid({ market, ...assignment }));
  }

  broadcast(market: string, deliveryStart: string): Promise<Listing> {
    return resultOf(this.client.listings.acceptOfferBroadcast({ market, deliveryStart }));
  }
  listing(listing: string): Promise<Listing | undefined> {
    return orUndefined(this.client.listings.getListing({ listing }), 'LISTING_NOT_FOUND');
  }
  /** Listings of a market by start of delivery, from a time on. */
  listings(market: string, from: string): Promise<Listing[]> {
    return this.client.listings.getListings({ market, from, ...WHOLE }).all();
  }
  close(listing: string): Promise<Listing> {
    return resultOf(this.client.listings.closeBidding({ listing }));
  }
  clear(listing: string): Promise<Listing> {
    return resultOf(this.client.listings.clearListing({ listing }));
  }
  settle(listing: string): Promise<Listing> {
    return resultOf(this.client.listings.settleListing({ listing }));
  }

  sell(listing: string, offer: { offer: string; unit: string; energy: string; price: string }): Promise<Offer> {
    return resultOf(this.client.offers.makeOffer({ listing, side: 'sell', ...offer }));
  }
  buy(listing: string, offer: { offer: string; energy: string; price: string }): Promise<Offer> {
    return resultOf(this.client.offers.makeOffer({ listing, side: 'buy', ...offer }));
  }
  offers(listing: string): Promise<Offer[]> {
    return this.client.offers.getOffers({ listing, ...WHOLE }).all();
  }
  /** All trades of a cleared listing, in the order of its clearing. */
  trades(listing: string): Promise<Trade[]> {
    return this.client.clearings.getTrades({ listing }).all();
  }
  /** The offers of a cleared listing as its clearing saw them. */
  collectedOffers(listing: string): Promise<CollectedOffer[]> {
    return this.client.clearings.getCollectedOffers({ listing }).all();
  }

  parameters(): Promise<Readonly<Record<string, string>>> {
    return this.client.parameters.getParameters();
  }
  /** Closes the ratings of the next trades of a listing whose time to rate is over. */
  closeRatings(listing: string): Promise<RatingsClosing> {
    return resultOf(this.client.trust.closeRatings({ listing }));
  }

  balance(member: string, token: TokenName = 'eEuro'): Promise<Balance> {
    return this.client.accounts.getBalance({ member, token });
  }
  /** Movements of a member's account, newest first, until `enough` has seen its fill. */
  async history(
    member: string,
    enough: (page: readonly Movement[]) => boolean,
    token: TokenName = 'eEuro',
  ): Promise<Movement[]> {
    const movements: Movement[] = [];
    for await (const { items } of this.client.accounts.getAccountHistory({ member, token, ...WHOLE }).pages()) {
      movements.push(...items);
      if (enough(items)) break;
    }
    return movements;
  }
  supply(token: TokenName = 'eEuro'): Promise<Supply> {
    return this.client.supply.getSupply({ token });
  }
  mint(member: string, amount: string): Promise<Supply> {
    return resultOf(this.client.accounts.mintEEuro({ member, amount }));
  }
  foldCredits(member: string): Promise<AccountRecord> {
    return resultOf(this.client.accounts.foldCredits({ member, token: 'eEuro' }));
  }
}
