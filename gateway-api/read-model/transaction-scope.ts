import { type DecodedTransaction } from '../fabric/decoded-block';
import { parseTime, type Seconds } from '../../chaincode/domain/time';
import { type Batch } from './batch';

/** A valid transaction while its changes are worked into the tables. */
export class TransactionScope {
  private numbers = 0;

  constructor(
    readonly batch: Batch,
    readonly transaction: DecodedTransaction,
    private readonly block: bigint,
  ) {}

  /** Ledger time, RFC 3339. */
  get at(): string {
    return this.transaction.at;
  }

  /** The same in seconds since 1970. */
  get time(): Seconds {
    return parseTime(this.at);
  }

  /** The next place on the ledger: a number of its own for everything that happened in the transaction. */
  nextPlace(): { readonly block: bigint; readonly position: number; readonly number: number } {
    return { block: this.block, position: this.transaction.index, number: this.numbers++ };
  }
}
