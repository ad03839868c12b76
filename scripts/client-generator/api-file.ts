import { answerName, apiName, requestName } from './names';
import { type OperationModel } from './operation-model';
import { docComment, typeOf } from './schema-type';
import { hasFields, isOwn, mayBeLeftOut, type TypeFiles } from './type-files';

/** The class with the operations of one tag, a method each. */
export function apiFileText(tag: string, models: readonly OperationModel[], types: TypeFiles): string {
  const body = [
    ...models.map(descriptor),
    `/** Operations of the API: ${tag}. */\nexport class ${apiName(tag)} {`,
    'constructor(private readonly requests: Requests) {}',
    ...models.map(method),
    '}',
  ].join('\n\n');
  return `${runtimeImports(body)}${types.importsFor(body, './types')}\n${body}\n`;
}

function descriptor(model: OperationModel): string {
  const fields = {
    id: model.id,
    method: model.method,
    path: model.path,
    query: model.query,
    body: model.hasBody,
    authenticated: model.authenticated,
    kind: model.kind === 'write' || model.kind === 'other' ? model.kind : 'read',
    transactions: model.transactions,
  };
  return `const ${model.id}: Operation = ${JSON.stringify(fields)};`;
}

function method(model: OperationModel): string {
  const { id, kind } = model;
  const request = hasFields(model) ? [`request: ${requestName(id)}${mayBeLeftOut(model) ? ' = {}' : ''}`] : [];
  const given = hasFields(model) ? '{ ...request }' : '{}';
  const type = resultType(model);
  const comment = docComment(model.summary, `\`${model.method} ${model.path}\``);
  const line = (options: string, answer: string, call: string) =>
    `${comment}${id}(${[...request, options].join(', ')}): ${answer} {\nreturn this.requests.${call};\n}`;
  switch (kind) {
    case 'write':
      return line('options?: WriteOptions', `Promise<Receipt<${type}>>`, `write(${id}, ${given}, options)`);
    case 'list':
      return line('options?: ReadOptions', `Paged<${type}>`, `list(${id}, ${given}, options)`);
    case 'numbered':
      return line(
        'options?: ReadOptions',
        `Paged<${type}, NumberedPage<${type}>>`,
        `numbered(${id}, ${given}, options)`,
      );
    case 'stream':
      return line(
        'options: FollowOptions',
        'AsyncGenerator<ServerEvent, void, undefined>',
        `follow(${id}, ${given}, options)`,
      );
    case 'read':
    case 'other':
      return line('options?: ReadOptions', `Promise<${type}>`, `send(${id}, ${given}, options)`);
  }
}

function resultType({ id, result }: OperationModel): string {
  if (!result) return 'void';
  return isOwn(result) ? answerName(id) : typeOf(result);
}

/** Where the names of the client's own parts come from. */
const parts: Readonly<Record<string, string>> = {
  FollowOptions: '../follow-stream',
  Operation: '../operation',
  NumberedPage: '../paged',
  Paged: '../paged',
  ReadOptions: '../receipt',
  Receipt: '../receipt',
  WriteOptions: '../receipt',
  Requests: '../requests',
  ServerEvent: '../server-events',
};

function runtimeImports(text: string): string {
  const byFile = new Map<string, string[]>();
  for (const [name, file] of Object.entries(parts)) {
    if (new RegExp(`\\b${name}\\b`).test(text)) byFile.set(file, [...(byFile.get(file) ?? []), `type ${name}`]);
  }
  return [...byFile].map(([file, names]) => `import { ${names.join(', ')} } from '${file}';\n`).join('');
}
