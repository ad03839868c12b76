/** What is wrong with a block. */
export type FaultKind =
  /** It isn't the block after the one before, or doesn't name its hash. */
  | 'LINK'
  /** Its hash isn't that of its header. */
  | 'HASH'
  /** Its transactions don't come to the data hash in its header. */
  | 'DATA'
  /** Too few of the orderers' signatures are good. */
  | 'SIGNATURES'
  /** It can't be read. */
  | 'MALFORMED';

/** The first block of a chain that doesn't fit, and why. */
export interface ChainFault {
  readonly block: string;
  readonly kind: FaultKind;
  /** A sentence for people. */
  readonly message: string;
}
