import { type ErrorCode, errorTitles, type ErrorDetails } from '../domain/errors';

/** A refusal as it travels in the message of a chaincode response. */
export interface ChaincodeError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** What a contract puts into the error message that fabric-shim lets through. */
export const encodeChaincodeError = (error: ChaincodeError): string => JSON.stringify(error);

/**
 * Takes a refusal out of the text that a peer answers, which reads `chaincode response 500, <message>`.
 * Undefined when the text holds none: then the chaincode itself failed.
 */
export function decodeChaincodeError(text: string): ChaincodeError | undefined {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  try {
    const value = JSON.parse(text.slice(start)) as Partial<ChaincodeError>;
    if (typeof value.code !== 'string' || !Object.hasOwn(errorTitles, value.code)) return undefined;
    return { code: value.code, message: String(value.message), details: value.details ?? {} };
  } catch {
    return undefined;
  }
}
