import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type KeyAndCertificate, type MspRoots, writeMspFolder, writeTlsFolder } from './msp-folder';
import { loopbackHost, nodeServerName, type OrganizationPlan } from './network-plan';

/** Who gets an identity and a TLS certificate, and in which folder they are kept. */
export interface CertificateHolder {
  readonly name: string;
  readonly role: 'admin' | 'peer' | 'orderer';
  readonly home: string;
  readonly host: string;
}

/** An organisation's certificate authorities, as its administrator uses them. */
export interface CertificateSource {
  readonly roots: MspRoots;
  identityOf(holder: CertificateHolder): Promise<KeyAndCertificate>;
  tlsOf(holder: CertificateHolder, hosts: readonly string[]): Promise<KeyAndCertificate>;
}

/** Identities with less than this left are made anew at a start. */
const renewBeforeMs = 30 * 86_400_000;

/**
 * Writes an organisation's own MSP folder, those of its administrator and its nodes, and their TLS keys. What is there
 * already stays as it is, but for identities that are about to expire. A node's TLS certificate stays in any case: an
 * orderer's stands in the channel's configuration.
 */
export async function provisionIdentities(
  organization: OrganizationPlan,
  nodes: readonly CertificateHolder[],
  source: CertificateSource,
): Promise<void> {
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
    if ((await validForMs(path.join(mspFolder, 'signcerts', 'certificate.pem'))) < renewBeforeMs) {
      await writeMspFolder(mspFolder, source.roots, await source.identityOf(holder));
    }
    if ((await validForMs(path.join(tlsFolder, 'server.crt'))) < 0) {
      const hosts = [...new Set([holder.name, holder.host, nodeServerName, loopbackHost])];
      await writeTlsFolder(tlsFolder, source.roots.tlsRootPem, await source.tlsOf(holder, hosts));
    }
  }
}

/** How long a certificate is still good; -Infinity when there is none. */
async function validForMs(file: string): Promise<number> {
  return readFile(file).then(
    (pem) => Date.parse(new X509Certificate(pem).validTo) - Date.now(),
    () => -Infinity,
  );
}
