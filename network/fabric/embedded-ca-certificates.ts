import path from 'node:path';
import { diskHome } from '../devnet/ca/ca-home';
import { storedAuthority } from '../devnet/ca/stored-authority';
import { storedCertificate } from '../devnet/ca/stored-certificate';
import { type OrganizationPlan } from './network-plan';
import { type CertificateSource, nodeHosts } from './node-identities';

const validForMs = 5 * 365 * 86_400_000;

/** Certificates of an organisation's nodes from the embedded CA's own folder, beside its running service. */
export async function embeddedCaCertificates({
  name: organization,
  home,
}: OrganizationPlan): Promise<CertificateSource> {
  const caHome = diskHome(path.join(home, 'ca'));
  const [root, tlsRoot] = [
    await storedAuthority(caHome, 'ca', { commonName: `${organization}-ca`, organization }),
    await storedAuthority(caHome, 'tls-ca', { commonName: `${organization}-tls-ca`, organization }),
  ];
  const credentials = async (
    name: string,
    role: string,
    hosts: readonly string[],
  ): ReturnType<CertificateSource['node']> => ({
    identity: await storedCertificate(caHome, `nodes/${name}/identity`, root, {
      subject: [
        { type: 'O', value: organization },
        { type: 'OU', value: role },
        { type: 'CN', value: name },
      ],
      profile: 'signing',
      hosts: [],
      validForMs,
    }),
    tls: await storedCertificate(caHome, `nodes/${name}/tls`, tlsRoot, {
      subject: [{ type: 'CN', value: name }],
      profile: 'tls',
      hosts,
      validForMs,
    }),
  });
  return {
    roots: { rootPem: root.certificatePem, tlsRootPem: tlsRoot.certificatePem },
    administrator: () => credentials('admin', 'admin', nodeHosts),
    node: credentials,
  };
}
