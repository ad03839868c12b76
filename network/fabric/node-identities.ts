import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type KeyPair, privateKeyFromPem } from '../../identity/key-pair';
import { fileExists } from './file-exists';
import { type KeyAndCertificate, type MspRoots, writeMspFolder, writeTlsFolder } from './msp-folder';
import { loopbackHost, nodeServerName, type OrganizationPlan } from './network-plan';

/** Who gets an identity and a TLS certificate, and in which folder they are kept. */
export interface CertificateHolder {
  readonly name: string;
  /** The server of a chaincode and the REST gateway have a certificate for TLS alone. */
  readonly role: 'admin' | 'peer' | 'orderer' | 'chaincode' | 'gateway';
  readonly home: string;
  readonly host: string;
}

/** An organisation's certificate authorities, as its administrator uses them. */
export interface CertificateSource {
  readonly roots: MspRoots;
  /** A certificate for the given key, or for a new one. */
  identityOf(holder: CertificateHolder, keys?: KeyPair): Promise<KeyAndCertificate>;
  tlsOf(holder: CertificateHolder, hosts: readonly string[], keys?: KeyPair): Promise<KeyAndCertificate>;
}

/** Certificates with less than this left are renewed. */
export const renewBeforeMs = 30 * 86_400_000;

/**
 * Writes an organisation's own MSP folder, those of its administrator and its nodes, and their TLS keys. What is there
 * already stays as it is, but for certificates that are about to expire. A renewed certificate is for the same key: the
 * channel's configuration holds orderers' certificates, and Fabric takes another one of the same key for the same.
 *
 * @param leftMs certificates that end sooner than this from now are renewed.
 * @returns the names of those whose certificates were made anew; nodes among them that run have to be restarted.
 */
export async function provisionIdentities(
  organization: OrganizationPlan,
  nodes: readonly CertificateHolder[],
  source: CertificateSource,
  leftMs = renewBeforeMs,
): Promise<string[]> {
  const renewed = new Set<string>();
  await writeMspFolder(path.join(organization.home, 'msp'), source.roots);
  const administrator = {
    name: 'admin',
    role: 'admin',
    home: path.join(organization.home, 'admin'),
    host: organization.host,
  } as const;
  for (const holder of [administrator, ...nodes]) {
    const mspFolder = path.join(holder.home, 'msp');
    const tlsFolder = path.join(holder.home, 'tls');
    const signs = holder.role !== 'chaincode' && holder.role !== 'gateway';
    if (signs && (await validForMs(path.join(mspFolder, 'signcerts', 'certificate.pem'))) < leftMs) {
      const keys = await keptKeys(path.join(mspFolder, 'keystore', 'key.pem'));
      await writeMspFolder(mspFolder, source.roots, await source.identityOf(holder, keys));
      renewed.add(holder.name);
    }
    if ((await validForMs(path.join(tlsFolder, 'server.crt'))) < leftMs) {
      const hosts = [...new Set([holder.name, holder.host, nodeServerName, loopbackHost])];
      const keys = await keptKeys(path.join(tlsFolder, 'server.key'));
      await writeTlsFolder(tlsFolder, source.roots.tlsRootPem, await source.tlsOf(holder, hosts, keys));
      renewed.add(holder.name);
    }
  }
  return [...renewed];
}

async function keptKeys(file: string): Promise<KeyPair | undefined> {
  if (!(await fileExists(file))) return undefined;
  const privateKey = privateKeyFromPem(await readFile(file, 'utf8'));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** How long a certificate is still good; -Infinity when there is none. */
export async function validForMs(file: string): Promise<number> {
  return readFile(file).then(
    (pem) => Date.parse(new X509Certificate(pem).validTo) - Date.now(),
    () => -Infinity,
  );
}
