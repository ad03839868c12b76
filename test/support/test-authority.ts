import { generateKeyPair, type KeyPair } from '../../identity/key-pair';
import { CertificateAuthority, type SubjectPart } from '../../network/devnet/ca/certificate-authority';

/** A key with a certificate that a test's authority gave it. */
export interface TestIdentity extends KeyPair {
  readonly pem: string;
  readonly bytes: Buffer;
}

/** An authority for tests, with the organisation's usual names. */
export function testAuthority(): Promise<CertificateAuthority> {
  return CertificateAuthority.create('households-ca', 'households');
}

/** A certificate by the authority; without more ado a client `h01`, good for an hour. */
export async function testIdentity(
  authority: CertificateAuthority,
  wish: {
    readonly id?: string;
    readonly units?: readonly string[];
    readonly attributes?: ReadonlyMap<string, string>;
    readonly validForMs?: number;
    readonly keys?: KeyPair;
  } = {},
): Promise<TestIdentity> {
  const keys = wish.keys ?? generateKeyPair();
  const units = (wish.units ?? ['client']).map((value): SubjectPart => ({ type: 'OU', value }));
  const pem = await authority.issue({
    subject: [...units, { type: 'CN', value: wish.id ?? 'h01' }],
    publicKey: keys.publicKey,
    profile: 'signing',
    hosts: [],
    attributes: wish.attributes,
    validForMs: wish.validForMs ?? 3_600_000,
  });
  return { ...keys, pem, bytes: Buffer.from(pem) };
}
