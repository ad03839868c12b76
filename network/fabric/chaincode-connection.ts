import { chmod, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The fields of a package's `connection.json` that a peer fills in from its own TLS folder: with them it shows itself to
 * its chaincode's server, and knows the server by the root of their organisation's TLS authority.
 */
export const tlsFiles = { client_key: 'server.key', client_cert: 'server.crt', root_cert: 'ca.crt' } as const;

/** Where a peer keeps the connections that it has built, one for each package that is installed on it. */
const buildsFolder = (ledger: string): string => path.join(ledger, 'externalbuilder', 'builds');
const connectionFile = path.join('release', 'chaincode', 'server', 'connection.json');

/** What a peer's TLS folder holds now, by the field of a connection that it belongs in. */
export async function tlsFields(tlsFolder: string): Promise<Record<keyof typeof tlsFiles, string>> {
  const entries = await Promise.all(
    Object.entries(tlsFiles).map(async ([field, file]) => [field, await readFile(path.join(tlsFolder, file), 'utf8')]),
  );
  return Object.fromEntries(entries) as Record<keyof typeof tlsFiles, string>;
}

/**
 * Puts a peer's present certificate into the connections that it built with an earlier one. The peer reads them whenever
 * it calls a server anew. Connections without TLS stay as they are.
 */
export async function refreshConnections(ledger: string, tlsFolder: string): Promise<void> {
  const builds = await readdir(buildsFolder(ledger)).catch(() => []);
  if (builds.length === 0) return;
  const fields = await tlsFields(tlsFolder);
  for (const build of builds) {
    const file = path.join(buildsFolder(ledger), build, connectionFile);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const connection = JSON.parse(text) as Record<string, unknown>;
    if (connection['client_auth_required'] !== true) continue;
    const refreshed = JSON.stringify({ ...connection, ...fields });
    if (refreshed === text) continue;
    await writeFile(`${file}.new`, refreshed, { mode: 0o600 });
    await chmod(`${file}.new`, 0o600);
    await rename(`${file}.new`, file);
  }
}
