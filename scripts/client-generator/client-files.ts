import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { format, type Options } from 'prettier';
import { apiFileText } from './api-file';
import { apiFile, apiName, camelCase } from './names';
import { type OpenApiDocument } from './open-api';
import { type OperationModel, operationModels } from './operation-model';
import { routeFormsText } from './route-forms';
import { TypeFiles } from './type-files';

/** Where the generated part of the client lies, from the project's root. */
export const generatedFolder = path.join('client', 'generated');

const notice = '// Generated from the OpenAPI document by `npm run generate`: a change here would not last.\n';

/** Every file of the generated part of the client, by its path in the folder, formatted as the project is. */
export async function clientFiles(document: OpenApiDocument, root: string): Promise<Map<string, string>> {
  const style = JSON.parse(await readFile(path.join(root, '.prettierrc.json'), 'utf8')) as Options;
  const files = new Map<string, string>();
  for (const [name, text] of sources(document)) {
    files.set(`${name}.ts`, await format(notice + text, { ...style, parser: 'typescript' }));
  }
  return files;
}

function sources(document: OpenApiDocument): [name: string, text: string][] {
  const models = operationModels(document);
  const types = new TypeFiles(document, models);
  const byTag = new Map<string, OperationModel[]>();
  for (const model of models) byTag.set(model.tag, [...(byTag.get(model.tag) ?? []), model]);
  const typeFiles = [...types.files()].sort(([a], [b]) => (a < b ? -1 : 1));
  const tags = [...byTag.keys()].sort();
  return [
    ...typeFiles.map(([name, text]): [string, string] => [`types/${name}`, text]),
    ['types', typeFiles.map(([name]) => `export type * from './types/${name}';\n`).join('')],
    ...[...byTag].map(([tag, ofTag]): [string, string] => [apiFile(tag), apiFileText(tag, ofTag, types)]),
    ['api', apiText(tags)],
    ['route-forms', routeFormsText()],
  ];
}

/** The class that holds the others. */
function apiText(tags: readonly string[]): string {
  return [
    ...tags.map((tag) => `import { ${apiName(tag)} } from './${apiFile(tag)}';`),
    "import { type Requests } from '../requests';",
    '',
    '/** Every operation of the API, by resource. */',
    'export class Api {',
    ...tags.map((tag) => `readonly ${camelCase(tag)}: ${apiName(tag)};`),
    '',
    'constructor(requests: Requests) {',
    ...tags.map((tag) => `this.${camelCase(tag)} = new ${apiName(tag)}(requests);`),
    '}',
    '}',
  ].join('\n');
}
