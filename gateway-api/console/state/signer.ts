import { answerOf, requestInit } from '../../../client/answer-of';
import { BearerSession } from '../../../client/own-key/bearer-session';
import { type MemberSigner, type Transport } from '../../../client/own-key/member-signer';
import { texts } from '../model/texts';
import { keptIdentity } from './own-keys';
import { ApiProblem } from './problem';
import { signIn, type SignedIn } from './session';

/** Sends a request as it stands; throws TypeError where no answer comes. */
export const transport: Transport = async (call) => await answerOf(await fetch(call.path, requestInit(call)));

let current: { readonly of: SignedIn; readonly signer: Promise<MemberSigner> } | undefined;

/** How the member who is signed in says so and signs: by the session of a kept key, or with its own key here. */
export function signerOf(signedIn: SignedIn): Promise<MemberSigner> {
  if (current?.of !== signedIn) current = { of: signedIn, signer: makeSigner(signedIn) };
  return current.signer;
}

let takingUp: Promise<boolean> | undefined;

/**
 * After a gateway has forgotten its sessions: an own key signs in anew, and a demonstration's member is let in again.
 * Answers whether it is worth trying again; a kept key needs its passphrase.
 */
export function takeUp(signedIn: SignedIn): Promise<boolean> {
  takingUp ??= takeUpOnce(signedIn).finally(() => (takingUp = undefined));
  return takingUp;
}

async function takeUpOnce(signedIn: SignedIn): Promise<boolean> {
  if (signedIn.token === undefined) {
    current = undefined;
    return true;
  }
  if (!signedIn.demo) return false;
  const path = `/demo/members/${encodeURIComponent(signedIn.member)}/session`;
  const answer = await transport({ method: 'POST', path }).catch(() => undefined);
  const { token } = (answer?.body ?? {}) as { readonly token?: unknown };
  if (answer?.status !== 201 || typeof token !== 'string') return false;
  signIn({ ...signedIn, token });
  return true;
}

async function makeSigner({ member, token }: SignedIn): Promise<MemberSigner> {
  if (token !== undefined) return new BearerSession(member, token);
  const [identity, { OwnKeySession }] = await Promise.all([
    keptIdentity(member),
    import('../../../client/own-key/own-key-session'),
  ]);
  if (!identity) throw new ApiProblem(401, 'SESSION_OVER', texts.errors.keyGone);
  return new OwnKeySession(identity, { origin: location.origin });
}
