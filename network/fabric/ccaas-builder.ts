import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The environment variable in which a peer hands its settings to the builder, as Fabric's own builder names it. */
export const builderEnvironmentName = 'CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG';

/**
 * The setting in a package's `connection.json` that stands for the address of the peer's own chaincode server. A peer
 * has several such addresses, so that two versions of a chaincode can run at the same time; a package names one slot.
 */
export function chaincodeAddressSetting(slot: number): string {
  return slot === 0 ? 'chaincodeAddress' : `chaincodeAddress${slot}`;
}

/** What one peer tells the builder: the addresses of its chaincode servers, by slot, and where its TLS files lie. */
export function builderEnvironment(chaincodeAddresses: readonly string[], tlsFolder: string): Record<string, string> {
  const settings = chaincodeAddresses.map((address, slot) => [chaincodeAddressSetting(slot), address]);
  return { [builderEnvironmentName]: JSON.stringify({ ...Object.fromEntries(settings), tlsFolder }) };
}

/** Writes the folder that a peer's `chaincode.externalBuilders` names: one executable for each of its steps. */
export async function writeCcaasBuilder(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'bin'), { recursive: true });
  const program = path.join(__dirname, 'ccaas-builder-program.js');
  for (const step of ['detect', 'build', 'release']) {
    const script = `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(program)} ${step} "$@"\n`;
    await writeFile(path.join(folder, 'bin', step), script, { mode: 0o755 });
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
