import { type ErrorCode, type ErrorDetails } from '../chaincode/domain/errors';

/**
 * Codes of refusals that the gateway makes itself, with the sentence that explains the code (not the case).
 * The ledger's codes are in `chaincode/domain/errors`. A published code stays, with its meaning.
 */
export const gatewayErrorTitles = {
  MALFORMED_REQUEST: 'The request is not in the form that is asked for',
  UNSUPPORTED_MEDIA_TYPE: 'The body has to be JSON',
  NOT_ACCEPTABLE: 'The answer is not available in a form that the client accepts',
  BODY_TOO_LARGE: 'The body is larger than the gateway takes',
  REQUEST_TIMEOUT: 'The request took too long to arrive',
  ROUTE_NOT_FOUND: 'There is nothing at this address',
  METHOD_NOT_ALLOWED: 'The address does not know this method',
  NOT_AUTHENTICATED: 'The request does not say who is asking',
  CREDENTIALS_REFUSED: 'The credentials are not right',
  SESSION_OVER: 'The session is over or never was',
  SESSION_UNKNOWN: 'The member has no such session',
  CHALLENGE_REFUSED: 'The signed challenge is not valid',
  TOKEN_REFUSED: 'The certificate token is not valid for this request',
  CERTIFICATE_REFUSED: "The member's certificate is not valid any more",
  KEY_NOT_KEPT: 'The gateway keeps no key of this member that the request could unlock',
  SIGNATURE_REFUSED: "The signature is not the member's over what was prepared",
  PREPARATION_UNKNOWN: 'Nothing is prepared under this id',
  SIGNATURE_NEEDED: 'The member keeps its key, and its signature is needed',
  ORGANIZATION_UNKNOWN: 'The gateway does not serve this organisation',
  REGISTRATION_REFUSED: "The organisation's certificate authority refused",
  TOO_MANY_ATTEMPTS: 'Too many wrong attempts',
  RATE_LIMITED: 'Too many requests',
  QUEUE_FULL: 'Too many requests are waiting',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used with another request',
  REQUEST_IN_FLIGHT: 'The same request is still under way',
  CONFLICT: 'Others kept changing what the transaction reads',
  TRANSACTION_INVALID: 'The network found the transaction invalid',
  TRANSACTION_NOT_FOUND: 'There is no such transaction',
  BLOCK_NOT_FOUND: 'There is no such block',
  READ_MODEL_EMPTY: 'The read model has nothing yet',
  OUTCOME_UNKNOWN: 'It is not known yet whether the transaction took effect',
  NETWORK_REFUSED: 'The network does not admit the member',
  NETWORK_UNAVAILABLE: 'The network does not answer',
  CA_UNAVAILABLE: "The organisation's certificate authority does not answer",
  GATEWAY_STOPPING: 'The gateway is about to stop',
  STORE_UNAVAILABLE: "The gateway's own database does not answer",
  INTERNAL: 'Something went wrong inside the gateway',
} as const;

export type GatewayCode = keyof typeof gatewayErrorTitles;
/** Every code that a problem document can carry. */
export type ProblemCode = ErrorCode | GatewayCode;

/** What a refusal says besides its code and sentence. None of it may hold personal data or secrets. */
export interface RefusalContext {
  /** The field of the request that is wrong. */
  readonly field?: string;
  readonly transactionId?: string;
  /** When it makes sense to try again. */
  readonly retryAfterSeconds?: number;
  readonly details?: ErrorDetails;
  /** Methods that the address knows, for METHOD_NOT_ALLOWED. */
  readonly allow?: readonly string[];
}

/**
 * A request that the gateway or the ledger refuses, on its way to a problem document (RFC 9457). The message is a
 * sentence for the member. Any other error that reaches the door is a fault of ours and answered without its text.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly context: RefusalContext = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
