/** Every code that a refused transaction can carry. A published code stays, with its meaning. */
export const errorCodes = ['INVALID_ARGUMENT'] as const;
export type ErrorCode = (typeof errorCodes)[number];

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
