import { type GatewayTransport } from './gateway-transport';
import { isRefusal } from './gateway-error';

/** Who signs in: an enrolled member of an organisation whose key the gateway keeps under a passphrase. */
export interface Credentials {
  readonly enrollmentId: string;
  readonly mspId: string;
  readonly passphrase: string;
}

/** What a page of a list holds; `bookmark` is empty when nothing follows. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly bookmark: string;
}

/** How many entries of a list are asked for at once: the most that the ledger gives. */
const PAGE_SIZE = 200;

/**
 * A member at the gateway. Signs in when it first has to and again when its session is over; the key never leaves the
 * gateway, where the passphrase unlocks it. Methods throw GatewayError.
 */
export class MemberClient {
  /** As the ledger knows it. */
  readonly member: string;
  private signingIn: Promise<string> | undefined;

  constructor(
    private readonly transport: GatewayTransport,
    private readonly credentials: Credentials,
  ) {
    this.member = `${credentials.enrollmentId}@${credentials.mspId}`;
  }

  /** The document at a path. */
  async read<T>(path: string): Promise<T> {
    return (await this.signedIn((token) => this.transport.send({ method: 'GET', path, token }))) as T;
  }

  /** Every entry of a list, page by page in its order. */
  async readAll<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let bookmark = '';
    do {
      const query = new URLSearchParams({ pageSize: String(PAGE_SIZE), bookmark });
      const page = await this.read<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`);
      items.push(...page.items);
      bookmark = page.bookmark;
    } while (bookmark !== '');
    return items;
  }

  /** Submits a command and waits until it is committed; answers what its transaction answered. */
  async submit<T>(path: string, body: unknown = {}): Promise<T> {
    const answer = await this.signedIn((token) => this.transport.send({ method: 'POST', path, token, body }));
    return (answer as { readonly result: T }).result;
  }

  /** Sends something that is no transaction of the ledger: admission, renewal. */
  async post<T>(path: string, body: unknown): Promise<T> {
    return (await this.signedIn((token) => this.transport.send({ method: 'POST', path, token, body }))) as T;
  }

  /** Has the organisation's CA issue a certificate against the one-time secret, and the gateway keep its key. */
  async enroll(secret: string): Promise<void> {
    const { enrollmentId, mspId, passphrase } = this.credentials;
    await this.transport.send({
      method: 'POST',
      path: '/v1/auth/enroll',
      body: { organization: mspId, enrollmentId, secret, passphrase },
    });
    this.signingIn = undefined;
  }

  private async signedIn<T>(act: (token: string) => Promise<T>): Promise<T> {
    const used = this.session();
    try {
      return await act(await used);
    } catch (error) {
      if (!isRefusal(error, 'SESSION_OVER')) throw error;
      // Whoever notices first opens the next session; the others wait for it.
      if (this.signingIn === used) this.signingIn = undefined;
      return act(await this.session());
    }
  }

  private session(): Promise<string> {
    this.signingIn ??= this.signIn().catch((error: unknown) => {
      this.signingIn = undefined;
      throw error;
    });
    return this.signingIn;
  }

  private async signIn(): Promise<string> {
    const { enrollmentId, mspId, passphrase } = this.credentials;
    const answer = await this.transport.send({
      method: 'POST',
      path: '/v1/auth/sessions',
      body: { organization: mspId, enrollmentId, passphrase },
    });
    return (answer as { readonly token: string }).token;
  }
}
