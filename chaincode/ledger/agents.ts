/** Agents and their epochs as a transaction finds them. */
import { type Agent } from '../domain/agents/agent';
import { agentParameters, type AgentParameters } from '../domain/agents/agent-parameters';
import { type Epoch, firstEpoch } from '../domain/agents/epoch';
import { keyNumber } from './key';
import { type Ledger } from './ledger';
import { agentRecord, epochRecord, parametersRecord, type Roster, rosterRecord } from './records';

/** What agents' transactions depend on, as voted. Reads one key. */
export async function loadAgentParameters(ledger: Ledger): Promise<AgentParameters> {
  return agentParameters((await ledger.get(parametersRecord, 'main'))?.values ?? {});
}

/** Who has a stake and which epoch it is; before anybody has staked, the first one. Reads one key. */
export async function loadRoster(ledger: Ledger): Promise<Roster> {
  return (await ledger.get(rosterRecord, 'main')) ?? { members: [], epoch: firstEpoch.number };
}

/** An epoch; the first one is there before anything of it is written. Reads one key. */
export async function loadEpoch(ledger: Ledger, number: number): Promise<Epoch | undefined> {
  const epoch = await ledger.get(epochRecord, keyNumber(number));
  return epoch ?? (number === firstEpoch.number ? firstEpoch : undefined);
}

/** The present epoch. Reads one key besides the roster. */
export async function loadPresentEpoch(ledger: Ledger, roster: Roster): Promise<Epoch> {
  const epoch = await loadEpoch(ledger, roster.epoch);
  if (!epoch) throw new Error(`Epoch ${roster.epoch} is missing`);
  return epoch;
}

/** The records of some agents, in the order of their names. Reads a key each. */
export async function loadAgents(ledger: Ledger, members: readonly string[]): Promise<readonly Agent[]> {
  const agents: Agent[] = [];
  for (const member of members) {
    const agent = await ledger.get(agentRecord, member);
    if (!agent) throw new Error(`Agent ${member} is missing`);
    agents.push(agent);
  }
  return agents;
}

/** Writes an epoch, and with it the one that follows when it is over, which is the present one from then on. */
export function saveEpoch(ledger: Ledger, roster: Roster, [epoch, following]: readonly [Epoch, Epoch?]): void {
  ledger.put(epochRecord, epoch);
  if (!following) return;
  ledger.put(epochRecord, following);
  ledger.put(rosterRecord, { ...roster, epoch: following.number });
}
