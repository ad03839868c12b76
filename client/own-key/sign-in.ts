import { textField } from './answer-fields';
import { bytesOf, fromPem, sha256, toBase64, toHex } from './bytes';
import { signLowS } from './low-s-signature';
import { type Transport } from './member-signer';
import { type OwnKeyIdentity } from './own-key-identity';
import { SignInRefused } from './sign-in-refused';
import { insist } from './signing-refused';

/** The first line of every challenge: no message of Fabric and no token of a Fabric CA begins with it. */
export const CHALLENGE_HEADING = 'Sunledger sign-in, version 1';

/**
 * Opens a session by signing a challenge. `origin` is the gateway's address as the member knows it: it stands in what is
 * signed, so that one gateway can't pass another one's challenge on. Throws SigningRefused for a text that is no
 * challenge of this member at this gateway, and SignInRefused with what the gateway says.
 */
export async function signIn(identity: OwnKeyIdentity, origin: string, transport: Transport): Promise<string> {
  const { certificatePem: certificate } = identity;
  const asked = await transport({ method: 'POST', path: '/v1/auth/challenges', body: { certificate, origin } });
  if (asked.status !== 201) throw new SignInRefused('No challenge was given', asked);
  const challenge = textField(asked, 'challenge');
  await checkChallenge(challenge, identity, origin);
  const signature = toBase64(await signLowS(identity.keys.privateKey, bytesOf(challenge)));
  const body = { certificate, challenge, signature };
  const opened = await transport({ method: 'POST', path: '/v1/auth/sessions', body });
  if (opened.status !== 201) throw new SignInRefused('The sign-in was refused', opened);
  return textField(opened, 'token');
}

/** Throws SigningRefused (CHALLENGE) unless the text is a challenge for this member at this gateway, and nothing else. */
export async function checkChallenge(challenge: string, identity: OwnKeyIdentity, origin: string): Promise<void> {
  const fingerprint = toHex(await sha256(fromPem('CERTIFICATE', identity.certificatePem)));
  const known = [CHALLENGE_HEADING, `origin: ${origin}`, `member: ${identity.member}`, `certificate: ${fingerprint}`];
  const lines = challenge.split('\n');
  const [nonce = '', expires = ''] = lines.slice(known.length);
  const right =
    lines.length === known.length + 2 &&
    known.every((line, index) => line === lines[index]) &&
    /^nonce: [\w-]{43}$/.test(nonce) &&
    /^expires: \d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(expires);
  insist(right, 'CHALLENGE', 'The text to be signed is not a challenge for this member at this gateway.');
}
