import { randomBytes } from 'node:crypto';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { FabricCaError } from '../../identity/fabric-ca-error';
import { type CaCredentials, type Enrollment } from '../../identity/fabric-ca-types';
import { privateKeyToPem } from '../../identity/key-pair';
import { type OrganizationCa } from '../devnet/ca/organization-ca';
import { type KeyAndCertificate } from './msp-folder';
import { type CertificateSource } from './node-identities';
import { type TlsAuthority } from './tls-authority';

/**
 * Certificates as an administrator gets them: enrols as the registrar of the organisation's Fabric CA, registers each
 * node and enrols for it over the CA's REST interface. Keys are made here and never reach the CA.
 */
export async function enrolledCertificates(
  { endpoint, registrar }: Pick<OrganizationCa, 'endpoint' | 'registrar'>,
  tls: TlsAuthority,
): Promise<{ source: CertificateSource; close: () => void }> {
  const client = new FabricCaClient(endpoint);
  const { chainPem } = await client.caInfo();
  let administrator: Promise<Enrollment> | undefined;
  const asAdministrator = (): Promise<Enrollment> => (administrator ??= client.enroll(registrar));
  const source: CertificateSource = {
    roots: { rootPem: chainPem, tlsRootPem: tls.rootPem },
    async identityOf({ name, role }, keys) {
      if (role === 'admin') return inPem(await asAdministrator());
      const secret = await registeredSecret(client, await asAdministrator(), name, role);
      return inPem(await client.enroll({ enrollmentId: name, secret, ...(keys && { keys }) }));
    },
    tlsOf: ({ name }, hosts, keys) => tls.issue(name, hosts, keys),
  };
  return {
    source,
    close: () => {
      client.close();
    },
  };
}

/** Registers a node at a CA, or gives one that was registered by a start that failed half way a new secret. */
export async function registeredSecret(
  client: FabricCaClient,
  caller: CaCredentials,
  name: string,
  type: string,
): Promise<string> {
  const secret = randomBytes(24).toString('base64url');
  try {
    await client.register(caller, { enrollmentId: name, type, secret, maxEnrollments: -1 });
  } catch (error) {
    if (!(error instanceof FabricCaError) || !/already registered/.test(error.message)) throw error;
    await client.modifyIdentity(caller, name, { secret });
  }
  return secret;
}

function inPem({ certificatePem, privateKey }: CaCredentials): KeyAndCertificate {
  return { certificatePem, keyPem: privateKeyToPem(privateKey) };
}
