import { X509Certificate } from 'node:crypto';
import { verifyLowSInBackground } from '../../../identity/signature';
import { sha256 } from '../orderer/block-header';
import { MspError } from '../msp/msp-error';
import { type Msp, type NodeRole, type ValidIdentity } from '../msp/msp';
import { SerializedIdentity } from '../wire/common-messages';

interface Claim {
  readonly msp: Msp | undefined;
  readonly mspId: string;
  readonly idBytes: Buffer;
  /** Milliseconds since the epoch; 'unknown' before it was looked up, undefined where it is no certificate. */
  endsAt: number | undefined | 'unknown';
}

const keptClaims = 10_000;
const keptSignatures = 5_000;

/**
 * The identities of a channel: who a SerializedIdentity is, whether its organisation vouches for it now, and whether
 * it signed something. What was once verified is remembered by key, digest and signature, so that endorser, orderer
 * and committer, which all check the same bytes, don't repeat the work; validity and revocation are asked every time.
 */
export class Identities {
  private readonly msps: ReadonlyMap<string, Msp>;
  private readonly claims = new Map<string, Claim>();
  private readonly signatures = new Map<string, Promise<boolean>>();

  constructor(msps: readonly Msp[]) {
    this.msps = new Map(msps.map((msp) => [msp.mspId, msp]));
  }

  get mspIds(): readonly string[] {
    return [...this.msps.keys()];
  }

  /** The organisation that the identity claims, or undefined when the channel has none of that name. Throws WireError. */
  mspIdOf(serialized: Buffer): string | undefined {
    return this.claim(serialized).msp?.mspId;
  }

  /**
   * Whether the identity is a certificate that has ended, whoever has issued it: Fabric looks at that before it looks at
   * anything else. Throws WireError.
   */
  hasEnded(serialized: Buffer, now: Date): boolean {
    const claim = this.claim(serialized);
    if (claim.endsAt === 'unknown') claim.endsAt = endOf(claim.idBytes);
    return claim.endsAt !== undefined && now.getTime() > claim.endsAt;
  }

  /** Throws MspError when the identity isn't valid now, WireError when it is no identity at all. */
  validate(serialized: Buffer, now?: Date): ValidIdentity {
    const { msp, mspId, idBytes } = this.claim(serialized);
    if (msp === undefined) throw new MspError(mspId, 'UNTRUSTED', `The channel has no organisation ${mspId}`);
    return now === undefined ? msp.validate(idBytes) : msp.validate(idBytes, now);
  }

  /** Whether the identity signed the message: SHA-256, ECDSA P-256, DER, low-S. */
  verify(identity: ValidIdentity, message: Uint8Array, signature: Buffer): Promise<boolean> {
    const key = signatureKey(identity, message, signature);
    let result = this.signatures.get(key);
    if (result === undefined) {
      result = verifyLowSInBackground(identity.publicKey, message, signature);
      keep(this.signatures, keptSignatures, key, result);
    }
    return result;
  }

  /** Remembers a signature that a node of this process has just made with its own key: it needs no verification. */
  made(identity: ValidIdentity, message: Uint8Array, signature: Buffer): void {
    keep(this.signatures, keptSignatures, signatureKey(identity, message, signature), Promise.resolve(true));
  }

  private claim(serialized: Buffer): Claim {
    const key = serialized.toString('latin1');
    let claim = this.claims.get(key);
    if (claim === undefined) {
      const { mspId, idBytes } = SerializedIdentity.decode(serialized);
      claim = { msp: this.msps.get(mspId), mspId, idBytes: Buffer.from(idBytes), endsAt: 'unknown' };
      keep(this.claims, keptClaims, key, claim);
    }
    return claim;
  }
}

function endOf(certificate: Buffer): number | undefined {
  try {
    return Date.parse(new X509Certificate(certificate).validTo);
  } catch {
    // Whatever it is, it doesn't end.
    return undefined;
  }
}

/** Roles of Fabric's usual channel policies. */
const rolesOf: Readonly<Record<'Readers' | 'Writers' | 'Endorsement', readonly NodeRole[]>> = {
  Readers: ['client', 'admin', 'peer'],
  Writers: ['client', 'admin'],
  Endorsement: ['peer'],
};

/** Fabric's words where a peer asks that policy of the channel for a signed request. */
export function deniedByPolicy(channel: string, policy: 'Readers' | 'Writers'): string {
  return `Failed evaluating policy on signed data during check policy on channel [${channel}] with policy [/Channel/Application/${policy}]: [${unsatisfied(policy)}]`;
}

/** Whether the identity satisfies its organisation's policy of that name. */
export function satisfies(identity: ValidIdentity, policy: keyof typeof rolesOf): boolean {
  return rolesOf[policy].includes(identity.role);
}

/** Fabric's words for an ANY policy that the signer's organisation doesn't satisfy. */
export function unsatisfied(policy: 'Readers' | 'Writers'): string {
  return `implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the '${policy}' sub-policies to be satisfied`;
}

function signatureKey(identity: ValidIdentity, message: Uint8Array, signature: Buffer): string {
  return `${identity.certificate.fingerprint256} ${sha256(message).toString('latin1')} ${signature.toString('latin1')}`;
}

function keep<V>(map: Map<string, V>, most: number, key: string, value: V): void {
  if (map.size >= most) {
    for (const oldest of map.keys()) {
      map.delete(oldest);
      if (map.size < most * 0.9) break;
    }
  }
  map.set(key, value);
}
