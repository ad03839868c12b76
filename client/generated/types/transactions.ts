// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

/** Code of a refusal */
export type ProblemCode =
  | 'INVALID_ARGUMENT'
  | 'UNKNOWN_TRANSACTION'
  | 'NOT_REGISTERED'
  | 'FORBIDDEN'
  | 'MEMBER_SUSPENDED'
  | 'CLOCK_SKEW'
  | 'TIME_BEFORE_LEDGER'
  | 'ALREADY_BOOTSTRAPPED'
  | 'NOT_BOOTSTRAPPED'
  | 'MEMBER_EXISTS'
  | 'MEMBER_NOT_FOUND'
  | 'MEMBER_NOT_DEPARTED'
  | 'EMAIL_TAKEN'
  | 'PERSONAL_DATA_INVALID'
  | 'PERSONAL_DATA_NOT_FOUND'
  | 'INSUFFICIENT_FUNDS'
  | 'SAME_ACCOUNT'
  | 'SUPPLY_EXCEEDED'
  | 'UNIT_EXISTS'
  | 'UNIT_NOT_FOUND'
  | 'UNIT_NOT_OWNED'
  | 'UNIT_NOT_VERIFIED'
  | 'UNIT_STATE'
  | 'UNIT_CAPACITY_EXCEEDED'
  | 'MARKET_EXISTS'
  | 'MARKET_NOT_FOUND'
  | 'MARKET_RULES_INVALID'
  | 'MARKET_CLOCK'
  | 'METERING_UNAVAILABLE'
  | 'LISTING_EXISTS'
  | 'LISTING_NOT_FOUND'
  | 'LISTING_NOT_OPEN'
  | 'LISTING_STATE'
  | 'BIDDING_NOT_OVER'
  | 'OFFER_EXISTS'
  | 'OFFER_NOT_FOUND'
  | 'OFFER_NOT_OPEN'
  | 'OFFER_LIMIT'
  | 'OFFER_RULES'
  | 'VOTE_NOT_FOUND'
  | 'COMMITMENT_NOT_FOUND'
  | 'FULFILMENT_OPEN'
  | 'FULFILMENT_CLOSED'
  | 'FULFILMENT_NOT_FOUND'
  | 'ROOTS_NOT_RECOGNIZED'
  | 'ROOTS_INVALID'
  | 'LAST_VOTER'
  | 'ROLE_HELD'
  | 'ROLE_NOT_HELD'
  | 'PARAMETER_UNKNOWN'
  | 'PARAMETER_RANGE'
  | 'TOO_MANY_VOTERS'
  | 'MEMBER_STATUS'
  | 'REPORT_REPEATED'
  | 'REPORT_SKIPPED'
  | 'REPORT_EMPTY'
  | 'ENERGY_NOT_HELD'
  | 'BATCH_SIZE'
  | 'SESSION_EXISTS'
  | 'SESSION_NOT_FOUND'
  | 'SESSION_NOT_OPEN'
  | 'CURRENCY_REGIME'
  | 'SESSION_EMPTY'
  | 'BOOK_EXISTS'
  | 'BOOK_NOT_FOUND'
  | 'ORDER_NOT_FOUND'
  | 'ORDER_NOT_OPEN'
  | 'BOOK_RULES_INVALID'
  | 'ORDER_EXISTS'
  | 'ORDER_RULES'
  | 'ORDER_NOT_FILLED'
  | 'BOOK_MATCHING'
  | 'INTERVAL_NOT_OVER'
  | 'INTERVAL_CLEARING'
  | 'HELD_TRADE_NOT_FOUND'
  | 'HELD_TRADE_ENDED'
  | 'TRADE_NOT_FOUND'
  | 'TRADE_NOT_OWN'
  | 'DELIVERY_NOT_OVER'
  | 'DELIVERY_NOT_SETTLED'
  | 'DELIVERY_SETTLED'
  | 'DELIVERY_EXCEEDED'
  | 'RATING_EXISTS'
  | 'RATING_RELATED'
  | 'RATING_WINDOW_OVER'
  | 'RATING_WINDOW_OPEN'
  | 'RATINGS_CLOSED'
  | 'PLATFORM_RATED'
  | 'CERTIFICATE_NOT_OWNED'
  | 'CERTIFICATE_USED'
  | 'NO_BANKER'
  | 'NOT_AGENT'
  | 'AGENT_DISMISSED'
  | 'AGENT_SEATED'
  | 'AGENT_NOT_SEATED'
  | 'TOO_MANY_AGENTS'
  | 'STAKE_TOO_SMALL'
  | 'TRUST_TOO_LOW'
  | 'NOT_ITS_TURN'
  | 'NO_ATTESTATION'
  | 'ATTESTATION_AWAITED'
  | 'LISTING_ATTESTED'
  | 'ATTESTATION_OVER'
  | 'EPOCH_NOT_FOUND'
  | 'DRAW_NOT_DUE'
  | 'BLOCK_NOT_PROVEN'
  | 'DRAW_MADE'
  | 'EPOCH_NOT_OVER'
  | 'FEES_SHARED'
  | 'MALFORMED_REQUEST'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'NOT_ACCEPTABLE'
  | 'BODY_TOO_LARGE'
  | 'REQUEST_TIMEOUT'
  | 'ROUTE_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'NOT_AUTHENTICATED'
  | 'CREDENTIALS_REFUSED'
  | 'SESSION_OVER'
  | 'SESSION_UNKNOWN'
  | 'CHALLENGE_REFUSED'
  | 'TOKEN_REFUSED'
  | 'CERTIFICATE_REFUSED'
  | 'KEY_NOT_KEPT'
  | 'SIGNATURE_REFUSED'
  | 'PREPARATION_UNKNOWN'
  | 'SIGNATURE_NEEDED'
  | 'ORGANIZATION_UNKNOWN'
  | 'REGISTRATION_REFUSED'
  | 'TOO_MANY_ATTEMPTS'
  | 'RATE_LIMITED'
  | 'QUEUE_FULL'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'REQUEST_IN_FLIGHT'
  | 'CONFLICT'
  | 'TRANSACTION_INVALID'
  | 'TRANSACTION_NOT_FOUND'
  | 'BLOCK_NOT_FOUND'
  | 'READ_MODEL_EMPTY'
  | 'OUTCOME_UNKNOWN'
  | 'NETWORK_REFUSED'
  | 'NETWORK_UNAVAILABLE'
  | 'CA_UNAVAILABLE'
  | 'GATEWAY_STOPPING'
  | 'STORE_UNAVAILABLE'
  | 'INTERNAL';

export interface Problem {
  /** Address that explains the code, like "/problems/INVALID_ARGUMENT" */
  readonly type: string;
  /** Explains the code */
  readonly title: string;
  readonly status: number;
  /** What was found and what was expected in this case */
  readonly detail: string;
  /** Id of the request, which is also in X-Request-Id */
  readonly instance: string;
  readonly code: ProblemCode;
  /** Field of the request that is wrong */
  readonly field?: string;
  readonly transactionId?: string;
  /** Data that belongs to the code */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface Transaction {
  /**
   * The attempt that counts: a conflict makes a new one, like
   * "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358"
   */
  readonly transactionId: string;
  readonly state: 'submitted' | 'committed' | 'invalid' | 'unknown';
  /** Fabric's own, where the ledger was asked, like "VALID" */
  readonly validationCode?: string;
  /** For example "420" */
  readonly blockNumber?: string;
  readonly attempts?: number;
  /** What it answered; for the member who made it */
  readonly result?: unknown;
  readonly problem?: Problem;
}

/** What `getTransaction` takes. What became of a transaction */
export interface GetTransactionRequest {
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transaction: string;
}
