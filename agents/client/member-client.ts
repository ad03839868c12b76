import { KeptKey, SunledgerClient } from '../../client';
import { type Operation } from '../../client/operation';
import { WHOLE } from './calls';

/** Who signs in: an enrolled member of an organisation whose key the gateway keeps under a passphrase. */
export interface Credentials {
  readonly enrollmentId: string;
  readonly mspId: string;
  readonly passphrase: string;
}

type Method = Operation['method'];

/**
 * A member at a gateway, whose key is kept there. It signs in when it first has to and again when its session is over.
 * Besides the operations of every client it takes addresses as they stand in the API's documents.
 */
export class MemberClient extends SunledgerClient {
  private readonly key: KeptKey;

  /** Goes the way of `gateway`, which members share. */
  constructor(gateway: SunledgerClient, { enrollmentId, mspId, passphrase }: Credentials) {
    const key = new KeptKey({ member: `${enrollmentId}@${mspId}`, passphrase });
    super({ url: '', signer: key }, gateway.http);
    this.key = key;
  }

  override get member(): string {
    return this.key.member;
  }

  /** Has the organisation's CA issue a certificate against the one-time secret, and the gateway keep its key. */
  async enroll(secret: string): Promise<void> {
    await this.key.enroll(secret, this.auth);
  }

  /** The document at an address. */
  read<T>(address: string): Promise<T> {
    return this.requests.send<T>(...operationAt('GET', address));
  }

  /** Every entry of a list, page by page in its order. */
  readAll<T>(address: string): Promise<T[]> {
    const [operation, request] = operationAt('GET', address, WHOLE);
    return this.requests.list<T>(operation, request).all();
  }

  /** Submits a command and waits until it is committed; answers what its transaction answered. */
  async submit<T>(address: string, body: object = {}, method: Method = 'POST'): Promise<T> {
    return (await this.requests.write<T>(...operationAt(method, address, body))).result;
  }

  /** Sends something, once, and answers the document that comes back. */
  post<T>(address: string, body: object): Promise<T> {
    return this.requests.send<T>(...operationAt('POST', address, body));
  }
}

/** The operation at an address, and its request: the fields of the query and the given ones. */
function operationAt(method: Method, address: string, fields: object = {}): [Operation, Record<string, unknown>] {
  const [path = '', search = ''] = address.split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  const read = method === 'GET';
  const operation: Operation = {
    ...{ id: path, method, path, body: !read, authenticated: true, transactions: [] },
    query: [...Object.keys(query), ...(read ? ['pageSize', 'bookmark'] : [])],
    kind: read ? 'read' : 'other',
  };
  return [operation, { ...query, ...fields }];
}
