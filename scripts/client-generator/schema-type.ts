import { type JsonSchema, referredName } from './open-api';

/** The TypeScript type of the values that fit a schema. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return referredName(schema.$ref);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return union(schema.enum.map(literal));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return union(choices.map(typeOf));
  if (Array.isArray(schema.type)) return union(schema.type.map((type: string) => typeOf({ ...schema, type })));
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      // The formatter takes away brackets that nobody needs.
      return `readonly (${schema.items ? typeOf(schema.items) : 'unknown'})[]`;
    case 'object':
      return schema.properties ? `{\n${members(schema)}\n}` : recordOf(schema);
    case undefined:
    default:
      return 'unknown';
  }
}

/** The declaration of a named type, with what the schema says of it. */
export function declarationOf(name: string, schema: JsonSchema): string {
  const comment = docComment(schema.description);
  return schema.type === 'object' && schema.properties
    ? `${comment}export interface ${name} {\n${members(schema)}\n}\n`
    : `${comment}export type ${name} = ${typeOf(schema)};\n`;
}

/** The properties of an object, each with its comment. */
export function members({ properties = {}, required = [] }: JsonSchema): string {
  return Object.entries(properties)
    .map(([name, schema]) => {
      const optional = required.includes(name) ? '' : '?';
      return `${docComment(textOf(schema))}readonly ${propertyName(name)}${optional}: ${typeOf(schema)};`;
    })
    .join('\n');
}

/** A comment over one thing; a long one is broken into lines. Empty where there is nothing to say. */
export function docComment(text: string | undefined, ...more: readonly string[]): string {
  const paragraphs = [text ?? '', ...more].filter((paragraph) => paragraph !== '');
  const lines = paragraphs.flatMap((each, index) => [...(index > 0 ? [''] : []), ...wrapped(each)]);
  if (lines.length === 0) return '';
  const [only = ''] = lines;
  return lines.length === 1
    ? `/** ${only} */\n`
    : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/** What a property's comment says: its description and an example. */
function textOf({ description, examples, enum: names }: JsonSchema): string | undefined {
  const example = names ? undefined : examples?.find((each) => each !== '');
  if (example === undefined) return description;
  return `${description ?? 'For example'}${description === undefined ? ' ' : ', like '}${JSON.stringify(example)}`;
}

function recordOf({ additionalProperties, patternProperties }: JsonSchema): string {
  const [named] = Object.values(patternProperties ?? {});
  const values = named ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
  if (values) return `Readonly<Record<string, ${typeOf(values)}>>`;
  return additionalProperties === false ? 'Readonly<Record<string, never>>' : 'Readonly<Record<string, unknown>>';
}

const literal = (value: unknown): string => JSON.stringify(value);
const union = (types: readonly string[]): string => [...new Set(types)].join(' | ');
const propertyName = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

const LINE = 110;

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .replaceAll('*/', '* /')
    .split(/\s+/)
    .filter((each) => each !== '')) {
    if (line !== '' && line.length + word.length >= LINE) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
