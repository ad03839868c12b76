import { Info } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { loadPresentEpoch, loadRoster } from '../ledger/agents';
import { keyNumber } from '../ledger/key';
import { agentRecord, attestationRecord, epochRecord } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/agents';
import {
  agentView,
  type AgentView,
  attestationView,
  type AttestationView,
  epochView,
  type EpochView,
  feeSharingView,
  type FeeSharingView,
} from './agent-views';
import { attestClearing } from './attest-clearing';
import { feeSharing, shareFeesStep } from './share-fees';
import { drawAgents } from './draw-agents';
import { findEpoch } from './find';
import { buyTrustCoin, resignSeat, stakeTrust, unstakeTrust } from './stake-trust';
import { SunledgerContract, transaction } from './sunledger-contract';
import { accountView } from './tokens-contract';
import { type TransactionContext } from './transaction-context';

interface PageArguments {
  readonly pageSize: string;
  readonly bookmark: string;
}
interface OfEpoch {
  readonly epoch: string;
}

/** Agents, who verify clearings and share in the fees (spec 14). */
@Info({ title: 'Agents', description: 'Trust coin, stakes, epochs, attestations' })
export class AgentsContract extends SunledgerContract {
  constructor() {
    super('agents');
  }

  @transaction(declared.BuyTrustCoin)
  async BuyTrustCoin(
    ctx: TransactionContext,
    { amount }: { amount: string },
  ): Promise<ResultOf<typeof declared.BuyTrustCoin>> {
    return accountView(await buyTrustCoin(ctx, amount));
  }

  @transaction(declared.StakeTrust)
  async StakeTrust(ctx: TransactionContext, { amount }: { amount: string }): Promise<AgentView> {
    return agentView(await stakeTrust(ctx, amount));
  }

  @transaction(declared.UnstakeTrust)
  async UnstakeTrust(ctx: TransactionContext, { amount }: { amount: string }): Promise<AgentView> {
    return agentView(await unstakeTrust(ctx, amount));
  }

  @transaction(declared.ResignSeat)
  async ResignSeat(ctx: TransactionContext): Promise<AgentView> {
    return agentView(await resignSeat(ctx));
  }

  @transaction(declared.AttestClearing)
  async AttestClearing(ctx: TransactionContext, args: { listing: string; digest: string }): Promise<AttestationView> {
    return attestationView(await attestClearing(ctx, args));
  }

  @transaction(declared.DrawAgents)
  async DrawAgents(ctx: TransactionContext, { epoch }: OfEpoch): Promise<EpochView> {
    return epochView(await drawAgents(ctx, Number(epoch)));
  }

  @transaction(declared.ShareFees)
  async ShareFees(ctx: TransactionContext, { epoch }: OfEpoch): Promise<FeeSharingView> {
    return feeSharingView(await shareFeesStep(ctx, Number(epoch)));
  }

  @transaction(declared.GetAgent)
  async GetAgent(ctx: TransactionContext, { member }: { member: string }): Promise<AgentView> {
    const agent = await ctx.ledger.get(agentRecord, member);
    if (!agent) throw new DomainError('NOT_AGENT', `${member} has never been an agent`, { member });
    return agentView(agent);
  }

  @transaction(declared.GetAgents)
  async GetAgents(
    ctx: TransactionContext,
    { pageSize, bookmark }: PageArguments,
  ): Promise<ResultOf<typeof declared.GetAgents>> {
    const page = await ctx.ledger.page(agentRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(agentView), bookmark: page.bookmark };
  }

  @transaction(declared.GetCurrentEpoch)
  async GetCurrentEpoch(ctx: TransactionContext): Promise<EpochView> {
    return epochView(await loadPresentEpoch(ctx.ledger, await loadRoster(ctx.ledger)));
  }

  @transaction(declared.GetEpoch)
  async GetEpoch(ctx: TransactionContext, { epoch }: OfEpoch): Promise<EpochView> {
    return epochView(await findEpoch(ctx.ledger, Number(epoch)));
  }

  @transaction(declared.GetEpochs)
  async GetEpochs(
    ctx: TransactionContext,
    { pageSize, bookmark }: PageArguments,
  ): Promise<ResultOf<typeof declared.GetEpochs>> {
    const page = await ctx.ledger.page(epochRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(epochView), bookmark: page.bookmark };
  }

  @transaction(declared.GetAttestations)
  async GetAttestations(
    ctx: TransactionContext,
    { epoch, pageSize, bookmark }: PageArguments & OfEpoch,
  ): Promise<ResultOf<typeof declared.GetAttestations>> {
    await findEpoch(ctx.ledger, Number(epoch));
    const page = await ctx.ledger.page(attestationRecord, [keyNumber(Number(epoch))], {
      pageSize: Number(pageSize),
      bookmark,
    });
    return { items: page.items.map(attestationView), bookmark: page.bookmark };
  }

  @transaction(declared.GetFeeSharing)
  async GetFeeSharing(ctx: TransactionContext, { epoch }: OfEpoch): Promise<FeeSharingView> {
    return feeSharingView(await feeSharing(ctx.ledger, Number(epoch)));
  }
}
