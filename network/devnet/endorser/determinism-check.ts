import { decodeRwSet, type NamespaceRwSet } from '../committer/transaction-rwset';
import { type ChaincodeResult } from '../chaincode-stream/chaincode-stream';
import { fromStateKey } from '../wire/state-key';
import { type SimulationResults } from './rwset-builder';

/** What one chaincode process made of a proposal. */
export interface Simulated extends Pick<ChaincodeResult, 'response' | 'event'> {
  readonly results: SimulationResults;
}

/** How many differences a message names. */
const mostNamed = 5;

/**
 * In what two processes differ that simulated the same proposal on the same ledger: a sentence that names the keys, or
 * undefined when every byte is the same. Real organisations would not agree on such a transaction, on some day.
 */
export function nondeterminism(one: Simulated, other: Simulated): string | undefined {
  const found: string[] = [];
  if (one.response.status !== other.response.status) found.push('the status of the result');
  if (one.response.message !== other.response.message) found.push('the message of the result');
  if (!one.response.payload.equals(other.response.payload)) found.push('the result');
  if (shownEvent(one) !== shownEvent(other)) found.push('the event');
  if (!one.results.publicRwSet.equals(other.results.publicRwSet)) {
    found.push(...differingKeys(one.results.publicRwSet, other.results.publicRwSet));
  }
  if (found.length === 0) return undefined;
  const more = found.length > mostNamed ? ` and ${found.length - mostNamed} more` : '';
  return `the chaincode is not deterministic: two processes differ in ${found.slice(0, mostNamed).join(', ')}${more}`;
}

function shownEvent({ event }: Simulated): string {
  return event === undefined ? '' : `${event.eventName}\n${event.payload.toString('latin1')}`;
}

function differingKeys(one: Buffer, other: Buffer): string[] {
  const [first, second] = [entriesOf(one), entriesOf(other)];
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  const differing = names.filter((name) => first.get(name) !== second.get(name));
  return differing.length > 0 ? differing : ['the order of what was read'];
}

/** Every read and write by a name that a person understands, with all that belongs to it as text. */
function entriesOf(rwset: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  for (const set of decodeRwSet(rwset).namespaces) addEntries(set, entries);
  return entries;
}

function addEntries({ kv, collections }: NamespaceRwSet, entries: Map<string, string>): void {
  const add = (what: string, key: string, entry: object): void => {
    entries.set(`${what} ${JSON.stringify(key)}`, shown(entry));
  };
  for (const each of kv.reads) add('the read of', fromStateKey(each.key), each);
  for (const each of kv.rangeQueries) add('the range from', fromStateKey(each.startKey), each);
  for (const each of kv.writes) add('the write of', fromStateKey(each.key), each);
  for (const each of kv.metadataWrites) add('the policy of', fromStateKey(each.key), each);
  for (const { collection, hashed } of collections) {
    const named = (hash: Buffer): string => `${collection}/${hash.toString('hex').slice(0, 16)}`;
    for (const each of hashed.reads) add('the private read of', named(each.keyHash), each);
    for (const each of hashed.writes) add('the private write of', named(each.keyHash), each);
    for (const each of hashed.metadataWrites) add('the private policy of', named(each.keyHash), each);
  }
}

const shown = (entry: object): string =>
  JSON.stringify(entry, (_, part: unknown) => (Buffer.isBuffer(part) ? part.toString('base64') : part));
