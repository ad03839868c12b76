import { randomBytes } from 'node:crypto';
import { type SigningIdentity } from '../msp/signing-identity';
import {
  Block,
  LastConfig,
  Metadata,
  type BlockHeader,
  OrdererBlockMetadata,
  SignatureHeader,
} from '../wire/common-messages';
import { dataHash, headerBytes } from './block-header';

const noBytes: Buffer = Buffer.alloc(0);
const nonceBytes = 24;
const lastConfig = OrdererBlockMetadata.encode({ lastConfig: { index: 0 } });

/** A block as the orderer hands it out: numbered, linked to the one before, signed. */
export interface OrderedBlock {
  readonly header: BlockHeader;
  readonly envelopes: readonly Buffer[];
  readonly signatures: Buffer;
}

/** Makes the block that follows `previousHash`, signed by the orderer. */
export function orderBlock(
  number: number,
  previousHash: Buffer,
  envelopes: readonly Buffer[],
  orderer: SigningIdentity,
): OrderedBlock {
  const header = { number, previousHash, dataHash: dataHash(envelopes) };
  const signatureHeader = SignatureHeader.encode({
    creator: Buffer.from(orderer.serialized),
    nonce: randomBytes(nonceBytes),
  });
  const signature = orderer.sign(signedBytes(lastConfig, signatureHeader, header));
  return {
    header,
    envelopes,
    signatures: Metadata.encode({ value: lastConfig, signatures: [{ signatureHeader, signature }] }),
  };
}

/** What the orderer's signature covers. */
export function signedBytes(value: Buffer, signatureHeader: Buffer, header: BlockHeader): Buffer {
  return Buffer.concat([value, signatureHeader, headerBytes(header)]);
}

/** The block as the committer keeps it: with its transactions' validation codes and the commit hash. */
export function committedBytes(
  { header, envelopes, signatures }: OrderedBlock,
  codes: Buffer,
  commitHash: Buffer,
): Buffer {
  const lastConfigMetadata = Metadata.encode({ value: LastConfig.encode({ index: 0 }) });
  return Block.encode({
    header,
    data: { data: envelopes },
    metadata: {
      metadata: [signatures, lastConfigMetadata, codes, noBytes, Metadata.encode({ value: commitHash })],
    },
  });
}
