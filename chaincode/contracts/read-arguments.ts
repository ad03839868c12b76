import { type TSchema } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import { type TransactionDeclaration } from '../wire/declaration';
import { checkDocument, expected, LONGEST_TEXT, parseDocument, refuse } from './read-document';

interface Reader {
  readonly name: string;
  readonly check: TypeCheck<TSchema>;
  readonly expected: string;
  readonly document: TypeCheck<TSchema> | undefined;
  /** Characters. */
  readonly longest: number;
}

/** Reads a transaction's arguments by its declaration, which is compiled once. */
export type ArgumentReader = (args: readonly string[]) => Record<string, unknown>;

function readDocument(text: string, { name, longest }: Reader, check: TypeCheck<TSchema>): unknown {
  const value = parseDocument(text, name, longest);
  checkDocument(check, value, name);
  return value;
}

/** Makes the reader of a declaration's arguments: INVALID_ARGUMENT names the field and what was expected. */
export function argumentReader(declaration: TransactionDeclaration): ArgumentReader {
  const readers: Reader[] = Object.entries(declaration.args).map(([name, schema]) => {
    const document = declaration.documents[name];
    const { maxLength = LONGEST_TEXT } = schema as { maxLength?: number };
    return {
      name,
      check: TypeCompiler.Compile(schema),
      expected: expected(schema),
      document: document && TypeCompiler.Compile(document),
      longest: document ? maxLength : LONGEST_TEXT,
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
      if (text.length > reader.longest)
        refuse(`${reader.name} is longer than ${reader.longest} characters`, reader.name);
      if (!reader.check.Check(text)) refuse(`${reader.name} must be: ${reader.expected}`, reader.name);
      values[reader.name] = reader.document ? readDocument(text, reader, reader.document) : text;
    });
    return values;
  };
}
