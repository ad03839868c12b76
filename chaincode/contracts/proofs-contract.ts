import { Info } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { keyNumber } from '../ledger/key';
import {
  commitmentRecord,
  type FulfilmentEntry,
  fulfilmentPageRecord,
  fulfilmentRecord,
  recognizedRootsRecord,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/proofs';
import { type CommitmentView, type FulfilmentView, type RecognizedRootsView } from '../wire/views';
import { fulfilStep } from './fulfil-listing';
import { commitmentView, fulfilledTradeView, fulfilmentView } from './proof-views';
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

  @transaction(declared.FulfilListing)
  async FulfilListing(ctx: TransactionContext, { listing }: { listing: string }): Promise<FulfilmentView> {
    return fulfilmentView(await fulfilStep(ctx, listing));
  }

  @transaction(declared.GetFulfilment)
  async GetFulfilment(ctx: TransactionContext, { listing }: { listing: string }): Promise<FulfilmentView> {
    return fulfilmentView(await findFulfilment(ctx, listing));
  }

  @transaction(declared.GetFulfilledTrades)
  async GetFulfilledTrades(
    ctx: TransactionContext,
    { listing, page }: { listing: string; page: string },
  ): Promise<ResultOf<typeof declared.GetFulfilledTrades>> {
    const { pages } = await findFulfilment(ctx, listing);
    const found = await ctx.ledger.get(fulfilmentPageRecord, listing, keyNumber(Number(page)));
    return { items: (found?.rows ?? []).map(fulfilledTradeView), page: Number(page), pages: pages.length };
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

/** The fulfilment of a listing as far as it is closed; FULFILMENT_NOT_FOUND before its first page. */
async function findFulfilment({ ledger }: TransactionContext, listing: string): Promise<FulfilmentEntry> {
  const found = await ledger.get(fulfilmentRecord, listing);
  if (found) return found;
  const message = `There is no fulfilment of ${listing}: its deliveries have not been closed`;
  throw new DomainError('FULFILMENT_NOT_FOUND', message, { listing });
}
