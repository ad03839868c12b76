/** Reading documents that a user wrote: each helper says where something is wrong, what was found and what was expected. */
import { DomainError } from '../../chaincode/domain/errors';
import { type Side } from '../../chaincode/domain/offer';
import { CliError } from './cli-error';

const LONGEST_ID = 256;

/** Reads a case, or each one of an array of cases; `position` is how messages call it. */
export function eachCase<C>(document: unknown, parse: (entry: unknown, position: string) => C): C | C[] {
  if (!Array.isArray(document)) return parse(document, 'the case');
  return document.map((entry, index) => parse(entry, `case ${index + 1}`));
}

/** A case's name, null where it has none, and how messages call the case. */
export function nameOfCase(
  fields: Readonly<Record<string, unknown>>,
  position: string,
): { readonly name: string | null; readonly where: string } {
  const name = fields['name'];
  if (name === undefined || name === null) return { name: null, where: position };
  if (typeof name !== 'string') throw wrong(`${position}: name`, 'a string', name);
  return { name, where: `${position} (${found(name)})` };
}

/** An id of an entry, a member or a unit. */
export function idOf(value: unknown, where: string): string {
  // Control characters could make one id look like another.
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_ID || /\p{Cc}/u.test(value)) {
    throw wrong(where, `a string of 1 to ${LONGEST_ID} characters, none of them a control character`, value);
  }
  return value;
}

export function sideOf(value: unknown, where: string): Side {
  if (value !== 'sell' && value !== 'buy') throw wrong(where, '"sell" or "buy"', value);
  return value;
}

/** One of a few words. */
export function oneOf<T extends string>(value: unknown, allowed: readonly T[], where: string): T {
  const match = allowed.find((each) => each === value);
  if (match === undefined) throw wrong(where, allowed.map((each) => `"${each}"`).join(' or '), value);
  return match;
}

/** Parses a decimal string as the ledger does, and says what was found instead. */
export function quantity<Q>(value: unknown, where: string, parse: (text: string, field: string) => Q): Q {
  if (typeof value !== 'string') throw wrong(where, 'a decimal string like "1.25"', value);
  try {
    return parse(value, where);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new CliError(`${cause.message}; found ${found(value)}`, { cause });
  }
}

/** The fields of an object, none of them checked yet. None that a case uses is inherited by objects. */
export function fieldsOf(document: unknown, where: string, expected: string): Readonly<Record<string, unknown>> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw wrong(where, expected, document);
  }
  return document as Record<string, unknown>;
}

export function wrong(where: string, expected: string, value: unknown): CliError {
  return new CliError(`${where} must be ${expected}; found ${found(value)}`);
}

/** A value as a message shows it, short whatever its size. */
export function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string' && value.length > 64) return `${JSON.stringify(value.slice(0, 64))} and more`;
  return JSON.stringify(value);
}

/** Runs what a case asks for; a refusal by the rules names the place in the document. */
export function inPlace<T>(where: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new CliError(`${where}: ${cause.message}`, { cause });
  }
}
