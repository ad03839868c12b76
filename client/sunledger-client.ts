import { type LedgerEvent } from '../chaincode/wire/events';
import { type FollowOptions } from './follow-stream';
import { Api } from './generated/api';
import { type FollowEventsRequest } from './generated/types';
import { HttpTransport, type TransportOptions } from './http-transport';
import { type MemberSigner } from './own-key/member-signer';
import { Requests } from './requests';

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

  constructor(private readonly options: ClientOptions) {
    const { signer, ...transport } = options;
    const requests = new Requests(new HttpTransport(transport), signer);
    super(requests);
    this.requests = requests;
  }

  /** The same gateway, asked by somebody else. */
  as(signer: MemberSigner): SunledgerClient {
    return new SunledgerClient({ ...this.options, signer });
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
}
