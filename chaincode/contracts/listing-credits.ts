import { type Movement, type MovementKind } from '../domain/account';
import { credit } from '../ledger/accounts';
import { type Listing } from '../ledger/records';
import { type TransactionContext } from './transaction-context';

/** The eEuro credits of one step of a listing, a list of movements per member. */
export class ListingCredits {
  private readonly movements = new Map<string, Movement[]>();

  constructor(
    private readonly ctx: TransactionContext,
    private readonly listing: Listing,
  ) {}

  add(member: string, kind: MovementKind, offer: string, available: bigint, escrowed: bigint): void {
    const movements = this.movements.get(member) ?? [];
    movements.push({
      kind,
      available,
      lockedForWithdrawal: 0n,
      escrowed,
      counterparty: null,
      reference: `${this.listing.id}/${offer}`,
      at: this.ctx.time,
      transaction: this.ctx.transactionId,
    });
    this.movements.set(member, movements);
  }

  /** Leaves them under the listing's id and the step's name, which no other step has. */
  write(step: string): void {
    for (const [member, movements] of this.movements) {
      credit(this.ctx.ledger, member, 'eEuro', `${this.listing.id}.${step}`, movements);
    }
  }
}
