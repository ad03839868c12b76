import { access } from 'node:fs/promises';
import path from 'node:path';
import { type KeyAndCertificate, type MspRoots, writeMspFolder, writeTlsFolder } from './msp-folder';
import { loopbackHost, nodeServerName, type OrganizationPlan } from './network-plan';

/** The hosts for which a node's TLS certificate is valid, besides its own name. */
export const nodeHosts: readonly string[] = [nodeServerName, loopbackHost];

/** What a node or an administrator holds: the identity it signs with and the keys of its TLS. */
export interface NodeCredentials {
  readonly identity: KeyAndCertificate;
  readonly tls: KeyAndCertificate;
}

/** An organisation's certificate authority, as its administrator uses it. */
export interface CertificateSource {
  readonly roots: MspRoots;
  /** Credentials of the organisation's administrator. */
  administrator(): Promise<NodeCredentials>;
  node(name: string, role: 'peer' | 'orderer', hosts: readonly string[]): Promise<NodeCredentials>;
}

export interface NodeToProvision {
  readonly name: string;
  readonly role: 'peer' | 'orderer';
  readonly home: string;
}

/**
 * Writes an organisation's own MSP folder, that of its administrator and those of its nodes, with their TLS keys.
 * Folders that are there already stay as they are.
 */
export async function provisionIdentities(
  organization: OrganizationPlan,
  nodes: readonly NodeToProvision[],
  source: CertificateSource,
): Promise<void> {
  await writeMspFolder(path.join(organization.home, 'msp'), source.roots);
  const admin = path.join(organization.home, 'admin');
  await provisionHolder(admin, source.roots, () => source.administrator());
  for (const { name, role, home } of nodes) {
    await provisionHolder(home, source.roots, () => source.node(name, role, [name, ...nodeHosts]));
  }
}

async function provisionHolder(
  folder: string,
  roots: MspRoots,
  credentials: () => Promise<NodeCredentials>,
): Promise<void> {
  // The key is written last: where it is, everything is.
  if (await exists(path.join(folder, 'tls', 'server.key'))) return;
  const { identity, tls } = await credentials();
  await writeMspFolder(path.join(folder, 'msp'), roots, identity);
  await writeTlsFolder(path.join(folder, 'tls'), roots.tlsRootPem, tls);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
