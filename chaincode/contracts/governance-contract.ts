import { Info } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { parameters } from '../domain/parameters';
import { type Vote } from '../domain/vote';
import { parametersRecord, voteRecord } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/governance';
import { type RecognizedRootsView } from '../wire/views';
import { callCommand, type CommandName } from './call-command';
import { findNetwork } from './find';
import { canonicalRoots } from './recognized-roots';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type VoteView = ResultOf<typeof declared.GetVote>;
interface OfMember {
  member: string;
}

/** Roles and votes (spec 13). Every command is a vote that executes itself; what it does is a row in `commands`. */
@Info({ title: 'Governance', description: 'Roles, votes, parameters' })
export class GovernanceContract extends SunledgerContract {
  constructor() {
    super('governance');
  }

  @transaction(declared.AddVoter)
  async AddVoter(ctx: TransactionContext, args: OfMember): Promise<VoteView> {
    return vote(ctx, 'AddVoter', { ...args });
  }

  @transaction(declared.RemoveVoter)
  async RemoveVoter(ctx: TransactionContext, args: OfMember): Promise<VoteView> {
    return vote(ctx, 'RemoveVoter', { ...args });
  }

  @transaction(declared.ChangeBanker)
  async ChangeBanker(ctx: TransactionContext, args: OfMember): Promise<VoteView> {
    return vote(ctx, 'ChangeBanker', { ...args });
  }

  @transaction(declared.GrantRole)
  async GrantRole(ctx: TransactionContext, args: OfMember & { role: string }): Promise<VoteView> {
    return vote(ctx, 'GrantRole', { ...args });
  }

  @transaction(declared.RevokeRole)
  async RevokeRole(ctx: TransactionContext, args: OfMember & { role: string }): Promise<VoteView> {
    return vote(ctx, 'RevokeRole', { ...args });
  }

  @transaction(declared.SetParameter)
  async SetParameter(ctx: TransactionContext, args: { name: string; value: string }): Promise<VoteView> {
    return vote(ctx, 'SetParameter', { ...args });
  }

  @transaction(declared.ChangeMarketRule)
  async ChangeMarketRule(
    ctx: TransactionContext,
    args: { market: string; rule: string; value: string },
  ): Promise<VoteView> {
    return vote(ctx, 'ChangeMarketRule', { ...args });
  }

  @transaction(declared.RegisterStorageUnit)
  async RegisterStorageUnit(ctx: TransactionContext, args: { unit: string; owner: string }): Promise<VoteView> {
    return vote(ctx, 'RegisterStorageUnit', { ...args });
  }

  @transaction(declared.RemoveStorageUnit)
  async RemoveStorageUnit(ctx: TransactionContext, args: { unit: string }): Promise<VoteView> {
    return vote(ctx, 'RemoveStorageUnit', { ...args });
  }

  @transaction(declared.MintFromFund)
  async MintFromFund(ctx: TransactionContext, args: OfMember & { amount: string }): Promise<VoteView> {
    return vote(ctx, 'MintFromFund', { ...args });
  }

  @transaction(declared.BurnFromFund)
  async BurnFromFund(ctx: TransactionContext, args: OfMember & { amount: string }): Promise<VoteView> {
    return vote(ctx, 'BurnFromFund', { ...args });
  }

  @transaction(declared.UnlockFromFund)
  async UnlockFromFund(ctx: TransactionContext, args: OfMember & { amount: string }): Promise<VoteView> {
    return vote(ctx, 'UnlockFromFund', { ...args });
  }

  @transaction(declared.RecognizeOrderers)
  async RecognizeOrderers(ctx: TransactionContext, { roots }: { roots: RecognizedRootsView }): Promise<VoteView> {
    return vote(ctx, 'RecognizeOrderers', { roots: canonicalRoots(roots) });
  }

  @transaction(declared.SuspendMember)
  async SuspendMember(ctx: TransactionContext, args: OfMember): Promise<VoteView> {
    return vote(ctx, 'SuspendMember', { ...args });
  }

  @transaction(declared.ReinstateMember)
  async ReinstateMember(ctx: TransactionContext, args: OfMember): Promise<VoteView> {
    return vote(ctx, 'ReinstateMember', { ...args });
  }

  @transaction(declared.FindFraud)
  async FindFraud(ctx: TransactionContext, args: OfMember): Promise<VoteView> {
    return vote(ctx, 'FindFraud', { ...args });
  }

  @transaction(declared.GetVote)
  async GetVote(ctx: TransactionContext, { vote: id }: { vote: string }): Promise<VoteView> {
    const [command = '', topic = '', round = ''] = id.split('.');
    const found = await ctx.ledger.get(voteRecord, command, topic, round.padStart(6, '0'));
    if (!found) throw new DomainError('VOTE_NOT_FOUND', `There is no vote ${id}`, { vote: id });
    return voteView(found);
  }

  @transaction(declared.GetVotes)
  async GetVotes(
    ctx: TransactionContext,
    { pageSize, bookmark }: { pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetVotes>> {
    const page = await ctx.ledger.page(voteRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(voteView), bookmark: page.bookmark };
  }

  @transaction(declared.GetVoters)
  async GetVoters(ctx: TransactionContext): Promise<ResultOf<typeof declared.GetVoters>> {
    return [...(await findNetwork(ctx.ledger)).voters];
  }

  @transaction(declared.GetParameters)
  async GetParameters(ctx: TransactionContext): Promise<ResultOf<typeof declared.GetParameters>> {
    const chosen = await ctx.ledger.get(parametersRecord, 'main');
    const defaults = Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]);
    return { ...(Object.fromEntries(defaults) as Record<string, string>), ...chosen?.values };
  }
}

async function vote(ctx: TransactionContext, command: CommandName, args: Record<string, string>): Promise<VoteView> {
  return voteView(await callCommand(ctx, command, args));
}

const voteView = ({ topic, round, ...shown }: Vote): VoteView => ({
  ...shown,
  id: `${shown.command}.${topic}.${round}`,
  arguments: { ...shown.arguments },
  ballots: [...shown.ballots],
});
