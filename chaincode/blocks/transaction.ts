import { createHash } from 'node:crypto';
import { type Seconds } from '../domain/time';
import { BlockError } from './block-error';
import { Message } from './message';

const ENDORSER_TRANSACTION = 3;
const LATEST_TIME: Seconds = 253_402_300_799;
/** Nobody makes a reader check more signatures than this. */
const MOST_ENDORSEMENTS = 100;

export interface Endorsement {
  /** The peer, as an msp.SerializedIdentity. */
  readonly endorser: Buffer;
  readonly signature: Buffer;
}

/** Which transaction of which block wrote a key last. */
export interface Version {
  readonly block: number;
  readonly transaction: number;
}

/**
 * A transaction of a chaincode, as it lies in a block or as a peer's gateway gives it out to be signed. What it says
 * hangs together: its id is that of its creator and nonce, and what was endorsed answers its own proposal. Whether
 * anybody really signed it is still to be checked (see `signatures`).
 */
export interface Transaction {
  readonly id: string;
  readonly channel: string;
  /** The client's, whole seconds. */
  readonly time: Seconds;
  /** Who proposed it, as an msp.SerializedIdentity. */
  readonly creator: Buffer;
  readonly chaincode: string;
  /** What each endorser signed, before its own identity. */
  readonly endorsed: Buffer;
  readonly endorsements: readonly Endorsement[];
  /** What the chaincode answered. */
  readonly response: { readonly status: number; readonly payload: Buffer };
  /** What the chaincode wrote under its own name: the value, or null where it deleted. */
  readonly writes: ReadonlyMap<string, Buffer | null>;
  /** What the chaincode read under its own name: the key's version, or null where there was no such key. */
  readonly reads: ReadonlyMap<string, Version | null>;
}

/** Reads a transaction from the payload of its envelope. BlockError MALFORMED or HASH. */
export function readTransaction(payload: Uint8Array): Transaction {
  const { whole, channelBytes, signerBytes, channel, creator, id } = headersOf(payload);
  if (channel.integer(1) !== ENDORSER_TRANSACTION) {
    throw new BlockError('MALFORMED', 'The transaction is none of a chaincode');
  }
  const [action, ...others] = new Message(whole.bytes(2), "The transaction's data").list(1);
  if (!action || others.length > 0) throw new BlockError('MALFORMED', 'The transaction has not exactly one action');
  const chaincodeAction = new Message(new Message(action, 'The action').bytes(2), "The action's payload");
  const proposal = chaincodeAction.bytes(1);
  const endorsedAction = required(
    chaincodeAction.message(2, 'The endorsed action'),
    'The transaction has no endorsed action',
  );
  const endorsed = endorsedAction.bytes(1);
  const answer = new Message(endorsed, 'The endorsed response');
  const proposalHash = createHash('sha256').update(channelBytes).update(signerBytes).update(proposal).digest();
  if (!answer.bytes(1).equals(proposalHash)) {
    throw new BlockError('HASH', 'What was endorsed answers another proposal than that of the transaction');
  }
  return {
    id,
    channel: channel.text(4),
    time: timeOf(channel),
    creator,
    ...resultOf(new Message(answer.bytes(2), "The chaincode's action")),
    endorsed,
    endorsements: endorsementsOf(endorsedAction),
  };
}

/** The id of any transaction, from the payload of its envelope: computed, not believed. BlockError MALFORMED or HASH. */
export const transactionId = (payload: Uint8Array): string => headersOf(payload).id;

function headersOf(payload: Uint8Array) {
  const whole = new Message(payload, 'The transaction');
  const header = required(whole.message(1, "The transaction's header"), 'The transaction has no header');
  const [channelBytes, signerBytes] = [header.bytes(1), header.bytes(2)];
  const channel = new Message(channelBytes, "The transaction's channel header");
  const signer = new Message(signerBytes, "The transaction's signature header");
  const [creator, nonce] = [signer.bytes(1), signer.bytes(2)];
  const id = createHash('sha256').update(nonce).update(creator).digest('hex');
  if (channel.text(5) !== id) {
    throw new BlockError('HASH', "The transaction's id isn't that of its creator and nonce");
  }
  return { whole, channelBytes, signerBytes, channel, creator, id };
}

function timeOf(channel: Message): Seconds {
  const time = channel.message(3, "The transaction's time")?.integer(1) ?? 0;
  if (time > LATEST_TIME) throw new BlockError('MALFORMED', "The transaction's time is after the year 9999");
  return time;
}

function endorsementsOf(action: Message): readonly Endorsement[] {
  const endorsements = action.list(2);
  if (endorsements.length > MOST_ENDORSEMENTS) {
    throw new BlockError('MALFORMED', `The transaction has more than ${MOST_ENDORSEMENTS} endorsements`);
  }
  return endorsements.map((bytes) => {
    const endorsement = new Message(bytes, 'An endorsement');
    return { endorser: endorsement.bytes(1), signature: endorsement.bytes(2) };
  });
}

function resultOf(action: Message): Pick<Transaction, 'chaincode' | 'response' | 'reads' | 'writes'> {
  const chaincode = action.message(4, "The chaincode's id")?.text(2) ?? '';
  const response = action.message(3, "The chaincode's response");
  return {
    chaincode,
    response: { status: response?.integer(1) ?? 0, payload: response?.bytes(3) ?? Buffer.alloc(0) },
    ...keysOf(action.bytes(1), chaincode),
  };
}

/** Reads and writes of one namespace, out of a TxReadWriteSet. */
function keysOf(bytes: Buffer, namespace: string): Pick<Transaction, 'reads' | 'writes'> {
  const reads = new Map<string, Version | null>();
  const writes = new Map<string, Buffer | null>();
  const sets = new Message(bytes, 'The read-write set')
    .list(2)
    .map((set) => new Message(set, 'A read-write set'))
    .filter((set) => set.text(1) === namespace);
  if (sets.length > 1) throw new BlockError('MALFORMED', `The read-write set names ${namespace} twice`);
  const set = new Message(sets[0]?.bytes(2) ?? Buffer.alloc(0), 'The read-write set of the chaincode');
  for (const item of set.list(1)) {
    const read = new Message(item, 'A read');
    const version = read.message(2, 'A version');
    once(reads, read.text(1), version ? { block: version.integer(1), transaction: version.integer(2) } : null);
  }
  for (const item of set.list(3)) {
    const write = new Message(item, 'A write');
    once(writes, write.text(1), write.integer(2) === 0 ? write.bytes(3) : null);
  }
  return { reads, writes };
}

function once<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.has(key)) throw new BlockError('MALFORMED', 'The read-write set names a key twice');
  map.set(key, value);
}

function required<T>(part: T | undefined, message: string): T {
  if (part === undefined) throw new BlockError('MALFORMED', message);
  return part;
}
