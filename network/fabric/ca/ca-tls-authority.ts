import { FabricCaClient } from '../../../identity/fabric-ca-client';
import { type Enrollment } from '../../../identity/fabric-ca-types';
import { privateKeyToPem } from '../../../identity/key-pair';
import { registeredSecret } from '../enrolled-certificates';
import { type TlsAuthority } from '../tls-authority';
import { type OrganizationAuthorities } from './ca-server';

/** An organisation's TLS authority in its fabric-ca-server: each node is registered and enrols with a key of its own. */
export async function caTlsAuthority({
  tls,
  registrars,
}: Pick<OrganizationAuthorities, 'tls' | 'registrars'>): Promise<{ authority: TlsAuthority; close: () => void }> {
  const client = new FabricCaClient(tls);
  const { chainPem } = await client.caInfo();
  let registrar: Promise<Enrollment> | undefined;
  return {
    authority: {
      rootPem: chainPem,
      async issue(name, hosts, keys) {
        registrar ??= client.enroll(registrars.tls);
        const secret = await registeredSecret(client, await registrar, name, 'client');
        const order = { enrollmentId: name, secret, hosts, profile: 'tls' as const, ...(keys && { keys }) };
        const { certificatePem, privateKey } = await client.enroll(order);
        return { certificatePem, keyPem: privateKeyToPem(privateKey) };
      },
    },
    close: () => {
      client.close();
    },
  };
}
