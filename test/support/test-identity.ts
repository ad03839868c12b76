import { generateKeyPair } from '../../identity/key-pair';
import { CertificateAuthority } from '../../network/devnet/ca/certificate-authority';

/** Who signs a transaction in a contract test: an MSP id and a certificate as its CA would have issued it. */
export interface TestIdentity {
  readonly id: string;
  readonly mspId: string;
  readonly certificatePem: string;
}

const authorities = new Map<string, Promise<CertificateAuthority>>();
const issued = new Map<string, Promise<TestIdentity>>();

/** The identity `name@mspId`; the same certificate each time. */
export function testIdentity(
  id: string,
  options: { ou?: string; attributes?: Record<string, string> } = {},
): Promise<TestIdentity> {
  const key = JSON.stringify([id, options]);
  const identity = issued.get(key) ?? issue(id, options);
  issued.set(key, identity);
  return identity;
}

async function issue(
  id: string,
  { ou = 'client', attributes }: { ou?: string; attributes?: Record<string, string> },
): Promise<TestIdentity> {
  const at = id.lastIndexOf('@');
  const [name, mspId] = [id.slice(0, at), id.slice(at + 1)];
  const authority = authorities.get(mspId) ?? CertificateAuthority.create(`ca.${mspId}`, mspId);
  authorities.set(mspId, authority);
  const certificatePem = await (
    await authority
  ).issue({
    subject: [
      { type: 'OU', value: ou },
      { type: 'CN', value: name },
    ],
    publicKey: generateKeyPair().publicKey,
    profile: 'signing',
    hosts: [],
    attributes: new Map(Object.entries(attributes ?? { 'hf.EnrollmentID': name, 'hf.Type': ou })),
    validForMs: 86_400_000,
  });
  return { id, mspId, certificatePem };
}
