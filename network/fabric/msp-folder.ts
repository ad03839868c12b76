import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The public part of an organisation's MSP: what others need to know its certificates by. */
export interface MspRoots {
  readonly rootPem: string;
  readonly tlsRootPem: string;
}

/** A certificate with its private key, both PEM. */
export interface KeyAndCertificate {
  readonly keyPem: string;
  readonly certificatePem: string;
}

// JSON is YAML: Fabric's parser takes it, and no writer of YAML is needed.
const nodeOus = JSON.stringify({
  NodeOUs: {
    Enable: true,
    ClientOUIdentifier: { OrganizationalUnitIdentifier: 'client' },
    PeerOUIdentifier: { OrganizationalUnitIdentifier: 'peer' },
    AdminOUIdentifier: { OrganizationalUnitIdentifier: 'admin' },
    OrdererOUIdentifier: { OrganizationalUnitIdentifier: 'orderer' },
  },
});

/** Writes an MSP folder in Fabric's layout. Roles come from the certificates' organisational unit, no list of admins. */
export async function writeMspFolder(folder: string, roots: MspRoots, signer?: KeyAndCertificate): Promise<void> {
  await writeInto(path.join(folder, 'cacerts'), 'ca.pem', roots.rootPem);
  await writeInto(path.join(folder, 'tlscacerts'), 'tls-ca.pem', roots.tlsRootPem);
  await writeNodeOus(folder);
  if (signer === undefined) return;
  // The certificate comes last: where it is, the key is.
  await writeInto(path.join(folder, 'keystore'), 'key.pem', signer.keyPem, 0o600);
  await writeInto(path.join(folder, 'signcerts'), 'certificate.pem', signer.certificatePem);
}

/** Writes which organisational units of certificates name which role, as Fabric's certificate authorities write them. */
export async function writeNodeOus(folder: string): Promise<void> {
  await writeInto(folder, 'config.yaml', nodeOus);
}

/** Writes `server.key`, `server.crt` and the root `ca.crt` of a node's TLS. */
export async function writeTlsFolder(folder: string, rootPem: string, tls: KeyAndCertificate): Promise<void> {
  await writeInto(folder, 'ca.crt', rootPem);
  await writeInto(folder, 'server.key', tls.keyPem, 0o600);
  await writeInto(folder, 'server.crt', tls.certificatePem);
}

async function writeInto(folder: string, name: string, content: string, mode = 0o644): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path.join(folder, name), content, { mode });
}
