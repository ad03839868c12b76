import { concat, fromBase64, sha256, toHex } from '../own-key/bytes';
import { readMessage } from '../own-key/protobuf-reader';
import { SigningRefused } from '../own-key/signing-refused';
import { type ShownHeader } from './block-header';
import { type ChainFault } from './chain-fault';

/**
 * Checks that a whole block (base64, as `GET /v1/blocks/{block}/raw` gives it) is the one that a header stands for, which
 * was found right before: the same number and hashes, and transactions that come to the data hash. Null where it is.
 */
export async function verifyBlock(base64: string, header: ShownHeader): Promise<ChainFault | null> {
  const { number } = header;
  try {
    const block = readMessage('The block', fromBase64(base64), {
      header: [1, 'bytes'],
      data: [2, 'bytes'],
      metadata: [3, 'bytes'],
    });
    const own = readMessage("The block's header", block.header, {
      number: [1, 'number'],
      previousHash: [2, 'bytes'],
      dataHash: [3, 'bytes'],
    });
    const same =
      own.number.toString() === number &&
      toHex(own.previousHash) === header.previousHash &&
      toHex(own.dataHash) === header.dataHash;
    if (!same) return { block: number, kind: 'HASH', message: `Block ${number} has another header.` };
    const { transactions } = readMessage("The block's data", block.data, { transactions: [1, 'many'] });
    if (toHex(await sha256(concat(...transactions))) === header.dataHash) return null;
    return {
      block: number,
      kind: 'DATA',
      message: `The transactions of block ${number} don't come to the data hash in its header.`,
    };
  } catch (error) {
    if (!(error instanceof SigningRefused)) throw error;
    return { block: number, kind: 'MALFORMED', message: `Block ${number} can't be read: ${error.message}` };
  }
}
