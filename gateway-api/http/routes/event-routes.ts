import { type IncomingHttpHeaders } from 'node:http';
import { Type } from '@sinclair/typebox';
import { type Response } from 'express';
import { ListingId, MarketId, MemberId } from '../../../chaincode/wire/schemas';
import { type Authentication } from '../../auth/authentication';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { GetBook } from '../../../chaincode/wire/transactions/book';
import { type EventHub } from '../../fabric/event-hub';
import { ledgerCall } from '../../fabric/ledger-call';
import { type EventPosition, formatPosition, type NumberedEvent, parsePosition } from '../../fabric/ledger-events';
import { farewell } from '../../operations/shutdown';
import { type StreamTally } from '../../operations/stream-tally';
import { Refusal } from '../../refusal';
import { memberRoute } from '../gateway-route';
import { type LedgerReads } from '../ledger-reads';
import { type MemberRequest, type Route } from '../route';
import { BookPrices } from './book-prices';
import { EventAudience } from './event-audience';
import { visibleTo } from './visible-event';

const closed = { additionalProperties: false } as const;
const HEARTBEAT_MS = 5_000;
/** A client that catches up may stall for so long. */
const LONGEST_STALL_MS = 30_000;
/** A client that has not taken this many bytes is let go; it comes back with Last-Event-ID when it can. */
const MOST_WAITING_BYTES = 1 << 20;

interface Filter {
  readonly market?: string;
  readonly listing?: string;
  readonly member?: string;
}

interface Parts {
  readonly hub: EventHub;
  readonly authentication: Authentication;
  readonly reads: Pick<LedgerReads, 'ask'>;
  readonly audience: EventAudience;
}

/** Server-sent events (spec 32, "Live"). */
export function eventRoutes(
  hub: EventHub,
  authentication: Authentication,
  reads: Pick<LedgerReads, 'ask'>,
  streams: StreamTally,
): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/v1/events',
        operationId: 'followEvents',
        tag: 'events',
        summary: 'What happens on the ledger, as server-sent events; resumes after Last-Event-ID',
        query: Type.Object(
          {
            market: Type.Optional(MarketId),
            listing: Type.Optional(ListingId),
            member: Type.Optional(MemberId),
            after: Type.Optional(
              Type.String({
                pattern: '^(0|[1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,6})$',
                description: 'Id of the last event seen, like Last-Event-ID, for clients that cannot send headers',
                examples: ['42.0'],
              }),
            ),
          },
          closed,
        ),
        answers: {
          200: {
            description:
              'A stream; `event` is the name of the transaction, `id` is <block>.<number in the block>, `data` the ledger event. ' +
              'Who asks for an order book as `market` is told its prices, too, whenever they have moved: `event` is BookPrices, `data` has `bid`, `ask` and `last`, and there is no id',
            contentType: 'text/event-stream',
            schema: Type.String(),
          },
        },
        errors: ['RATE_LIMITED', 'READ_MODEL_EMPTY', 'NETWORK_UNAVAILABLE', 'NETWORK_REFUSED'],
      },
      async ({ query }, request) => {
        const after = positionOf(request.headers, query.after);
        const member = request.caller.identity.memberId;
        const audience = await EventAudience.of(request.caller, reads);
        streams.requireRoom(member);
        return {
          status: 200,
          stream: (response) => {
            const parts = { hub, authentication, reads, audience };
            follow(parts, request, query, after, response, streams.begin(member));
          },
        };
      },
    ),
  ];
}

function positionOf(headers: IncomingHttpHeaders, after: string | undefined): EventPosition | undefined {
  const text = headers['last-event-id'] ?? after;
  if (text === undefined) return undefined;
  const position = parsePosition(String(text));
  if (position) return position;
  throw new Refusal('INVALID_ARGUMENT', 'Last-Event-ID must be the id of an event, like 42.0.', {
    field: 'Last-Event-ID',
  });
}

function follow(
  { hub, authentication, reads, audience }: Parts,
  { caller }: MemberRequest,
  filter: Filter,
  after: EventPosition | undefined,
  response: Response,
  ended: () => void,
): void {
  // Not sent yet: when too many clients catch up at once, the answer is a problem document.
  response.setHeader('Content-Type', 'text/event-stream');
  response.setHeader('X-Accel-Buffering', 'no');
  const aborted = new AbortController();
  const end = (): void => void response.end();
  const leave = (): void => void response.end(farewell());
  hub.ended.addEventListener('abort', leave);
  let unsubscribe = (): void => undefined;
  const heartbeat = setInterval(() => {
    // Who was signed out or revoked hears nothing more; listening alone keeps nobody signed in.
    authentication.mayStay(caller).then((may) => {
      if (!may) response.end();
      else if (response.writableLength <= MOST_WAITING_BYTES) response.write(':\n\n');
    }, end);
  }, HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(heartbeat);
    hub.ended.removeEventListener('abort', leave);
    aborted.abort();
    unsubscribe();
    ended();
  });
  const { market } = filter;
  const prices =
    market === undefined
      ? undefined
      : new BookPrices(
          async () => {
            const answer = await reads.ask(caller, ledgerCall(GetBook, { book: market }));
            return JSON.parse(Buffer.from(answer).toString('utf8')) as ResultOf<typeof GetBook>;
          },
          (news) => {
            if (!aborted.signal.aborted) response.write(`event: BookPrices\ndata: ${JSON.stringify(news)}\n\n`);
          },
        );
  const deliver = (event: NumberedEvent): void => {
    if (aborted.signal.aborted || !audience.mayHear(event) || !concerns(event, filter)) return;
    if (response.writableLength > MOST_WAITING_BYTES) {
      response.destroy();
      return;
    }
    const data = visibleTo(caller.identity.memberId, event).replaceAll('\n', '\ndata: ');
    response.write(`id: ${formatPosition(event)}\nevent: ${event.name}\ndata: ${data}\n\n`);
    prices?.note(event.name);
  };
  unsubscribe = after
    ? hub.subscribeAfter(after, deliver, aborted.signal, caller.identity.memberId, () => roomFor(response))
    : hub.subscribe(deliver);
  response.write('retry: 1000\n\n');
}

/** Who catches up on what happened long ago gets it as fast as it takes it, and is let go when it takes nothing. */
function roomFor(response: Response): Promise<void> | undefined {
  if (response.writableLength <= MOST_WAITING_BYTES / 2) return undefined;
  return new Promise((resolve) => {
    const stalled = setTimeout(() => response.destroy(), LONGEST_STALL_MS);
    const go = (): void => {
      clearTimeout(stalled);
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

function concerns(event: NumberedEvent, { market, listing, member }: Filter): boolean {
  if (market === undefined && listing === undefined && member === undefined) return true;
  const content = event.content();
  if (!content) return false;
  if (market !== undefined && content.market !== market) return false;
  if (listing !== undefined && content.listing !== listing) return false;
  return member === undefined || content.by === member || (content.members ?? []).includes(member);
}
