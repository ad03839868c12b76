import { textField } from './answer-fields';
import { sameBytes } from './bytes';
import { certificateRequest, generateOwnKey } from './certificate-request';
import { certificateParts } from './certificate-parts';
import { type ApiAnswer, type Transport } from './member-signer';
import { type OwnKeyIdentity } from './own-key-identity';
import { SignInRefused } from './sign-in-refused';
import { insist } from './signing-refused';

/** What an admission gave the member. */
export interface Admission {
  /** MSP id or name. */
  readonly organization: string;
  readonly enrollmentId: string;
  readonly secret: string;
}

/**
 * Makes a key, has the organisation's CA certify it through the gateway and gives the identity to keep. Channel,
 * chaincode and the organisation's root are taken from the gateway now and held on to: what changes later is noticed.
 * Throws SignInRefused with what the gateway says, and SigningRefused for a certificate of another key.
 */
export async function enrollOwnKey(admission: Admission, transport: Transport): Promise<OwnKeyIdentity> {
  const network = await transport({ method: 'GET', path: '/v1/network' });
  if (network.status !== 200) throw new SignInRefused('The network could not be asked for', network);
  const keys = await generateOwnKey();
  const request = await certificateRequest(keys, admission.enrollmentId);
  const body = { ...admission, certificateRequest: request };
  const answer = await transport({ method: 'POST', path: '/v1/auth/enroll', body });
  if (answer.status !== 201) throw new SignInRefused('The enrolment was refused', answer);
  const channel = textField(network, 'channel');
  const chaincode = textField(network, 'chaincode');
  return await certified(keys, answer, { channel, chaincode });
}

/** The identity of a key and what the gateway answered to its certificate request. Throws SigningRefused. */
export async function certified(
  keys: CryptoKeyPair,
  answer: ApiAnswer,
  network: Pick<OwnKeyIdentity, 'channel' | 'chaincode'>,
): Promise<OwnKeyIdentity> {
  const certificatePem = textField(answer, 'certificate');
  const own = new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey));
  insist(
    sameBytes(certificateParts(certificatePem).publicKey, own),
    'CERTIFICATE',
    'The certificate is for another key than the one that asked.',
  );
  const member = textField(answer, 'member');
  const mspId = member.slice(member.indexOf('@') + 1);
  return {
    ...network,
    member,
    mspId,
    certificatePem,
    keys,
    roots: { [mspId]: certificatesOf(textField(answer, 'chain')) },
  };
}

const certificatesOf = (pem: string): string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
