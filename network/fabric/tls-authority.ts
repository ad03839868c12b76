import path from 'node:path';
import { generateKeyPair, type KeyPair, privateKeyToPem } from '../../identity/key-pair';
import { diskHome } from '../devnet/ca/ca-home';
import { storedAuthority } from '../devnet/ca/stored-authority';
import { type KeyAndCertificate } from './msp-folder';
import { type OrganizationPlan } from './network-plan';

const validForMs = 5 * 365 * 86_400_000;

/**
 * An organisation's authority for TLS. Its root isn't that of the organisation's identities, so that no server's
 * certificate passes for a member's.
 */
export interface TlsAuthority {
  readonly rootPem: string;
  /** A certificate for these hosts, good for servers and clients of TLS, for the given key or a new one. */
  issue(name: string, hosts: readonly string[], keys?: KeyPair): Promise<KeyAndCertificate>;
}

/** The TLS authority whose root the organisation's CA keeps in its folder. */
export async function tlsAuthority({ name: organization, home }: OrganizationPlan): Promise<TlsAuthority> {
  const names = { commonName: `${organization}-tls-ca`, organization };
  const authority = await storedAuthority(diskHome(path.join(home, 'ca')), 'tls-ca', names);
  return {
    rootPem: authority.certificatePem,
    async issue(name, hosts, keys) {
      const { publicKey, privateKey } = keys ?? generateKeyPair();
      const subject = [{ type: 'CN' as const, value: name }];
      const certificatePem = await authority.issue({ subject, publicKey, profile: 'tls', hosts, validForMs });
      return { keyPem: privateKeyToPem(privateKey), certificatePem };
    },
  };
}
