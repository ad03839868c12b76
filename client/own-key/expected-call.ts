/** The transient document that a call is expected to carry. */
export interface ExpectedTransient {
  readonly key: string;
  /** Fields that the member gave. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Fields that the gateway adds: random bytes in hex, of so many bytes. */
  readonly random: Readonly<Record<string, number>>;
  /** Whether the whole document is evidence that the gateway fetched: the chaincode itself checks it. */
  readonly evidence: boolean;
}

/** What a member asks the ledger, as its transaction and arguments: the measure of what a gateway wants signed. */
export interface ExpectedCall {
  /** `contract:name`. */
  readonly transaction: string;
  /** In the order of the declaration. */
  readonly args: readonly string[];
  /** Absent where the call may carry no transient data. */
  readonly transient?: ExpectedTransient;
}

/** Who signs, and where. */
export interface SigningContext {
  readonly channel: string;
  readonly chaincode: string;
  readonly mspId: string;
  readonly certificatePem: string;
}
