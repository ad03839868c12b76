/** What is wrong with a block, or with what is said of it. */
export type BlockFault =
  /** The bytes are no message of the kind they should be, or one that Fabric would not write. */
  | 'MALFORMED'
  /** A hash isn't that of what it stands for. */
  | 'HASH'
  /** A block doesn't follow the one it should. */
  | 'LINK'
  /** A certificate that no known root of its organisation vouches for, or of an organisation that isn't known. */
  | 'UNTRUSTED'
  /** A certificate that wasn't valid at the time in question. */
  | 'DATES'
  /** A certificate of another role than the one needed. */
  | 'ROLE'
  /** A signature that isn't that of its signer over what it should cover. */
  | 'SIGNATURE'
  /** Fewer organisations or orderers than needed have signed. */
  | 'TOO_FEW'
  /** A transaction that was ordered, but not applied. */
  | 'INVALID'
  /** It is of another channel or chaincode. */
  | 'ELSEWHERE'
  /** What was looked for isn't there. */
  | 'ABSENT';

/** Bytes that don't prove what they should; the message is a sentence for the one who shows them. */
export class BlockError extends Error {
  override readonly name = 'BlockError';
  constructor(
    readonly fault: BlockFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
