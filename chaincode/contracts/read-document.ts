import { type TSchema } from '@sinclair/typebox';
import { type TypeCheck, ValueErrorType } from '@sinclair/typebox/compiler';
import { DomainError } from '../domain/errors';

/** No argument and no transient document is longer, unless its declaration allows it. */
export const LONGEST_TEXT = 16_384;
const DEEPEST_DOCUMENT = 8;
/** In valid JSON a string is a field's name exactly where a colon follows it. */
const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** Refuses with INVALID_ARGUMENT, naming the field. */
export function refuse(message: string, field: string): never {
  throw new DomainError('INVALID_ARGUMENT', message, { field });
}

/** What a form asks for, in words. */
export function expected(form: TSchema): string {
  const { enum: names } = form as { enum?: readonly string[] };
  return names ? `one of ${names.join(', ')}` : (form.description ?? 'in the expected form');
}

/**
 * Parses a document that comes from outside: INVALID_ARGUMENT when it is too long, no JSON, too deep, or names a field
 * twice (parsers differ in which one counts). The refusal never repeats what was in it.
 */
export function parseDocument(text: string, name: string, longest = LONGEST_TEXT): unknown {
  if (text.length > longest) refuse(`${name} is longer than ${longest} characters`, name);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(`${name} must be a JSON document`, name);
  }
  if (isDeeper(value, DEEPEST_DOCUMENT)) refuse(`${name} is nested too deeply`, name);
  const named = Array.from(text.matchAll(STRINGS)).filter(([, colon]) => colon !== undefined).length;
  if (named !== fieldsOf(value)) refuse(`${name} names a field twice`, name);
  return value;
}

/** Checks a document against its closed schema and says which field is wrong; never repeats what was in it. */
export function checkDocument(check: TypeCheck<TSchema>, value: unknown, name: string): void {
  if (check.Check(value)) return;
  const error = check.Errors(value).First();
  const path = (error?.path ?? '').split('/').slice(1);
  if (error?.type === ValueErrorType.ObjectAdditionalProperties) {
    // The name of a field that isn't known is the sender's own text.
    const field = [name, ...path.slice(0, -1)].join('.');
    refuse(`${field} has a field that is not known`, field);
  }
  const field = [name, ...path].join('.');
  refuse(`${field} must be: ${error ? expected(error.schema) : 'in the expected form'}`, field);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isDeeper(value: unknown, levels: number): boolean {
  if (!isObject(value)) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function fieldsOf(value: unknown): number {
  if (!isObject(value)) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner) => sum + fieldsOf(inner), own);
}
