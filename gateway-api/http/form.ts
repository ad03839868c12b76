import { type TObject, type TSchema } from '@sinclair/typebox';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { Refusal } from '../refusal';

/** Checks that a value has the form that a schema asks for. Throws INVALID_ARGUMENT, naming the field. */
export type Form = (value: unknown) => void;

// Ids name the schemas in the OpenAPI document; here every schema stands alone.
const ajv = new Ajv({ verbose: true, addUsedSchema: false, strict: true, allowUnionTypes: true });

/**
 * Compiles a schema at the first use, which takes milliseconds; checking then takes microseconds. Of several forms
 * (`oneOf`) the one counts that has most of its required fields in the value, so that an error speaks of that one.
 */
export function formOf(schema: TSchema): Form {
  const { oneOf } = schema as { readonly oneOf?: readonly TObject[] };
  if (oneOf) return oneOfForms(oneOf);
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(withoutIds(schema) as TSchema);
    if (validate(value)) return;
    const [error] = validate.errors ?? [];
    if (error) throw invalid(error);
  };
}

function oneOfForms(schemas: readonly TObject[]): Form {
  const forms = schemas.map((schema) => ({ required: schema.required ?? [], check: formOf(schema) }));
  return (value) => {
    const given = new Set(Object.keys(value ?? {}));
    const fit = (required: readonly string[]): number =>
      required.filter((name) => given.has(name)).length - required.filter((name) => !given.has(name)).length;
    const [best] = [...forms].sort((a, b) => fit(b.required) - fit(a.required));
    best?.check(value);
  };
}

/** A plain copy of a schema without the names of its parts. */
export function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key, value]) => !(key === '$id' && typeof value === 'string'));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutIds(value)]));
}

function invalid(error: ErrorObject): Refusal {
  const field = fieldOf(error);
  const name = field === '' ? 'The request' : field;
  return new Refusal('INVALID_ARGUMENT', `${name} ${expectation(error)}.`, field === '' ? {} : { field });
}

/** The path of the field as people write it: `rules.tick`, `items.0`. */
function fieldOf({ keyword, params, instancePath }: ErrorObject): string {
  const parts = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const named = params as { missingProperty?: string; additionalProperty?: string; propertyName?: string };
  if (keyword === 'required' && named.missingProperty !== undefined) parts.push(named.missingProperty);
  if (keyword === 'additionalProperties' && named.additionalProperty !== undefined)
    parts.push(named.additionalProperty);
  if (keyword === 'propertyNames' && named.propertyName !== undefined) parts.push(named.propertyName);
  return parts.map(printable).join('.');
}

/** Names come from the client: they are told back short and without characters that could deceive a reader. */
const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 64);

function expectation({ keyword, params, parentSchema, message }: ErrorObject): string {
  const described = parentSchema as { description?: string; examples?: unknown[]; enum?: unknown[] } | undefined;
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
    case 'propertyNames':
      return 'is not a field of this request';
    case 'pattern': {
      if (described?.description === undefined) return 'holds characters that are not allowed, or too many of them';
      const example = described.examples?.find((candidate) => candidate !== '');
      return `must be: ${described.description}${example === undefined ? '' : `, like ${JSON.stringify(example)}`}`;
    }
    case 'enum':
      return `must be one of ${(described?.enum ?? []).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify((params as { allowedValue?: unknown }).allowedValue)}`;
    case 'anyOf': {
      const choices = ((parentSchema as { anyOf?: { const?: unknown }[] } | undefined)?.anyOf ?? []).map(
        (c) => c.const,
      );
      return `must be one of ${choices.map((value) => JSON.stringify(value)).join(', ')}`;
    }
    case 'type':
      return `must be of type ${String((params as { type?: unknown }).type)}`;
    default:
      return message ?? 'is not in the form that is asked for';
  }
}
