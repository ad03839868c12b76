import { createHash, randomBytes } from 'node:crypto';
import { parseCertificate } from '../../identity/certificate-facts';
import { verifyLowSInBackground } from '../../identity/signature';
import { type OnceStore } from '../auth/once-store';
import { type MemberIdentity } from '../fabric/fabric-identity';
import { type IdempotencyClaim } from '../fabric/idempotency';
import { Refusal } from '../refusal';

/** So long a member may take to sign. */
const LIFETIME_MS = 60_000;

/** What waits for a member's signature. All bytes are base64, so that a store can keep it as JSON. */
export type Preparation = {
  /** What is signed. */
  readonly message: string;
} & (
  | { readonly step: 'read'; readonly envelope: string }
  | { readonly step: 'proposal'; readonly envelope: string; readonly write: PreparedWrite }
  | {
      readonly step: 'transaction';
      readonly envelope: string;
      readonly write: PreparedWrite;
      readonly transactionId: string;
      readonly question: { readonly message: string; readonly envelope: string };
    }
  | { readonly step: 'caRequest'; readonly operation: string; readonly params: object; readonly body: object }
);

/** A write on its way through its member's hands. */
export interface PreparedWrite {
  /** `contract:name`. */
  readonly transaction: string;
  readonly args: readonly string[];
  readonly conflicts: number;
  readonly committedStatus: number;
  readonly claim?: IdempotencyClaim;
}

type Step = Preparation['step'];

interface Kept {
  readonly certificate: string;
  readonly preparation: Preparation;
}

/** What a preparation answers. */
export interface PreparationAnswer {
  readonly preparation: string;
  readonly bytes: string;
  readonly digest: string;
  readonly expiresAt: string;
}

/**
 * What this gateway has given members to sign: each is good once, for a minute, for the certificate that it was made for,
 * and its bytes stay here. So what comes back can be nothing but a signature of exactly those bytes.
 */
export class Preparations {
  constructor(
    private readonly store: OnceStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws QUEUE_FULL where the member has too many open ones. */
  async keep(identity: MemberIdentity, preparation: Preparation): Promise<PreparationAnswer> {
    const id = randomBytes(16).toString('base64url');
    const expiresAt = this.now() + LIFETIME_MS;
    const kept: Kept = { certificate: certificateHash(identity), preparation };
    if (!(await this.store.put(keyOf(identity, id), JSON.stringify(kept), identity.memberId, expiresAt))) {
      throw new Refusal('QUEUE_FULL', `${identity.memberId} has too many prepared requests that it has not signed.`, {
        retryAfterSeconds: 5,
      });
    }
    return {
      preparation: id,
      bytes: preparation.message,
      digest: createHash('sha256').update(bytesOf(preparation.message)).digest('hex'),
      expiresAt: new Date(expiresAt).toISOString(),
    };
  }

  /**
   * Takes what was prepared, once, if the signature is the caller's over it. Throws PREPARATION_UNKNOWN for what is not
   * there, too old, used, of another member or another step, SIGNATURE_REFUSED for any other signature.
   */
  async take<S extends Step>(
    identity: MemberIdentity,
    id: string,
    steps: readonly S[],
    signature: string,
  ): Promise<Extract<Preparation, { step: S }>> {
    const text = await this.store.take(keyOf(identity, id));
    const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
    const fits = (preparation: Preparation): preparation is Extract<Preparation, { step: S }> =>
      steps.some((step) => step === preparation.step);
    if (!kept || kept.certificate !== certificateHash(identity) || !fits(kept.preparation)) {
      throw new Refusal(
        'PREPARATION_UNKNOWN',
        `Nothing waits for a signature of ${identity.memberId} under this id: it was signed, is older than ${LIFETIME_MS / 1000} s, or never was.`,
      );
    }
    await requireSignature(identity, kept.preparation.message, signature, 'signature');
    return kept.preparation;
  }
}

/** Throws SIGNATURE_REFUSED unless the signature is the member's over the message, and low-S. All is base64. */
export async function requireSignature(
  { certificatePem, memberId }: MemberIdentity,
  message: string,
  signature: string,
  field: string,
): Promise<void> {
  const { publicKey } = parseCertificate(certificatePem);
  if (await verifyLowSInBackground(publicKey, bytesOf(message), bytesOf(signature))) return;
  throw new Refusal(
    'SIGNATURE_REFUSED',
    `${field} is not a low-S signature of ${memberId} over exactly what was prepared.`,
    { field },
  );
}

export const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');
export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const certificateHash = ({ certificatePem }: MemberIdentity): string =>
  createHash('sha256').update(certificatePem).digest('base64');

/** Under the member's name: what is another's is not there. */
const keyOf = ({ memberId }: MemberIdentity, id: string): string => `preparation ${memberId} ${id}`;
