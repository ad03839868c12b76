import { problemCode } from './answer-fields';
import { certificateRequest, generateOwnKey } from './certificate-request';
import { expectedCaRequest } from './check-ca-request';
import { certified } from './enroll-own-key';
import { expectedOf, matchRoute } from './expected-of-request';
import { GivenInMemory, type GivenTransactions } from './given-transactions';
import { type ApiAnswer, type ApiCall, type MemberSigner, type Transport } from './member-signer';
import { type OwnKeyIdentity } from './own-key-identity';
import { defaultRetry, SignedRequests, type SignedRetry } from './signed-requests';
import { signIn } from './sign-in';
import { SignInRefused } from './sign-in-refused';
import { insist } from './signing-refused';

/** How an own-key session behaves; what is left out takes the value in brackets. */
export interface OwnKeyOptions {
  /** The gateway's address as the member knows it, without a path: `https://gateway.example.org`. */
  readonly origin: string;
  /** How conflicts are met [8 attempts within 30 s, random waits of up to 1 s in between] */
  readonly retry?: SignedRetry;
  /** What was signed for which command, for who gives the same command again after a restart [kept in memory] */
  readonly given?: GivenTransactions;
  /** The clock that the gateway's times are held against, in ms since the epoch [Date.now] */
  readonly now?: () => number;
}

/** For so long a read that needed a signature is taken to need one; a gateway whose read model lags behind catches up. */
const SIGNED_READS_MS = 30_000;

/**
 * A member whose key stays with it (spec 32, way 1). It signs in by a challenge when it has to, has what changes or reads
 * the ledger prepared by the gateway, compares every byte with what was asked, and signs. One write runs after another.
 */
export class OwnKeySession implements MemberSigner {
  private token: Promise<string> | undefined;
  private signed: SignedRequests;
  /** Reads that the gateway can't answer without the member's signature, as the path's pattern and whom they ask. */
  private readonly signedReads = new Map<string, number>();
  private readonly given: GivenTransactions;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private identity: OwnKeyIdentity,
    private readonly options: OwnKeyOptions,
  ) {
    this.given = options.given ?? new GivenInMemory();
    this.signed = this.signedBy(identity);
  }

  get member(): string {
    return this.identity.member;
  }

  async authorization(transport: Transport): Promise<string> {
    this.token ??= signIn(this.identity, this.options.origin, transport);
    try {
      return `Bearer ${await this.token}`;
    } catch (error) {
      this.token = undefined;
      throw error;
    }
  }

  async send(call: ApiCall, transport: Transport): Promise<ApiAnswer> {
    const carried: Transport = (each) => this.carry(each, transport);
    const route = matchRoute(call);
    const expected = route && expectedOf(route, call, this.member);
    const toCa = expected ? undefined : expectedCaRequest(call);
    if (toCa) return await this.signed.askCa(call, toCa, carried);
    if (!expected) return await carried(call);
    if (route.form.writes) return await this.inTurn(() => this.signed.write(call, expected, carried));
    // What the gateway knows by itself needs no signature; what the ledger is asked does.
    const read = `${route.form.path}?${/[?&]consistency=[^&]*/.exec(call.path)?.[0].slice(1) ?? ''}`;
    const now = (this.options.now ?? Date.now)();
    if ((this.signedReads.get(read) ?? 0) <= now) {
      const answer = await carried(call);
      if (problemCode(answer) !== 'SIGNATURE_NEEDED') return answer;
      this.signedReads.set(read, now + SIGNED_READS_MS);
    }
    return await this.signed.read(call, expected, carried);
  }

  /**
   * Replaces the key and the certificate by new ones; the member's other sessions end. Gives the identity to keep from
   * now on: the old certificate can't be renewed once it has ended. Throws SigningRefused, and SignInRefused with what
   * the gateway says.
   */
  async renew(transport: Transport): Promise<OwnKeyIdentity> {
    const { identity } = this;
    const keys = await generateOwnKey();
    const body = { certificateRequest: await certificateRequest(keys, enrollmentIdOf(identity.member)) };
    const answer = await this.send({ method: 'POST', path: '/v1/me/renewal', body }, transport);
    if (answer.status !== 201) throw new SignInRefused('The renewal was refused', answer);
    const { roots } = identity;
    const renewed = { ...(await certified(keys, answer, identity)), roots };
    insist(renewed.member === identity.member, 'CERTIFICATE', 'The new certificate is of another member.');
    this.identity = renewed;
    this.signed = this.signedBy(renewed);
    return renewed;
  }

  /** Sends one request with the session's token; signs in anew, once, when the session is over. */
  private async carry(call: ApiCall, transport: Transport): Promise<ApiAnswer> {
    const used = this.token;
    const first = await transport(await this.authorized(call, transport));
    if (problemCode(first) !== 'SESSION_OVER') return first;
    if (this.token === used || used === undefined) this.token = undefined;
    return await transport(await this.authorized(call, transport));
  }

  private async authorized(call: ApiCall, transport: Transport): Promise<ApiCall> {
    return { ...call, headers: { ...call.headers, authorization: await this.authorization(transport) } };
  }

  /** Two spendings that are endorsed at the same moment would read the same balance. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const running = this.last.then(task, task);
    this.last = running.catch(() => undefined);
    return running;
  }

  private signedBy(identity: OwnKeyIdentity): SignedRequests {
    const { retry = defaultRetry, now = Date.now } = this.options;
    return new SignedRequests(identity, retry, this.given, now);
  }
}

const enrollmentIdOf = (member: string): string => member.slice(0, member.indexOf('@'));
