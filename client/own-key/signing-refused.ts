/** What a gateway asked to be signed and the client would not. */
export type RefusalReason =
  | 'MALFORMED'
  | 'CHANNEL'
  | 'CHAINCODE'
  | 'TRANSACTION'
  | 'ARGUMENTS'
  | 'TRANSIENT'
  | 'CREATOR'
  | 'TRANSACTION_ID'
  | 'TIME'
  | 'DIGEST'
  | 'PROPOSAL_CHANGED'
  | 'ENDORSEMENT'
  | 'RESULT'
  | 'STATUS'
  | 'REPEATED'
  | 'CHALLENGE'
  | 'CERTIFICATE'
  | 'CA_REQUEST';

/**
 * The gateway wanted something signed that is not what the member asked for. Nothing was signed. It is either a fault or
 * a lie: nobody should try again with the same gateway without having looked into it. But for REPEATED: there it wants a
 * second transaction signed for a command, which is as it should be where the first one met a conflict, and which nobody
 * here can tell from a lie.
 */
export class SigningRefused extends Error {
  override readonly name = 'SigningRefused';

  constructor(
    readonly reason: RefusalReason,
    message: string,
    /** With REPEATED: the transaction that was signed for the command before. */
    readonly transactionId?: string,
  ) {
    super(message);
  }
}

/** Throws SigningRefused unless the claim holds. */
export function insist(claim: boolean, reason: RefusalReason, message: string): asserts claim {
  if (!claim) throw new SigningRefused(reason, message);
}
