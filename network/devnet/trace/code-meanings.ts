import { ValidationCode } from '../wire/peer-messages';

/** Fabric's names of the validation codes, and what each means to who wrote the chaincode or its client. */
const meanings: Readonly<Record<number, readonly [name: string, meaning: string]>> = {
  [ValidationCode.valid]: ['VALID', 'Its writes are in the state.'],
  [ValidationCode.badPayload]: ['BAD_PAYLOAD', 'Its payload could not be read.'],
  [ValidationCode.badCommonHeader]: ['BAD_COMMON_HEADER', 'Its header is not that of a transaction.'],
  [ValidationCode.badCreatorSignature]: [
    'BAD_CREATOR_SIGNATURE',
    'Its creator has not signed it, or was no valid member any more when it was ordered.',
  ],
  [ValidationCode.invalidEndorserTransaction]: [
    'INVALID_ENDORSER_TRANSACTION',
    'It is not the transaction of the proposal that was endorsed.',
  ],
  [ValidationCode.badProposalTxId]: ['BAD_PROPOSAL_TXID', 'Its id is not that of its nonce and creator.'],
  [ValidationCode.duplicateTxId]: [
    'DUPLICATE_TXID',
    'A transaction of this id was there before; only that one counts.',
  ],
  [ValidationCode.endorsementPolicyFailure]: [
    'ENDORSEMENT_POLICY_FAILURE',
    'Too few organisations have endorsed it: its chaincode asks for a majority, or a key for those of its own policy.',
  ],
  [ValidationCode.mvccReadConflict]: [
    'MVCC_READ_CONFLICT',
    'Something it had read was changed between its endorsement and its block; a new transaction may succeed.',
  ],
  [ValidationCode.phantomReadConflict]: [
    'PHANTOM_READ_CONFLICT',
    'A range it had read has other keys than when it was endorsed; a new transaction may succeed.',
  ],
  [ValidationCode.targetChainNotFound]: ['TARGET_CHAIN_NOT_FOUND', 'It is for another channel.'],
  [ValidationCode.badHeaderExtension]: ['BAD_HEADER_EXTENSION', 'Its header does not name a chaincode.'],
  [ValidationCode.badResponsePayload]: ['BAD_RESPONSE_PAYLOAD', 'What was endorsed could not be read.'],
  [ValidationCode.badRwset]: ['BAD_RWSET', 'Its read-write set could not be read.'],
  [ValidationCode.illegalWriteset]: ['ILLEGAL_WRITESET', 'Its read-write set names a chaincode twice.'],
  [ValidationCode.invalidChaincode]: ['INVALID_CHAINCODE', 'It is of a chaincode that the channel does not have.'],
  [ValidationCode.invalidOtherReason]: ['INVALID_OTHER_REASON', 'It is malformed.'],
};

export function codeName(code: number): string {
  return meanings[code]?.[0] ?? `code ${code}`;
}

export function codeMeaning(code: number): string {
  return meanings[code]?.[1] ?? 'It was found invalid.';
}
