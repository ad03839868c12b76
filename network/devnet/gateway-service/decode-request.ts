import { status } from '@grpc/grpc-js';
import { ProposalError, unpackProposal, type UnpackedProposal } from '../endorser/proposal';
import { type Codec } from '../wire/codec';
import { type SignedProposal } from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { RpcError } from './rpc-error';

/** The request. Throws RpcError INVALID_ARGUMENT when the bytes are none. */
export function decodeRequest<T>(codec: Codec<T>, bytes: Buffer): T {
  try {
    return codec.decode(bytes);
  } catch (error) {
    if (error instanceof WireError) throw new RpcError(status.INVALID_ARGUMENT, `invalid request: ${error.message}`);
    throw error;
  }
}

/** The proposal of a request, taken apart. Throws RpcError INVALID_ARGUMENT, its text after `prefix`. */
export function proposalIn(signed: SignedProposal | undefined, missing: string, prefix = ''): UnpackedProposal {
  if (signed === undefined || signed.proposalBytes.length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, prefix + missing);
  }
  try {
    return unpackProposal(signed);
  } catch (error) {
    if (error instanceof ProposalError) throw new RpcError(status.INVALID_ARGUMENT, prefix + error.message);
    throw error;
  }
}
