import { type TSchema } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import { DomainError } from '../domain/errors';
import { type TransactionDeclaration } from '../wire/declaration';

/** No argument is longer, whatever it holds. */
const LONGEST_ARGUMENT = 16_384;
const DEEPEST_DOCUMENT = 8;

interface Reader {
  readonly name: string;
  readonly check: TypeCheck<TSchema>;
  readonly description: string;
  readonly document: TypeCheck<TSchema> | undefined;
}

/** Reads a transaction's arguments by its declaration, which is compiled once. */
export type ArgumentReader = (args: readonly string[]) => Record<string, unknown>;

function refuse(message: string, field: string): never {
  throw new DomainError('INVALID_ARGUMENT', message, { field });
}

function depthOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** Checks a document against its closed schema and says which field is wrong; never repeats what was in it. */
export function checkDocument(check: TypeCheck<TSchema>, value: unknown, name: string): void {
  if (check.Check(value)) return;
  const error = check.Errors(value).First();
  const field = name + (error?.path ?? '').replaceAll('/', '.');
  refuse(`${field}: ${error?.schema.description ?? error?.message ?? 'not in the expected form'}`, field);
}

function readDocument(text: string, reader: Reader, check: TypeCheck<TSchema>): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(`${reader.name} must be a JSON document`, reader.name);
  }
  if (depthOf(value) > DEEPEST_DOCUMENT) refuse(`${reader.name} is nested too deeply`, reader.name);
  checkDocument(check, value, reader.name);
  return value;
}

/** Makes the reader of a declaration's arguments: INVALID_ARGUMENT names the field and what was expected. */
export function argumentReader(declaration: TransactionDeclaration): ArgumentReader {
  const readers: Reader[] = Object.entries(declaration.args).map(([name, schema]) => {
    const document = declaration.documents[name];
    return {
      name,
      check: TypeCompiler.Compile(schema),
      description: schema.description ?? 'not in the expected form',
      document: document && TypeCompiler.Compile(document),
    };
  });
  return (args) => {
    if (args.length !== readers.length) {
      const names = readers.map(({ name }) => name).join(', ');
      refuse(
        `${declaration.name} takes ${readers.length} arguments (${names}), ${args.length} were given`,
        readers[args.length]?.name ?? 'arguments',
      );
    }
    const values: Record<string, unknown> = {};
    readers.forEach((reader, index) => {
      const text = args[index] ?? '';
      if (text.length > LONGEST_ARGUMENT)
        refuse(`${reader.name} is longer than ${LONGEST_ARGUMENT} characters`, reader.name);
      if (!reader.check.Check(text)) refuse(`${reader.name}: ${reader.description}`, reader.name);
      values[reader.name] = reader.document ? readDocument(text, reader, reader.document) : text;
    });
    return values;
  };
}
