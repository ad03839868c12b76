import { Info } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { commitmentRecord, recognizedRootsRecord } from '../ledger/records';
import * as declared from '../wire/transactions/proofs';
import { type CommitmentView, type RecognizedRootsView } from '../wire/views';
import { commitmentView } from './proof-views';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

/** What the ledger can prove to outsiders (spec 14, "Two-block ledger"). */
@Info({ title: 'Proofs', description: 'Commitments, fulfilments, recognised roots' })
export class ProofsContract extends SunledgerContract {
  constructor() {
    super('proofs');
  }

  @transaction(declared.GetCommitment)
  async GetCommitment(ctx: TransactionContext, { listing }: { listing: string }): Promise<CommitmentView> {
    const found = await ctx.ledger.get(commitmentRecord, listing);
    if (!found) {
      throw new DomainError('COMMITMENT_NOT_FOUND', `There is no commitment of ${listing}: it has not been cleared`, {
        listing,
      });
    }
    return commitmentView(found);
  }

  @transaction(declared.GetRecognizedRoots)
  async GetRecognizedRoots(ctx: TransactionContext): Promise<RecognizedRootsView> {
    const found = await ctx.ledger.get(recognizedRootsRecord, 'main');
    if (!found) {
      throw new DomainError(
        'ROOTS_NOT_RECOGNIZED',
        'No vote has recognised the roots of organisations and orderers yet',
      );
    }
    const { organizations, orderers, signatures } = found;
    return { organizations: [...organizations], orderers: [...orderers], signatures };
  }
}
