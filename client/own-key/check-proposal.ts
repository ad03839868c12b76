import { type Bytes, bytesOf, concat, sameBytes, sha256, textOf, toHex } from './bytes';
import { type ExpectedCall, type ExpectedTransient, type SigningContext } from './expected-call';
import {
  readChannelHeader,
  readChaincodeName,
  readHeader,
  readHeaderExtension,
  readIdentity,
  readInvocation,
  readMapEntry,
  readProposal,
  readProposalPayload,
  readSignatureHeader,
  readTimestamp,
} from './fabric-messages';
import { insist } from './signing-refused';

const ENDORSER_TRANSACTION = 3n;
/** Bytes; a shorter nonce could come twice. */
const SHORTEST_NONCE = 16;
const FARTHEST_S = 60n;

/** A proposal that says what was asked, opened. */
export interface CheckedProposal {
  readonly transactionId: string;
  readonly channelHeader: Uint8Array;
  readonly signatureHeader: Uint8Array;
  /** The invocation as its bytes, without the transient data that stays beside it. */
  readonly input: Uint8Array;
}

/**
 * Opens a proposal that a gateway wants signed and compares it with what was asked: channel, chaincode, transaction,
 * every argument, transient data, creator, transaction id, time (at most a minute from `now`, in ms). Throws
 * SigningRefused with what differs. Bytes that pass can be signed: there is no other way to read them.
 */
export async function checkProposal(
  bytes: Bytes,
  expected: ExpectedCall,
  context: SigningContext,
  now = Date.now(),
): Promise<CheckedProposal> {
  const { header, payload } = readProposal(bytes);
  const { channelHeader, signatureHeader } = readHeader(header);
  const transactionId = await checkHeaders(channelHeader, signatureHeader, context, now);
  const { input, transient } = readProposalPayload(payload);
  checkInvocation(input, expected, context);
  checkTransient(transient, expected.transient);
  return { transactionId, channelHeader, signatureHeader, input };
}

async function checkHeaders(
  channelHeader: Uint8Array,
  signatureHeader: Uint8Array,
  context: SigningContext,
  now: number,
): Promise<string> {
  const { type, timestamp, channel, transactionId, extension } = readChannelHeader(channelHeader);
  insist(
    type === ENDORSER_TRANSACTION,
    'TRANSACTION',
    `Expected a transaction (type 3), found type ${type.toString()}.`,
  );
  insist(channel === context.channel, 'CHANNEL', `Expected channel ${context.channel}, found ${channel}.`);
  const named = readChaincodeName(readHeaderExtension(extension).chaincode);
  insist(named === context.chaincode, 'CHAINCODE', `Expected chaincode ${context.chaincode}, found ${named}.`);
  const { seconds, nanos } = readTimestamp(timestamp);
  const apart = seconds - BigInt(Math.floor(now / 1000));
  const near = apart <= FARTHEST_S && -apart <= FARTHEST_S && nanos < 1_000_000_000n;
  insist(
    near,
    'TIME',
    `The proposal is dated ${apart.toString()} s from this clock; at most ${FARTHEST_S.toString()} s are taken.`,
  );
  const { creator, nonce } = readSignatureHeader(signatureHeader);
  const { mspId, certificate } = readIdentity(creator);
  const own = mspId === context.mspId && certificate === context.certificatePem;
  insist(own, 'CREATOR', 'The proposal names another creator than the one who signs.');
  insist(
    nonce.length >= SHORTEST_NONCE,
    'TRANSACTION_ID',
    `The nonce has ${nonce.length} bytes, expected ${SHORTEST_NONCE} or more.`,
  );
  const computed = toHex(await sha256(concat(nonce, creator)));
  insist(transactionId === computed, 'TRANSACTION_ID', 'The transaction id is not that of its nonce and creator.');
  return transactionId;
}

function checkInvocation(input: Uint8Array, expected: ExpectedCall, context: SigningContext): void {
  const { chaincode, args } = readInvocation(input);
  insist(chaincode === context.chaincode, 'CHAINCODE', `Expected chaincode ${context.chaincode}, found ${chaincode}.`);
  const [name, ...rest] = args;
  const found = name === undefined ? 'none' : textOf(name);
  insist(found === expected.transaction, 'TRANSACTION', `Expected ${expected.transaction}, found ${found}.`);
  const all = rest.length === expected.args.length;
  insist(all, 'ARGUMENTS', `Expected ${expected.args.length} arguments, found ${rest.length}.`);
  rest.forEach((arg, index) => {
    const asked = expected.args[index] ?? '';
    insist(sameBytes(arg, bytesOf(asked)), 'ARGUMENTS', `Argument ${index + 1} of ${found} is not what was asked.`);
  });
}

function checkTransient(entries: readonly Uint8Array[], expected: ExpectedTransient | undefined): void {
  if (!expected) {
    insist(entries.length === 0, 'TRANSIENT', 'The proposal carries transient data that nobody asked for.');
    return;
  }
  const [entry] = entries;
  insist(
    entry !== undefined && entries.length === 1,
    'TRANSIENT',
    `Expected one transient entry, found ${entries.length}.`,
  );
  const { key, value } = readMapEntry(entry);
  insist(key === expected.key, 'TRANSIENT', `Expected the transient key ${expected.key}, found another.`);
  if (!expected.evidence) checkDocument(textOf(value), expected);
}

/** The document is what the member gave, with the random fields added: in that order, so that its text can be compared. */
function checkDocument(text: string, { given, random }: ExpectedTransient): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    insist(false, 'TRANSIENT', 'The transient document is not JSON.');
  }
  const found = typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {};
  const made = Object.entries(random).map(([name, size]) => {
    const value = found[name];
    const fits = typeof value === 'string' && value.length === 2 * size && /^[0-9a-f]*$/.test(value);
    insist(fits, 'TRANSIENT', `Expected ${size} random bytes as ${name} in the transient document.`);
    return [name, value] as const;
  });
  const expected = JSON.stringify({ ...given, ...Object.fromEntries(made) });
  insist(text === expected, 'TRANSIENT', 'The transient document is not what was given.');
}
