import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { verifyLowSInBackground } from '../../identity/signature';
import { type MemberIdentity, memberIdOf } from '../fabric/fabric-identity';
import { Refusal } from '../refusal';
import { type Organizations } from './organization';
import { type OpenedSession, type Sessions } from './sessions';
import { type TakenTokens } from './taken-tokens';

/** What every challenge begins with: no message of Fabric and no request to a Fabric CA begins so. */
const HEADING = 'Sunledger sign-in, version 1';
const LIFETIME_MS = 120_000;
const RANDOM_BYTES = 16;

/** A text that a member signs to come in. */
export interface Challenge {
  readonly challenge: string;
  readonly expiresAt: Date;
}

/**
 * Sign-in with a key of one's own (spec 32, way 1): the member signs a text that names it, its certificate, the gateway
 * as it knows it and a random number. A challenge is good once and for two minutes. It carries the gateway's own mark, so
 * nothing has to be kept until it comes back: nobody can fill a store by asking for many.
 */
export class Challenges {
  constructor(
    private readonly organizations: Organizations,
    private readonly sessions: Sessions,
    private readonly used: TakenTokens,
    private readonly markKey: Buffer,
    /** Addresses by which members know this gateway; empty where it was not told any. */
    private readonly origins: readonly string[],
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws CERTIFICATE_REFUSED for a certificate that opens nothing, INVALID_ARGUMENT for an origin that isn't this one. */
  async issue(certificatePem: string, origin: string): Promise<Challenge> {
    if (this.origins.length > 0 && !this.origins.includes(origin)) {
      throw new Refusal('INVALID_ARGUMENT', `origin must be one of ${this.origins.join(', ')}.`, { field: 'origin' });
    }
    const { identity, fingerprint } = await this.holderOf(certificatePem);
    const expiresAt = new Date(this.now() + LIFETIME_MS);
    const random = randomBytes(RANDOM_BYTES);
    const facts = { origin, memberId: identity.memberId, fingerprint, expires: expiresAt.toISOString() };
    return { challenge: textOf(facts, this.marked(facts, random)), expiresAt };
  }

  /** Opens a session for who signed a challenge. Throws CHALLENGE_REFUSED or CERTIFICATE_REFUSED. */
  async redeem(certificatePem: string, challenge: string, signature: Buffer): Promise<OpenedSession> {
    const { identity, publicKey, fingerprint } = await this.holderOf(certificatePem);
    const lines = challenge.split('\n');
    const valueAt = (index: number, name: string): string => valueOf(lines[index], name);
    const [origin, nonce, expires] = [valueAt(1, 'origin'), valueAt(4, 'nonce'), valueAt(5, 'expires')];
    const facts = { origin, memberId: identity.memberId, fingerprint, expires };
    const random = Buffer.from(nonce, 'base64url');
    // The whole text is made anew: what is not exactly as this gateway wrote it for this certificate is none.
    const expected = Buffer.from(textOf(facts, this.marked(facts, random.subarray(0, RANDOM_BYTES))));
    const given = Buffer.from(challenge);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
      throw refused('The text is not a challenge that this gateway gave for this certificate.');
    }
    const end = Date.parse(expires);
    if (!(end > this.now())) throw refused('The challenge is too old; ask for a new one.');
    if (!(await verifyLowSInBackground(publicKey, given, signature))) {
      throw refused("The signature is not the certificate's over the challenge, or it is not low-S.");
    }
    if (!(await this.used.take(`challenge ${nonce}`, end, this.now()))) throw refused('The challenge has been used.');
    return await this.sessions.open(identity);
  }

  private async holderOf(certificatePem: string) {
    const { organization, trusted } = await this.organizations.issuerOf(certificatePem);
    const { mspId } = organization;
    const { enrollmentId } = trusted.facts;
    const identity: MemberIdentity = { memberId: memberIdOf(enrollmentId, mspId), mspId, enrollmentId, certificatePem };
    const fingerprint = trusted.certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    return { identity, fingerprint, publicKey: trusted.certificate.publicKey };
  }

  /** Random bytes and, after them, the gateway's mark over all that the text says. */
  private marked(facts: Facts, random: Buffer): string {
    const mark = createHmac('sha256', this.markKey)
      .update(textOf(facts, random.toString('base64url')))
      .digest();
    return Buffer.concat([random, mark.subarray(0, 16)]).toString('base64url');
  }
}

interface Facts {
  readonly origin: string;
  readonly memberId: string;
  readonly fingerprint: string;
  readonly expires: string;
}

const textOf = ({ origin, memberId, fingerprint, expires }: Facts, nonce: string): string =>
  [
    HEADING,
    `origin: ${origin}`,
    `member: ${memberId}`,
    `certificate: ${fingerprint}`,
    `nonce: ${nonce}`,
    `expires: ${expires}`,
  ].join('\n');

const valueOf = (line: string | undefined, name: string): string =>
  line?.startsWith(`${name}: `) === true ? line.slice(name.length + 2) : '';

const refused = (message: string): Refusal => new Refusal('CHALLENGE_REFUSED', message);
