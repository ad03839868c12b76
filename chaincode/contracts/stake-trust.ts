/** Trust coin: buying it from the banker, staking it as an agent, and taking it back (spec 14). */
import { type Account } from '../domain/account';
import {
  addStake,
  type Agent,
  MOST_AGENTS,
  newAgent,
  requireAgent,
  requireTrusted,
  takeStake,
} from '../domain/agents/agent';
import { isUnderWay, requireUnseated, resign, seat } from '../domain/agents/epoch';
import { DomainError } from '../domain/errors';
import { share } from '../domain/units';
import { credit, move } from '../ledger/accounts';
import { loadAgentParameters, loadPresentEpoch, loadRoster } from '../ledger/agents';
import { traderScore } from '../ledger/trader-score';
import { agentRecord, epochRecord, rosterRecord } from '../ledger/records';
import { changeSupply, movementOf, positive } from './euro';
import { findNetwork } from './find';
import { type TransactionContext } from './transaction-context';

/**
 * Mints trust coin to the caller, who pays for it to the banker in the same transaction. The banker can't buy: it would
 * pay itself and have its stake for nothing. An amount so small that its price rounds to 0 is refused.
 */
export async function buyTrustCoin(ctx: TransactionContext, amount: string): Promise<Account> {
  const bought = positive(amount);
  const buyer = ctx.member.id;
  const { banker } = await findNetwork(ctx.ledger);
  if (banker === null) throw new DomainError('NO_BANKER', 'Trust coin is bought from the banker, and there is none');
  if (banker === buyer) {
    throw new DomainError('SAME_ACCOUNT', 'The banker sells trust coin and cannot buy it from itself', {});
  }
  const price = share(bought, (await loadAgentParameters(ctx.ledger)).coinPrice);
  if (price === 0n) {
    throw new DomainError('INVALID_ARGUMENT', 'amount is so small that it has no price', { field: 'amount' });
  }
  await changeSupply(ctx, 'TRUST', bought);
  await move(ctx.ledger, buyer, 'eEuro', movementOf(ctx, 'transferOut', { available: -price }, banker));
  credit(ctx.ledger, banker, 'eEuro', ctx.transactionId, [movementOf(ctx, 'transferIn', { available: price }, buyer)]);
  ctx.concerns({ members: [banker] });
  return move(ctx.ledger, buyer, 'TRUST', movementOf(ctx, 'mint', { available: bought }));
}

/** Stakes trust coin: escrowed in the caller's account, noted in its record as an agent. */
export async function stakeTrust(ctx: TransactionContext, amount: string): Promise<Agent> {
  const added = positive(amount);
  const { ledger } = ctx;
  const member = ctx.member.id;
  const { leastStake, threshold } = await loadAgentParameters(ledger);
  requireTrusted(member, await traderScore(ledger, member), threshold);
  const roster = await loadRoster(ledger);
  const epoch = await loadPresentEpoch(ledger, roster);
  const before = (await ledger.get(agentRecord, member)) ?? newAgent(member, ctx.time);
  const agent = addStake(before, added, {
    least: leastStake,
    epoch: { number: epoch.number, underWay: isUnderWay(epoch) },
  });
  if (!roster.members.includes(member)) {
    if (roster.members.length >= MOST_AGENTS) {
      throw new DomainError('TOO_MANY_AGENTS', `There can be at most ${MOST_AGENTS} agents`, { most: MOST_AGENTS });
    }
    ledger.put(rosterRecord, { ...roster, members: [...roster.members, member].sort() });
  }
  await move(ledger, member, 'TRUST', movementOf(ctx, 'stake', { available: -added, escrowed: added }));
  ledger.put(agentRecord, agent);
  const seated = seat(epoch, member);
  if (seated !== epoch) ledger.put(epochRecord, seated);
  return agent;
}

/** Takes staked trust coin back; who has nothing staked any more leaves the agents. */
export async function unstakeTrust(ctx: TransactionContext, amount: string): Promise<Agent> {
  const taken = positive(amount);
  const { ledger } = ctx;
  const member = ctx.member.id;
  const before = requireAgent(member, await ledger.get(agentRecord, member));
  const roster = await loadRoster(ledger);
  requireUnseated(await loadPresentEpoch(ledger, roster), member);
  const agent = takeStake(before, taken, (await loadAgentParameters(ledger)).leastStake);
  await move(ledger, member, 'TRUST', movementOf(ctx, 'unstake', { available: taken, escrowed: -taken }));
  ledger.put(agentRecord, agent);
  if (agent.stake === 0n) {
    ledger.put(rosterRecord, { ...roster, members: roster.members.filter((each) => each !== member) });
  }
  return agent;
}

/** The caller takes no seat after this epoch. Without it, who has a seat in a small network would keep it for ever. */
export async function resignSeat(ctx: TransactionContext): Promise<Agent> {
  const { ledger } = ctx;
  const member = ctx.member.id;
  const agent: Agent = { ...requireAgent(member, await ledger.get(agentRecord, member)), state: 'resigned' };
  ledger.put(agentRecord, agent);
  ledger.put(epochRecord, resign(await loadPresentEpoch(ledger, await loadRoster(ledger)), member));
  return agent;
}
