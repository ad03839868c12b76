import { type LedgerEvent } from '../chaincode/wire/events';
import { type FollowOptions } from './follow-stream';
import { Api } from './generated/api';
import { type FollowEventsRequest } from './generated/types';
import { HttpTransport, type TransportOptions } from './http-transport';
import { type MemberSigner } from './own-key/member-signer';
import { Requests } from './requests';
import { readServerEvents, type ServerEvent } from './server-events';

/** How to reach a gateway, and who is asking; without `signer`, what everybody may ask. */
export interface ClientOptions extends TransportOptions {
  readonly signer?: MemberSigner;
}

/** An event of the ledger with its place, by which a stream can be resumed later. */
export interface FollowedEvent {
  /** `<block>.<number in the block>`; empty for what is no transaction, like BookPrices. */
  readonly id: string;
  /** Name of the transaction. */
  readonly name: string;
  readonly event: LedgerEvent;
}

/**
 * A client of a Sunledger gateway, for browsers and Node: every operation of the API as a typed method under its
 * resource (`client.books.placeOrder(...)`), and what happens on the ledger as an async iteration.
 */
export class SunledgerClient extends Api {
  readonly requests: Requests;
  private readonly options: TransportOptions;
  /** The way to the gateway, which clients of several members can share. */
  readonly http: HttpTransport;

  /** `http`: a way to the gateway that there is already, in place of one by the options. */
  constructor({ signer, ...transport }: ClientOptions, http = new HttpTransport(transport)) {
    const requests = new Requests(http, signer);
    super(requests);
    this.requests = requests;
    this.http = http;
    this.options = transport;
  }

  /** The same gateway, asked by somebody else over the same way: what one learns of the ledger's progress, all know. */
  as(signer: MemberSigner): SunledgerClient {
    return new SunledgerClient({ ...this.options, signer }, this.http);
  }

  /** The member that the client acts for. */
  get member(): string | undefined {
    return this.requests.signer?.member;
  }

  /**
   * What happens on the ledger, in its order, until the signal says stop; from now on, or from behind `after`. A stream
   * that breaks off is taken up again, so that no event is missed and none comes twice.
   */
  async *follow(filter: FollowEventsRequest, options: FollowOptions): AsyncGenerator<FollowedEvent, void, undefined> {
    for await (const { id, event, data } of this.events.followEvents(filter, options)) {
      yield { id, name: event, event: JSON.parse(data) as LedgerEvent };
    }
  }

  /**
   * The ledger's events from now on as one stream has them, heartbeats included, until it ends or breaks: for who wants to
   * notice that it has fallen silent.
   */
  async *listen(signal: AbortSignal): AsyncGenerator<ServerEvent, void, undefined> {
    const headers = { accept: 'text/event-stream' };
    yield* readServerEvents(await this.requests.opened({ method: 'GET', path: '/v1/events', headers, signal }));
  }
}
