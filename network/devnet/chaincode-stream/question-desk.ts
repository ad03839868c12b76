import { type Simulation, SimulationError } from '../endorser/simulation';
import { type QueryResults } from '../endorser/query-results';
import {
  ChaincodeMessage,
  DelState,
  GetHistoryForKey,
  GetQueryResult,
  GetState,
  GetStateByRange,
  MessageType,
  PutState,
  PutStateMetadata,
  QueryMetadata,
  QueryResponse,
  QueryResponseMetadata,
  QueryStateNext,
  StateMetadataResult,
} from '../wire/chaincode-messages';
import { ChaincodeId, ChaincodeSpec, Response } from '../wire/peer-messages';
import { type StateKey } from '../wire/state-key';
import { WireError } from '../wire/reader';

/** core.yaml's ledger.state.totalQueryLimit: a query ends there, silently. */
const totalQueryLimit = 100_000;
/** How many results the peer sends at a time. */
const resultsPerMessage = 100;

const noPayload: Buffer = Buffer.alloc(0);
const questionNames = new Map<number, string>(Object.entries(MessageType).map(([name, type]) => [type, name]));

interface OpenQuery {
  readonly results: QueryResults;
  readonly inPages: boolean;
  pending: Buffer[];
  returned: number;
}

/** Answers what the chaincode asks in the course of one transaction. */
export class QuestionDesk {
  private readonly queries = new Map<string, OpenQuery>();
  private nextQuery = 1;

  constructor(
    private readonly simulation: Simulation,
    private readonly channel: string,
  ) {}

  /** The payload of the RESPONSE. Throws QuestionError with the text of the ERROR. */
  answer({ type, payload, txid }: ChaincodeMessage): Buffer | Promise<Buffer> {
    try {
      const answer = this.dispatch(type, payload);
      if (answer instanceof Promise) return answer.catch((error: unknown) => this.refuse(type, txid, error));
      return answer ?? noPayload;
    } catch (error) {
      return this.refuse(type, txid, error);
    }
  }

  async close(): Promise<void> {
    const open = [...this.queries.values()];
    this.queries.clear();
    await Promise.all(open.map(({ results }) => results.close()));
  }

  private refuse(type: number, txId: string, error: unknown): never {
    const name = questionNames.get(type) ?? String(type);
    if (error instanceof SimulationError)
      throw new QuestionError(`${name} failed: transaction ID: ${txId}: ${error.message}`);
    if (error instanceof WireError) {
      throw new QuestionError(`${name} failed: transaction ID: ${txId}: unmarshal failed: ${error.message}`);
    }
    throw error;
  }

  private dispatch(type: number, payload: Buffer): Buffer | undefined | Promise<Buffer> {
    const { simulation } = this;
    switch (type) {
      case MessageType.GET_STATE: {
        const { key, collection } = GetState.decode(payload);
        return collection === '' ? simulation.getState(key) : simulation.getPrivateData(collection, key);
      }
      case MessageType.PUT_STATE: {
        const { key, value, collection } = PutState.decode(payload);
        this.put(collection, key, value);
        return undefined;
      }
      case MessageType.DEL_STATE: {
        const { key, collection } = DelState.decode(payload);
        this.put(collection, key, noPayload);
        return undefined;
      }
      case MessageType.PURGE_PRIVATE_DATA: {
        const { key, collection } = DelState.decode(payload);
        simulation.purgePrivateData(collection, key);
        return undefined;
      }
      case MessageType.GET_PRIVATE_DATA_HASH: {
        const { key, collection } = GetState.decode(payload);
        return simulation.getPrivateDataHash(collection, key);
      }
      case MessageType.GET_STATE_METADATA:
        return this.getMetadata(payload);
      case MessageType.PUT_STATE_METADATA:
        this.putMetadata(payload);
        return undefined;
      case MessageType.GET_STATE_BY_RANGE:
        return this.range(payload);
      case MessageType.GET_HISTORY_FOR_KEY:
        return this.open(simulation.history(GetHistoryForKey.decode(payload).key), false, totalQueryLimit);
      case MessageType.QUERY_STATE_NEXT:
        return this.next(QueryStateNext.decode(payload).id);
      case MessageType.QUERY_STATE_CLOSE:
        return this.closeQuery(QueryStateNext.decode(payload).id);
      case MessageType.GET_QUERY_RESULT: {
        const { metadata } = GetQueryResult.decode(payload);
        const how = inPages(QueryMetadata.decode(metadata)) ? 'ExecuteQueryWithMetadata' : 'ExecuteQuery';
        throw new SimulationError(`${how} not supported for leveldb`);
      }
      case MessageType.INVOKE_CHAINCODE:
        return this.invoke(payload);
      default:
        throw new SimulationError(`Fabric side handler cannot handle message (${type}) while in ready state`);
    }
  }

