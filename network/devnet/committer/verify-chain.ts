import { type ChannelLedger } from '../store/channel-ledger';
import { dataHash } from '../orderer/block-header';
import { signedBytes } from '../orderer/block-writer';
import { Metadata, MetadataSlot, SignatureHeader } from '../wire/common-messages';
import { type CommittedBlock } from './committed-block';
import { type Identities } from './identities';

/** What a walk over a whole chain found: nothing wrong, or the first thing that is. */
export interface ChainVerdict {
  readonly blocks: number;
  readonly transactions: number;
  /** Of the first block that is wrong. */
  readonly problem: { readonly block: number; readonly what: string } | undefined;
}

/** Checks every block of a ledger: numbers, links, data hashes, and the orderer's signatures. Reads each block once. */
export async function verifyChain(ledger: ChannelLedger, identities: Identities): Promise<ChainVerdict> {
  let transactions = 0;
  let previous: CommittedBlock | undefined;
  for (let number = 0; number < ledger.height; number++) {
    const block = await ledger.block(number);
    const what = await problemOf(block, previous, number, identities);
    if (what !== undefined) return { blocks: number, transactions, problem: { block: number, what } };
    transactions += block.envelopes.length;
    previous = block;
  }
  return { blocks: ledger.height, transactions, problem: undefined };
}

async function problemOf(
  block: CommittedBlock,
  previous: CommittedBlock | undefined,
  number: number,
  identities: Identities,
): Promise<string | undefined> {
  if (block.number !== number) return `it has number ${block.number}`;
  const expected = previous?.hash ?? Buffer.alloc(0);
  if (!block.header.previousHash.equals(expected)) return "it doesn't name the hash of the block before";
  if (!dataHash(block.envelopes).equals(block.header.dataHash)) return "its transactions don't match its data hash";
  if (block.codes.length !== block.envelopes.length) return "it doesn't have one validation code per transaction";
  return (await signedByOrderer(block, identities)) ? undefined : 'it has no valid signature of an orderer';
}

async function signedByOrderer(block: CommittedBlock, identities: Identities): Promise<boolean> {
  const { value, signatures } = Metadata.decode(block.metadata[MetadataSlot.signatures] ?? Buffer.alloc(0));
  for (const { signatureHeader, signature } of signatures) {
    const { creator } = SignatureHeader.decode(signatureHeader);
    const identity = identities.validate(creator);
    const message = signedBytes(value, signatureHeader, block.header);
    if (identity.role === 'orderer' && (await identities.verify(identity, message, signature))) return true;
  }
  return false;
}
