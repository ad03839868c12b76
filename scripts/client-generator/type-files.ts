import { answerName, kebabCase, requestName } from './names';
import { type JsonSchema, type OpenApiDocument, referredName } from './open-api';
import { type OperationModel } from './operation-model';
import { declarationOf, docComment, members, typeOf } from './schema-type';

/** Types of the API, sorted into one file for each tag: a schema lies with the first operation that needs it. */
export class TypeFiles {
  /** Where each type is declared. */
  private readonly homes = new Map<string, string>();
  private readonly declarations = new Map<string, string[]>();

  constructor(
    private readonly document: OpenApiDocument,
    models: readonly OperationModel[],
  ) {
    for (const model of models) this.place(model);
    for (const [name, schema] of Object.entries(document.components.schemas)) this.declare('service', name, schema);
  }

  /** Names of the files, without ending, with what they hold. */
  files(): Map<string, string> {
    return new Map([...this.declarations].map(([file, parts]) => [file, this.withImports(file, parts.join('\n'))]));
  }

  /** Import lines for the types that a text uses; `folder` leads to the types. */
  importsFor(text: string, folder: string, itself = ''): string {
    const byFile = new Map<string, string[]>();
    for (const [name, home] of [...this.homes].sort()) {
      if (home === itself || !new RegExp(`\\b${name}\\b`).test(text)) continue;
      byFile.set(home, [...(byFile.get(home) ?? []), name]);
    }
    return [...byFile]
      .sort()
      .map(
        ([home, names]) => `import { ${names.map((name) => `type ${name}`).join(', ')} } from '${folder}/${home}';\n`,
      )
      .join('');
  }

  private withImports(file: string, text: string): string {
    // A comment may name a type that the file doesn't use.
    return `${this.importsFor(withoutComments(text), '.', file)}\n${text}`;
  }

  private place(model: OperationModel): void {
    const file = kebabCase(model.tag);
    const { result } = model;
    for (const schema of [model.parameters, ...model.bodies, ...(result ? [result] : [])])
      this.placeNamed(file, schema);
    if (hasFields(model)) this.add(file, requestName(model.id), requestDeclaration(model));
    if (result && isOwn(result)) this.add(file, answerName(model.id), declarationOf(answerName(model.id), result));
  }

  /** Declares every schema that this one refers to. */
  private placeNamed(file: string, schema: JsonSchema): void {
    for (const [, name = ''] of JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)) {
      const referred = referredName(name);
      const found = this.document.components.schemas[referred];
      if (found) this.declare(file, referred, found);
    }
  }

  private declare(file: string, name: string, schema: JsonSchema): void {
    if (this.homes.has(name)) return;
    this.homes.set(name, file);
    this.placeNamed(file, schema);
    if (name === 'Problem') this.declareProblem(file, schema);
    else this.append(file, declarationOf(name, schema));
  }

  /** The codes are a type of their own: who handles a refusal compares with them. */
  private declareProblem(file: string, schema: JsonSchema): void {
    const codes = schema.properties?.['code'] ?? {};
    this.add(file, 'ProblemCode', declarationOf('ProblemCode', { ...codes, description: 'Code of a refusal' }));
    const properties = { ...schema.properties, code: { $ref: '#/components/schemas/ProblemCode' } };
    this.append(file, declarationOf('Problem', { ...schema, properties }));
  }

  private add(file: string, name: string, text: string): void {
    this.homes.set(name, file);
    this.append(file, text);
  }

  private append(file: string, text: string): void {
    this.declarations.set(file, [...(this.declarations.get(file) ?? []), text]);
  }
}

/** Whether a request of the operation has any field. */
export const hasFields = ({ parameters, bodies }: OperationModel): boolean =>
  [parameters, ...bodies].some(({ properties = {} }) => Object.keys(properties).length > 0);

/** Whether a request may be left out, because it has no field that is required. */
export const mayBeLeftOut = ({ parameters, bodies }: OperationModel): boolean =>
  [parameters, ...bodies].every(({ required = [] }) => required.length === 0);

/** Whether an answer has a form that no other operation shares and that deserves a name. */
export const isOwn = ({ type, properties, items }: JsonSchema): boolean =>
  (type === 'object' && properties !== undefined) || (type === 'array' && items?.type === 'object');

function requestDeclaration({ id, summary, parameters, bodies }: OperationModel): string {
  const name = requestName(id);
  const comment = docComment(`What \`${id}\` takes. ${summary}`);
  const [body, ...others] = bodies;
  if (others.length === 0) {
    return `${comment}export interface ${name} {\n${members(parameters)}\n${body ? members(body) : ''}\n}\n`;
  }
  const outside = Object.keys(parameters.properties ?? {}).length > 0 ? `{ ${members(parameters)} } & ` : '';
  return `${comment}export type ${name} = ${outside}(${bodies.map((each) => typeOf(each)).join(' | ')});\n`;
}

const withoutComments = (text: string): string => text.replace(/\/\*\*[\s\S]*?\*\//g, '');
