import { Info } from 'fabric-contract-api';
import { microgridRecord } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/microgrids';
import { type MicrogridAssignmentView } from '../wire/views';
import { requireOperator } from './authorize';
import { findMarket, findMember } from './find';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

/** Microgrids of markets with two-level prices (spec 14). */
@Info({ title: 'Microgrids', description: 'Which microgrid a member belongs to' })
export class MicrogridsContract extends SunledgerContract {
  constructor() {
    super('microgrids');
  }

  @transaction(declared.AssignMicrogrid)
  async AssignMicrogrid(
    ctx: TransactionContext,
    args: { market: string; member: string; microgrid: string },
  ): Promise<MicrogridAssignmentView> {
    const market = await findMarket(ctx.ledger, args.market);
    requireOperator(ctx, market.operator);
    const member = await findMember(ctx.ledger, args.member);
    const assignment = { market: market.id, member: member.id, microgrid: args.microgrid, assignedAt: ctx.time };
    ctx.ledger.put(microgridRecord, assignment);
    ctx.concerns({ market: market.id, members: [member.id] });
    return assignment;
  }

  @transaction(declared.GetMicrogrids)
  async GetMicrogrids(
    ctx: TransactionContext,
    { market: id, pageSize, bookmark }: { market: string; pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetMicrogrids>> {
    const market = await findMarket(ctx.ledger, id);
    const page = await ctx.ledger.page(microgridRecord, [market.id], { pageSize: Number(pageSize), bookmark });
    return { items: [...page.items], bookmark: page.bookmark };
  }
}
