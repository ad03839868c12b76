/** A refusal by the gateway, as its problem document says it (RFC 9457). */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';

  constructor(
    /** HTTP status; 0 when the gateway didn't answer. */
    readonly status: number,
    /** The typed code, like LISTING_EXISTS; NO_ANSWER when the gateway didn't answer. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether an error is a refusal with one of these codes. */
export function isRefusal(error: unknown, ...codes: readonly string[]): error is GatewayError {
  return error instanceof GatewayError && codes.includes(error.code);
}

/** The code of an error, for a log or a health check: UNEXPECTED where it has none. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'UNEXPECTED';
}

/** Whether the request is to blame and not the gateway: the same for nobody else, and no use in trying again. */
export const isOwnFault = (error: unknown): error is GatewayError =>
  error instanceof GatewayError && error.status >= 400 && error.status < 500 && error.status !== 429;
