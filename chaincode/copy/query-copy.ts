import { type ChaincodeStub } from 'fabric-shim-api';
import { createChaincode } from '../sunledger-chaincode';
import { type ChaincodeError, decodeChaincodeError } from '../wire/chaincode-error';

/** A copy of the public state, as whoever keeps one lends it to a query; all reads of a query see the same moment. */
export interface StateCopy {
  /** The record as stored, or undefined. */
  get(key: string): Promise<string | undefined>;
  /** At most `limit` entries with start <= key < end, in byte order of their keys. */
  range(start: string, end: string, limit: number): Promise<readonly StateEntry[]>;
}

export interface StateEntry {
  readonly key: string;
  readonly value: string;
}

/** A query and who asks it. */
export interface CopyQuery {
  /** `contract:name`. */
  readonly name: string;
  readonly args: readonly string[];
  readonly caller: { readonly mspId: string; readonly certificatePem: string };
  /** When it is asked. */
  readonly at: ReturnType<ChaincodeStub['getDateTimestamp']>;
}

/** Reads of a range are fetched so many at a time. */
const BATCH = 100;
const chaincode = createChaincode();

/**
 * Answers a query of the chaincode over a copy of the public state: the same code, so the same answer, the same refusals
 * and the same roles as at a peer that stands at that block. Whether the caller's certificate is valid is for the one who
 * asks to have checked. What needs more than the public state, private data or a key's history, makes this throw.
 */
export async function queryCopy(
  state: StateCopy,
  { name, args, caller, at }: CopyQuery,
): Promise<{ readonly payload: Uint8Array } | { readonly refusal: ChaincodeError }> {
  const missing = (what: string) => () => Promise.reject(new Error(`A copy of the public state has no ${what}`));
  const stub: Partial<Record<keyof ChaincodeStub, unknown>> = {
    getArgs: () => [name, ...args],
    getTxID: () => '',
    getCreator: () => ({ mspid: caller.mspId, idBytes: Buffer.from(caller.certificatePem) }),
    getDateTimestamp: () => at,
    getTransient: () => new Map(),
    getState: async (key: string) => Buffer.from((await state.get(key)) ?? '', 'utf8'),
    getStateByRange: (start: string, end: string) => Promise.resolve(iterate(state, start, end)),
    getStateByRangeWithPagination: (start: string, end: string, pageSize: number) => page(state, start, end, pageSize),
    getHistoryForKey: missing('history'),
    getPrivateData: missing('private data'),
    putState: missing('place for writes'),
    deleteState: missing('place for writes'),
  };
  const response = await chaincode.Invoke(stub as unknown as ChaincodeStub);
  if (response.status === 200) return { payload: response.payload ?? Buffer.alloc(0) };
  const refusal = decodeChaincodeError(response.message ?? '');
  if (refusal) return { refusal };
  throw new Error(`${name} failed over the copy of the state: ${response.message ?? ''}`);
}

const bytesOf = ({ key, value }: StateEntry) => ({ namespace: '', key, value: Buffer.from(value, 'utf8') });

function iterate(state: StateCopy, start: string, end: string) {
  let fetched: readonly StateEntry[] = [];
  let position = 0;
  let from: string | undefined = start;
  return {
    next: async () => {
      if (position === fetched.length && from !== undefined) {
        fetched = await state.range(from, end, BATCH);
        position = 0;
        const last = fetched.at(-1);
        // No key lies between: "!" is below every character that keys have.
        from = fetched.length < BATCH || !last ? undefined : `${last.key}!`;
      }
      const entry = fetched[position++];
      return entry ? { done: false, value: bytesOf(entry) } : { done: true, value: undefined };
    },
    close: () => Promise.resolve(),
  };
}

/** The bookmark is the first key of the next page, as a peer has it. */
async function page(state: StateCopy, start: string, end: string, pageSize: number) {
  const found = await state.range(start, end, pageSize + 1);
  const entries = found.slice(0, pageSize).map(bytesOf);
  let position = 0;
  return {
    iterator: {
      next: () => {
        const value = entries[position++];
        return Promise.resolve(value ? { done: false, value } : { done: true, value: undefined });
      },
      close: () => Promise.resolve(),
    },
    metadata: { fetchedRecordsCount: entries.length, bookmark: found[pageSize]?.key ?? '' },
  };
}
