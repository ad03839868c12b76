import { AuthApi } from './generated/auth-api';
import { type ApiAnswer, type ApiCall, type MemberSigner, type Transport } from './own-key/member-signer';
import { codeOf } from './problem';
import { Requests } from './requests';

/** Who has its key kept by the gateway, under a passphrase. */
export interface KeptKeyOptions {
  readonly member: string;
  readonly passphrase: string;
  /** Token of a session that is open already, to begin with. */
  readonly token?: string;
}

/** A member whose key the gateway keeps. Signs in when it first has to and again when its session is over. */
export class KeptKey implements MemberSigner {
  readonly member: string;
  private readonly passphrase: string;
  private open: string | undefined;
  private signingIn: Promise<string> | undefined;

  constructor({ member, passphrase, token }: KeptKeyOptions) {
    this.member = member;
    this.passphrase = passphrase;
    if (token !== undefined) this.open = `Bearer ${token}`;
  }

  async send(call: ApiCall, transport: Transport): Promise<ApiAnswer> {
    const authorization = await this.authorization(transport);
    const answer = await transport(withAuthorization(call, authorization));
    if (codeOf(answer) !== 'SESSION_OVER') return answer;
    // Whoever notices first lets go of the session; the others wait for the next one.
    if (this.open === authorization) this.open = undefined;
    return await transport(withAuthorization(call, await this.authorization(transport)));
  }

  async authorization(transport: Transport): Promise<string> {
    if (this.open !== undefined) return this.open;
    this.signingIn ??= this.signIn(transport).finally(() => (this.signingIn = undefined));
    return await this.signingIn;
  }

  /**
   * Has the member's CA certify a new key against a one-time secret, which the gateway makes and keeps under the
   * passphrase, and goes on in the session that this opens. Throws GatewayProblem.
   */
  async enroll(secret: string, auth: AuthApi): Promise<void> {
    const [enrollmentId = '', organization = ''] = this.member.split('@');
    const { session } = await auth.enroll({ organization, enrollmentId, secret, passphrase: this.passphrase });
    if (session) this.open = `Bearer ${session.token}`;
  }

  private async signIn(transport: Transport): Promise<string> {
    const { member, passphrase } = this;
    const { token } = await new AuthApi(Requests.once(transport)).signIn({ member, passphrase });
    this.open = `Bearer ${token}`;
    return this.open;
  }
}

const withAuthorization = (call: ApiCall, authorization: string): ApiCall => ({
  ...call,
  headers: { ...call.headers, authorization },
});
