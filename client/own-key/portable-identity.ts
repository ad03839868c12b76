import { textField } from './answer-fields';
import { fromBase64, toBase64 } from './bytes';
import { certificateRequest } from './certificate-request';
import { type Admission, certified } from './enroll-own-key';
import { type Transport } from './member-signer';
import { type OwnKeyIdentity } from './own-key-identity';
import { SignInRefused } from './sign-in-refused';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A member with a key of its own as text, for programs that keep it in a file: whoever reads it can sign. */
export interface PortableIdentity extends Omit<OwnKeyIdentity, 'keys'> {
  /** PKCS#8 in base64. */
  readonly privateKey: string;
  /** SPKI in base64. */
  readonly publicKey: string;
}

/**
 * As `enrollOwnKey`, with a key that can be kept in a file: for programs, where a browser has a place of its own for keys
 * that can't be taken out. Throws SignInRefused and SigningRefused.
 */
export async function enrollPortableKey(admission: Admission, transport: Transport): Promise<PortableIdentity> {
  const network = await transport({ method: 'GET', path: '/v1/network' });
  if (network.status !== 200) throw new SignInRefused('The network could not be asked for', network);
  const keys = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const body = { ...admission, certificateRequest: await certificateRequest(keys, admission.enrollmentId) };
  const answer = await transport({ method: 'POST', path: '/v1/auth/enroll', body });
  if (answer.status !== 201) throw new SignInRefused('The enrolment was refused', answer);
  const place = { channel: textField(network, 'channel'), chaincode: textField(network, 'chaincode') };
  const { channel, chaincode, member, mspId, certificatePem, roots } = await certified(keys, answer, place);
  const exported = async (form: 'pkcs8' | 'spki', key: CryptoKey) =>
    toBase64(new Uint8Array(await crypto.subtle.exportKey(form, key)));
  return {
    channel,
    chaincode,
    member,
    mspId,
    certificatePem,
    roots,
    privateKey: await exported('pkcs8', keys.privateKey),
    publicKey: await exported('spki', keys.publicKey),
  };
}

/** The identity to sign with; from here on its key can't be taken out. */
export async function identityOf({ privateKey, publicKey, ...shown }: PortableIdentity): Promise<OwnKeyIdentity> {
  const imported = (form: 'pkcs8' | 'spki', text: string, usage: 'sign' | 'verify') =>
    crypto.subtle.importKey(form, fromBase64(text), CURVE, usage === 'verify', [usage]);
  return {
    ...shown,
    keys: {
      privateKey: await imported('pkcs8', privateKey, 'sign'),
      publicKey: await imported('spki', publicKey, 'verify'),
    },
  };
}
