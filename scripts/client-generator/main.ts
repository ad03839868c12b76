/** `npm run generate`: writes the generated part of the client anew. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { declaredRoutes } from '../../gateway-api/http/api-routes';
import { openApiDocument } from '../../gateway-api/http/openapi';
import { clientFiles, generatedFolder } from './client-files';
import { type OpenApiDocument } from './open-api';

async function generate(): Promise<void> {
  const root = path.join(__dirname, '..', '..', '..');
  const files = await clientFiles(openApiDocument(declaredRoutes()) as unknown as OpenApiDocument, root);
  const folder = path.join(root, generatedFolder);
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  process.stdout.write(`${files.size} files in ${generatedFolder}\n`);
}

void generate();
