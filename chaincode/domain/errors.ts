/**
 * Every code that a refused transaction can carry, with the sentence that explains the code (not the case) to a
 * member. A published code stays, with its meaning.
 */
export const errorTitles = {
  INVALID_ARGUMENT: 'An argument does not have the form that is asked for',
  UNKNOWN_TRANSACTION: 'There is no such transaction',
  NOT_REGISTERED: 'The caller is not registered as a member',
  FORBIDDEN: 'The caller may not do this',
  MEMBER_SUSPENDED: 'The member is suspended or has left',
  CLOCK_SKEW: "The transaction's time is too far from the peer's clock",
  TIME_BEFORE_LEDGER: "The transaction's time lies before the ledger's last recorded time",
  ALREADY_BOOTSTRAPPED: 'The network has been bootstrapped before',
  NOT_BOOTSTRAPPED: 'The network has not been bootstrapped yet',
  MEMBER_EXISTS: 'The member is registered already',
  MEMBER_NOT_FOUND: 'There is no such member',
  MEMBER_NOT_DEPARTED: 'The member has not left the network',
  EMAIL_TAKEN: 'The e-mail address belongs to another member',
  PERSONAL_DATA_INVALID: 'The personal data is not in the form that is asked for',
  PERSONAL_DATA_NOT_FOUND: 'There is no personal data of this member',
  INSUFFICIENT_FUNDS: 'The account does not hold enough',
  SAME_ACCOUNT: 'Sender and receiver are the same account',
  SUPPLY_EXCEEDED: 'The token would exceed its largest supply',
  UNIT_EXISTS: 'A unit with this id exists already',
  UNIT_NOT_FOUND: 'There is no such unit',
  UNIT_NOT_OWNED: 'The unit belongs to somebody else',
  UNIT_NOT_VERIFIED: 'The unit has not been verified by the market operator',
  UNIT_STATE: "The unit's state does not allow this",
  UNIT_CAPACITY_EXCEEDED: 'The unit cannot produce that much in the delivery interval',
  MARKET_EXISTS: 'A market with this id exists already',
  MARKET_NOT_FOUND: 'There is no such market',
  MARKET_RULES_INVALID: "The market's rules contradict each other",
  MARKET_CLOCK: "The market's clock does not allow this",
  METERING_UNAVAILABLE: 'Markets that settle on meter readings are not available in this network',
  LISTING_EXISTS: 'The delivery interval has a listing already',
  LISTING_NOT_FOUND: 'There is no such listing',
  LISTING_NOT_OPEN: 'The listing does not take offers',
  LISTING_STATE: "The listing's state does not allow this",
  BIDDING_NOT_OVER: 'Bidding may not be closed yet',
  OFFER_EXISTS: 'The member has an offer with this id in the listing already',
  OFFER_NOT_FOUND: 'There is no such offer',
  OFFER_NOT_OPEN: 'The offer has been cancelled already',
  OFFER_LIMIT: 'The member has as many offers in the listing as the market allows',
  OFFER_RULES: "The offer is outside the market's rules",
  VOTE_NOT_FOUND: 'There is no such vote',
  LAST_VOTER: 'The last voter cannot be removed',
  ROLE_HELD: 'The member has this role already',
  ROLE_NOT_HELD: 'The member does not have this role',
  PARAMETER_UNKNOWN: 'There is no such network parameter',
  PARAMETER_RANGE: 'The value is outside the range of the parameter',
  CURRENCY_REGIME: 'The network has chosen another way to issue eEuro',
  TOO_MANY_VOTERS: 'The network has as many voters as it can have',
  MEMBER_STATUS: "The member's status is that already",
  REPORT_REPEATED: 'The unit has made this report before',
  REPORT_SKIPPED: 'A report of the unit is missing before this one',
  REPORT_EMPTY: 'The report is about no energy',
  ENERGY_NOT_HELD: 'The storage unit does not hold that much energy',
  BATCH_SIZE: 'There are too many reports for one transaction, or none',
  SESSION_EXISTS: 'The member has an open session with the storage unit already',
  SESSION_NOT_FOUND: 'There is no such consumption session',
  SESSION_NOT_OPEN: 'The consumption session has ended',
  SESSION_EMPTY: 'The session would reserve no energy',
  BOOK_EXISTS: 'There is an order book with this id already',
  BOOK_NOT_FOUND: 'There is no such order book',
  ORDER_NOT_FOUND: 'There is no such order',
  ORDER_NOT_OPEN: 'The order has left the book',
  BOOK_RULES_INVALID: "The order book's rules contradict each other",
  ORDER_EXISTS: 'There is an order with this id already',
  ORDER_RULES: "The order is outside the order book's rules",
  ORDER_NOT_FILLED: 'The order can not be filled at once and whole',
  HELD_TRADE_ENDED: 'The trade is not held any more',
  COMMITMENT_NOT_FOUND: 'The listing has not been cleared',
  ROOTS_NOT_RECOGNIZED: 'No vote has recognised the roots of organisations and orderers',
  ROOTS_INVALID: 'A root certificate is not that of an authority',
  TRADE_NOT_FOUND: 'There is no such trade',
  TRADE_NOT_OWN: 'The caller took no part in the trade',
  DELIVERY_NOT_OVER: 'The delivery interval is not over yet',
  DELIVERY_NOT_SETTLED: 'How much of the trade was delivered is not settled yet',
  DELIVERY_SETTLED: 'How much of the trade was delivered is settled already',
  DELIVERY_EXCEEDED: 'More is said to be delivered than the trade commits',
  RATING_EXISTS: 'The caller has rated this trade already',
  RATING_RELATED: 'Nobody rates itself or a member that it owns units with',
  RATING_WINDOW_OVER: 'The time for attesting or rating this trade is over',
  RATING_WINDOW_OPEN: 'Trades can still be rated',
  RATINGS_CLOSED: "All of the listing's ratings are closed",
  PLATFORM_RATED: 'The member has rated the platform this week already',
  CERTIFICATE_NOT_OWNED: 'The certificate belongs to somebody else',
  CERTIFICATE_USED: 'The certificate does not have that much energy left',
  NO_BANKER: 'The network has no banker to buy trust coin from',
  NOT_AGENT: 'The member has no trust coin staked and is no agent',
  AGENT_DISMISSED: 'The member attested a clearing falsely and is no agent any more',
  AGENT_SEATED: 'The agent has a seat in this epoch or the next one',
  AGENT_NOT_SEATED: 'The agent has no seat in the present epoch',
  TOO_MANY_AGENTS: 'The network has as many agents as it can have',
  STAKE_TOO_SMALL: 'The stake would be below the least one that makes an agent',
  TRUST_TOO_LOW: 'The trust score is below the one that is asked for',
  NOT_ITS_TURN: 'The agent may not attest yet',
  NO_ATTESTATION: 'Listings of this market settle without an attestation',
  ATTESTATION_AWAITED: 'The listing waits for an agent to attest its clearing',
  LISTING_ATTESTED: 'The clearing of the listing has been attested already',
  ATTESTATION_OVER: 'The listing is being settled without an attestation',
  EPOCH_NOT_FOUND: 'There is no such epoch of agents',
  DRAW_NOT_DUE: 'The next agents cannot be drawn at this time',
  DRAW_MADE: 'The next agents have been drawn already',
  EPOCH_NOT_OVER: 'The epoch has listings to come, or listings that are not settled',
  FEES_SHARED: 'The fees of the epoch have been shared out',
} as const;

export type ErrorCode = keyof typeof errorTitles;
export const errorCodes = Object.keys(errorTitles) as ErrorCode[];

/** What an error says besides its code and sentence: plain values, never personal data or secrets. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An expected refusal: a member asked for something the rules don't allow. It is made where the rule is and
 * translated at the door (spec 00, "What every transaction promises"). Any other error is a bug of ours.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }
}
