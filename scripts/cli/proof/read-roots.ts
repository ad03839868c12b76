import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Value } from '@sinclair/typebox/value';
import { BlockError } from '../../../chaincode/blocks/block-error';
import { type OrganizationRoot, Organizations } from '../../../chaincode/blocks/organizations';
import { RecognizedRoots, type RecognizedRootsView } from '../../../chaincode/wire/views';
import { CliError } from '../cli-error';

/** The folder, among those given, whose certificates are those of orderers. */
export const ORDERERS_FOLDER = 'orderers';

/**
 * Reads the roots that a user trusts: documents as `/v1/network/roots` answers them, certificates (PEM) whose file name
 * is the organisation's MSP id, and folders of both. A certificate in a folder `orderers` is that of an organisation
 * that orders blocks; where there is none, any of the organisations may. Throws CliError.
 */
export async function readRoots(files: readonly string[], cwd: string): Promise<RecognizedRootsView> {
  const found: Found = { organizations: [], orderers: [], signatures: 1 };
  for (const file of files) await readInto(found, path.resolve(cwd, file));
  const orderers = found.orderers.length > 0 ? found.orderers : found.organizations;
  if (found.organizations.length === 0) {
    throw new CliError(`There is no root certificate in ${files.join(', ')}: expected files like HouseholdsMSP.pem`);
  }
  try {
    for (const list of [found.organizations, orderers]) new Organizations(list);
  } catch (cause) {
    if (!(cause instanceof BlockError)) throw cause;
    throw new CliError(cause.message, { cause });
  }
  return { ...found, orderers };
}

interface Found {
  readonly organizations: OrganizationRoot[];
  readonly orderers: OrganizationRoot[];
  signatures: number;
}

async function readInto(found: Found, file: string): Promise<void> {
  const kind = await stat(file).catch((cause: unknown) => {
    throw new CliError(`${file} cannot be read`, { cause });
  });
  if (kind.isDirectory()) {
    for (const name of (await readdir(file)).sort()) {
      const inside = path.join(file, name);
      if (/\.(pem|json)$/.test(name) || (await stat(inside)).isDirectory()) await readInto(found, inside);
    }
    return;
  }
  const text = await readFile(file, 'utf8');
  if (file.endsWith('.json')) readDocument(found, text, file);
  else certificatesOf(found, file).push({ mspId: path.basename(file).replace(/\.[^.]*$/, ''), certificate: text });
}

const certificatesOf = (found: Found, file: string): OrganizationRoot[] =>
  path.basename(path.dirname(file)) === ORDERERS_FOLDER ? found.orderers : found.organizations;

function readDocument(found: Found, text: string, file: string): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new CliError(`${file} is no JSON document`, { cause });
  }
  if (!Value.Check(RecognizedRoots, document)) {
    throw new CliError(`${file} holds no roots in the form of /v1/network/roots`);
  }
  found.organizations.push(...document.organizations);
  found.orderers.push(...document.orderers);
  found.signatures = Math.max(found.signatures, document.signatures);
}
