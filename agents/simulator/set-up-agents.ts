import { AgentsApi } from '../client/agents-api';
import { isProblem } from '../../client';
import { type Actor, type Cast, type HouseholdActor } from './cast';

/** So many members of the community are agents, the first ones; and what each stakes, in TRUST. */
const AGENTS = 3;
const STAKE = '10';

/** The members who verify the community's clearings (spec 14). */
export const agentsOf = ({ households }: Cast): readonly HouseholdActor[] => households.slice(0, AGENTS);

/**
 * Makes agents of the first members: each buys trust coin and stakes it. Has the voters recognise whose signatures a block
 * needs, which the lottery of the next agents rests on. For members who have eEuro; does only what is missing.
 */
export async function setUpAgents(cast: Cast): Promise<void> {
  const { founder } = cast;
  if (!(await isRecognized(founder))) {
    await founder.api.vote('RecognizeOrderers', { roots: await founder.client.network.getNetworkRoots() });
  }
  const staked = new Map((await new AgentsApi(founder.client).agents()).map((agent) => [agent.member, agent]));
  for (const { client } of agentsOf(cast)) {
    const before = staked.get(client.member);
    // Whoever has been dismissed stays so.
    if (before && (before.stake !== '0' || before.state === 'dismissed')) continue;
    const api = new AgentsApi(client);
    const { available } = await api.market.balance(client.member, 'TRUST');
    if (Number(available) < Number(STAKE)) await api.buyTrustCoin(STAKE);
    await api.stake(STAKE);
  }
}

async function isRecognized({ client }: Actor): Promise<boolean> {
  return client.read('/v1/recognized-roots').then(
    () => true,
    (error: unknown) => {
      if (isProblem(error, 'ROOTS_NOT_RECOGNIZED')) return false;
      throw error;
    },
  );
}
