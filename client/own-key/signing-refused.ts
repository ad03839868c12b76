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
 * a lie: nobody should try again with the same gateway without having looked into it.
 */
export class SigningRefused extends Error {
  override readonly name = 'SigningRefused';

  constructor(
    readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
  }
}

/** Throws SigningRefused unless the claim holds. */
export function insist(claim: boolean, reason: RefusalReason, message: string): asserts claim {
  if (!claim) throw new SigningRefused(reason, message);
}