  private put(collection: string, key: StateKey, value: Buffer): void {
    if (collection === '') this.simulation.putState(key, value);
    else this.simulation.putPrivateData(collection, key, value);
  }

  private getMetadata(payload: Buffer): Buffer {
    const { key, collection } = GetState.decode(payload);
    const entries =
      collection === ''
        ? this.simulation.getStateMetadata(key)
        : this.simulation.getPrivateDataMetadata(collection, key);
    return StateMetadataResult.encode({ entries: entries.map(({ name, value }) => ({ metakey: name, value })) });
  }

  private putMetadata(payload: Buffer): void {
    const { key, collection, metadata } = PutStateMetadata.decode(payload);
    const entry = { name: metadata?.metakey ?? '', value: metadata?.value ?? noPayload };
    if (collection === '') this.simulation.putStateMetadata(key, entry);
    else this.simulation.putPrivateDataMetadata(collection, key, entry);
  }

  private range(payload: Buffer): Promise<Buffer> {
    const { startKey, endKey, collection, metadata } = GetStateByRange.decode(payload);
    const page = QueryMetadata.decode(metadata);
    const limit = page.pageSize > 0 ? Math.min(page.pageSize, totalQueryLimit) : totalQueryLimit;
    if (collection !== '') return this.open(this.simulation.privateRange(collection, startKey, endKey), false, limit);
    if (!inPages(page)) return this.open(this.simulation.range(startKey, endKey), false, limit);
    const from = page.bookmark === '' ? startKey : page.bookmark;
    return this.open(this.simulation.page(from, endKey, page.pageSize), true, limit);
  }

  private open(results: QueryResults, paged: boolean, limit: number): Promise<Buffer> {
    const id = String(this.nextQuery++);
    this.queries.set(id, { results, inPages: paged, pending: [], returned: 0 });
    return this.next(id, limit);
  }

  private async next(id: string, limit = totalQueryLimit): Promise<Buffer> {
    const query = this.queries.get(id);
    if (query === undefined) throw new SimulationError('query iterator not found');
    while (query.returned < limit) {
      const result = await query.results.next();
      if (result === undefined) break;
      query.returned++;
      const full = !query.inPages && query.pending.length === resultsPerMessage;
      const batch = query.pending;
      if (full) query.pending = [];
      query.pending.push(result);
      if (full) return QueryResponse.encode({ results: wrapped(batch), hasMore: true, id });
    }
    this.queries.delete(id);
    const metadata = query.inPages
      ? QueryResponseMetadata.encode({
          fetchedRecordsCount: query.returned,
          bookmark: await query.results.bookmark(),
        })
      : noPayload;
    await query.results.close();
    return QueryResponse.encode({ results: wrapped(query.pending), hasMore: false, id, metadata });
  }

  private async closeQuery(id: string): Promise<Buffer> {
    const query = this.queries.get(id);
    this.queries.delete(id);
    await query?.results.close();
    return QueryResponse.encode({ id });
  }

  /** System chaincodes refuse in their response; there is no other chaincode to call. */
  private invoke(payload: Buffer): Buffer {
    const { chaincodeId } = ChaincodeSpec.decode(payload);
    const [target = '', channel = this.channel] = (chaincodeId ?? ChaincodeId.decode(noPayload)).name.split('/', 2);
    const [name = ''] = target.split(':', 1);
    if (name === 'qscc' || name === 'cscc') {
      const message = `Rejecting invoke of ${name.toUpperCase()} from another chaincode because of potential for deadlocks, original invocation for '${this.simulation.namespace}'`;
      const response = Response.encode({ status: 500, message, payload: noPayload });
      return ChaincodeMessage.encode({ type: MessageType.COMPLETED, payload: response });
    }
    const why =
      name === this.simulation.namespace
        ? 'chaincode that calls itself is not supported by the embedded network'
        : `chaincode ${name} not found`;
    throw new SimulationError(
      `execute failed: invalid invocation: [channel ${channel}] failed to get chaincode container info for ${name}: ${why}`,
    );
  }
}

/** The text of the ERROR that answers a question. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';
}

function inPages({ pageSize, bookmark }: { readonly pageSize: number; readonly bookmark: StateKey }): boolean {
  return pageSize !== 0 || bookmark !== '';
}

function wrapped(results: readonly Buffer[]): { readonly resultBytes: Buffer }[] {
  return results.map((resultBytes) => ({ resultBytes }));
}
