import { verifyCaToken } from '../../identity/ca-token';
import { IdentityError } from '../../identity/identity-error';
import { type FabricIdentity, type MemberIdentity, memberIdOf } from '../fabric/fabric-identity';
import { Refusal } from '../refusal';
import { type KeptKeys } from './kept-keys';
import { type Organizations } from './organization';
import { type Session, type Sessions } from './sessions';
import { type TakenTokens, TokensTakenHere } from './taken-tokens';
import { type TokenKeyRenewal } from './token-key-renewal';

/** Who makes a request. */
export interface Caller {
  readonly identity: MemberIdentity;
  /** The same with the key that signs for it; undefined where the member keeps its key. See `signingIdentity`. */
  readonly signing: FabricIdentity | undefined;
  /** Gives the member's signature of a request to its CA, where it was prepared and has come back signed. */
  readonly sign?: (message: Buffer) => Buffer;
  /** Absent where a certificate token says who is asking. */
  readonly session?: Session;
}

/** What a certificate token signs. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly uri: string;
  readonly body: Uint8Array;
}

/** How far the time in a certificate token's request may be from the gateway's clock. */
const TOKEN_WINDOW_MS = 60_000;

/**
 * Says who makes a request (spec 32, "Who is asking"): `Authorization: Bearer <session token>`, or a Fabric CA token.
 * A Fabric CA token signs no time, so the request has to: its query holds `at`, the time of signing, and a token that
 * changes something is taken only once.
 */
export class Authentication {
  constructor(
    private readonly organizations: Organizations,
    private readonly sessions: Sessions,
    private readonly keys: KeptKeys,
    private readonly now: () => number = Date.now,
    private readonly taken: TakenTokens = new TokensTakenHere(),
    private readonly renewal?: TokenKeyRenewal,
  ) {}

  /** Throws NOT_AUTHENTICATED, SESSION_OVER, TOKEN_REFUSED, CERTIFICATE_REFUSED or KEY_NOT_KEPT. */
  async callerOf(authorization: string | undefined, request: SignedRequest): Promise<Caller> {
    if (authorization === undefined) {
      throw new Refusal('NOT_AUTHENTICATED', 'Sign in with POST /v1/auth/sessions and send the token it gives.');
    }
    if (/^Bearer /i.test(authorization)) return await this.bySession(authorization.slice(7).trim());
    if (/^[\w+/=]+\.[\w+/=]+$/.test(authorization)) return await this.byToken(authorization, request);
    throw new Refusal(
      'NOT_AUTHENTICATED',
      'The Authorization header has to hold a session (Bearer ...) or a Fabric CA token (certificate.signature).',
    );
  }

  /** Whether somebody who came in may stay, for answers that go on; it keeps no session awake. */
  async mayStay({ identity, session }: Caller): Promise<boolean> {
    if (session && !(await this.sessions.mayStay(session))) return false;
    try {
      await this.organizations.find(identity.mspId).verify(identity.certificatePem);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private async bySession(token: string): Promise<Caller> {
    const session = await this.sessions.use(token);
    if (!session) throw new Refusal('SESSION_OVER', 'The session is over or never was. Please sign in again.');
    const { identity, signing } = session;
    try {
      await this.organizations.find(identity.mspId).verify(identity.certificatePem);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'CERTIFICATE_REFUSED') await this.sessions.close(session);
      throw error;
    }
    return { identity, signing, session };
  }

  private async byToken(token: string, request: SignedRequest): Promise<Caller> {
    const pem = certificateOf(token, request);
    this.requireRecent(request);
    const { organization, trusted } = await this.organizations.issuerOf(pem);
    await this.requireFirst(token, request);
    const { enrollmentId } = trusted.facts;
    const { mspId } = organization;
    const memberId = memberIdOf(enrollmentId, mspId);
    const identity = await this.keys.openByToken({ memberId, mspId, enrollmentId });
    if (!identity) {
      throw new Refusal(
        'KEY_NOT_KEPT',
        `The token proves that ${memberId} is asking, but the ledger wants that member's own signature, and the gateway keeps no key that a token may use. Enrol one with POST /v1/auth/enroll and "unlock": "token".`,
      );
    }
    await organization.verify(identity.certificatePem);
    void this.renewal?.note(organization, identity);
    return { identity, signing: identity };
  }

  /** Throws unless the request names a time near now. */
  private requireRecent({ uri }: SignedRequest): void {
    const at = new URL(uri, 'http://gateway').searchParams.get('at') ?? '';
    const now = this.now();
    const recent = Math.abs(now - Date.parse(at)) <= TOKEN_WINDOW_MS;
    if (recent && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(at)) return;
    const seconds = TOKEN_WINDOW_MS / 1000;
    throw new Refusal(
      'TOKEN_REFUSED',
      `A request with a Fabric CA token needs the query parameter at, its UTC time like 2026-06-01T12:00:00Z, at most ${seconds} s from ${new Date(now).toISOString()}.`,
      { field: 'at' },
    );
  }

  /** Throws when the token changes something and was taken before. */
  private async requireFirst(token: string, { method }: SignedRequest): Promise<void> {
    if (method === 'GET' || method === 'HEAD') return;
    // The signature itself: its base64 could be written in more than one way.
    const signature = Buffer.from(token.slice(token.indexOf('.') + 1), 'base64').toString('base64');
    if (await this.taken.take(signature, this.now() + 2 * TOKEN_WINDOW_MS, this.now())) return;
    throw new Refusal('TOKEN_REFUSED', 'This very request was made before; sign a new one.');
  }
}

function certificateOf(token: string, request: SignedRequest): string {
  try {
    return verifyCaToken(token, request).pem;
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    throw new Refusal('TOKEN_REFUSED', `${error.message}.`, {}, { cause: error });
  }
}
