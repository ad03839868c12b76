import { type Bytes, concat, fromBase64 } from '../own-key/bytes';
import { EndorserTrust, type KnownRoots } from '../own-key/endorser-trust';
import { readMessage } from '../own-key/protobuf-reader';
import { SigningRefused } from '../own-key/signing-refused';
import { blockHash, headerBytes, type ShownHeader } from './block-header';
import { type ChainFault, type FaultKind } from './chain-fault';

/** How headers are checked. */
export interface HeaderChecks {
  /** The last header that was found right; without it the first one has to be block 0. */
  readonly after?: ShownHeader | undefined;
  /**
   * Roots of the organisations that order, by MSP id: with them signatures are checked, too. Of those whom such a root
   * vouches for only nodes of the role `orderer` count, by their certificate's organisational unit: a peer's or a member's
   * signature is none, nor that of a certificate with several roles.
   */
  readonly orderers?: KnownRoots | undefined;
  /** How many different signatures a block needs, 1 where nothing is said. */
  readonly signatures?: number | undefined;
}

/** What checking came to. */
export interface HeaderVerdict {
  /** Headers that were found right. */
  readonly checked: number;
  /** The last of them, to go on after. */
  readonly last: ShownHeader | undefined;
  readonly fault: ChainFault | null;
}

/**
 * Checks consecutive headers without trust in whoever gives them: every hash is computed anew, each block has to name
 * that of the one before, and orderers have to have signed each but block 0, which nobody signs. Uses WebCrypto and nothing
 * else, so a browser can do it. Stops at the first block that doesn't fit. Orderers of BFT, which name their signer by a
 * number, are not understood: check their chains without `orderers`.
 */
export async function verifyHeaders(
  headers: readonly ShownHeader[],
  { after, orderers, signatures = 1 }: HeaderChecks = {},
): Promise<HeaderVerdict> {
  const trust = orderers && { roots: new EndorserTrust(orderers, 'orderer'), mspIds: Object.keys(orderers) };
  let last = after;
  let checked = 0;
  for (const header of headers) {
    const fault = (await chainFault(header, last)) ?? (trust ? await signatureFault(header, trust, signatures) : null);
    if (fault) return { checked, last, fault };
    last = header;
    checked += 1;
  }
  return { checked, last, fault: null };
}

async function chainFault(header: ShownHeader, before: ShownHeader | undefined): Promise<ChainFault | null> {
  const { number, previousHash, dataHash, hash } = header;
  const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text);
  if (!/^(0|[1-9]\d{0,17})$/.test(number) || !isHash(dataHash) || !(previousHash === '' || isHash(previousHash))) {
    return faultOf(header, 'MALFORMED', `The header of block ${number} is none.`);
  }
  const expected = before === undefined ? 0n : BigInt(before.number) + 1n;
  if (BigInt(number) !== expected) {
    return faultOf(header, 'LINK', `Block ${number} stands where block ${expected} was expected.`);
  }
  if (previousHash !== (before?.hash ?? '')) {
    return faultOf(header, 'LINK', `Block ${number} doesn't name the hash of the block before.`);
  }
  if ((await blockHash(header)) !== hash) {
    return faultOf(header, 'HASH', `The hash given for block ${number} isn't that of its header.`);
  }
  return null;
}

interface Orderers {
  readonly roots: EndorserTrust;
  readonly mspIds: readonly string[];
}

async function signatureFault(header: ShownHeader, orderers: Orderers, needed: number): Promise<ChainFault | null> {
  if (header.number === '0') return null;
  const signers = new Set<string>();
  try {
    const metadata = readMessage('The metadata of the signatures', fromBase64(header.signatures), {
      value: [1, 'bytes'],
      signatures: [2, 'many'],
    });
    for (const each of metadata.signatures) {
      const signer = await signerOf(each, metadata.value, headerBytes(header), orderers);
      if (signer !== undefined) signers.add(signer);
    }
  } catch (error) {
    if (!(error instanceof SigningRefused)) throw error;
    return faultOf(header, 'MALFORMED', `The signatures of block ${header.number} can't be read.`);
  }
  if (signers.size >= needed) return null;
  const found = `${signers.size} good signature${signers.size === 1 ? '' : 's'} of an orderer`;
  return faultOf(header, 'SIGNATURES', `Block ${header.number} has ${found}, ${needed} needed.`);
}

/** Who made a signature, if it is a good one of an organisation that orders. */
async function signerOf(
  bytes: Uint8Array,
  value: Uint8Array,
  header: Bytes,
  { roots, mspIds }: Orderers,
): Promise<string | undefined> {
  const given = readMessage("A block's signature", bytes, {
    header: [1, 'bytes'],
    signature: [2, 'bytes'],
    identifier: [3, 'bytes'],
  });
  const { creator } = readMessage("A signature's header", given.header, { creator: [1, 'bytes'], nonce: [2, 'bytes'] });
  const { mspId } = readMessage('An identity', creator, { mspId: [1, 'text'], certificate: [2, 'text'] });
  // An organisation without roots would be believed by its certificate alone.
  if (!mspIds.includes(mspId)) return undefined;
  try {
    await roots.check(creator, concat(value, given.header, header), given.signature);
    return `${mspId} ${String(creator)}`;
  } catch (error) {
    if (error instanceof SigningRefused) return undefined;
    throw error;
  }
}

const faultOf = ({ number }: ShownHeader, kind: FaultKind, message: string): ChainFault => ({
  block: number,
  kind,
  message,
});
