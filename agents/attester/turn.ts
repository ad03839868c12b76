import { type Agent, type Listing } from '../../client';
import { inTurn } from '../../chaincode/domain/agents/turns';
import { parseTime } from '../../chaincode/domain/time';
import { parseRatio } from '../../chaincode/domain/units';
import { type AgentsApi } from '../client/agents-api';

/**
 * Whether the agent may attest a listing by now, as far as it can see: the ledger decides. For all but the first in turn
 * it reads the parameters and the market's time.
 */
export async function isTurn(
  api: AgentsApi,
  seated: readonly Pick<Agent, 'member' | 'score'>[],
  { market: id, attestation }: Listing,
): Promise<boolean> {
  const order = inTurn(seated.map(({ member, score }) => ({ member, score: parseRatio(score) })));
  const place = order.findIndex(({ member }) => member === api.member);
  if (!attestation || place <= 0) return place === 0;
  const market = await api.market.market(id);
  const now = market?.rules.clock === 'simulated' ? market.clock : null;
  const seconds = now === null ? Math.floor(Date.now() / 1000) : parseTime(now);
  const turn = Number((await api.market.parameters())['attestationTurn']);
  return seconds >= parseTime(attestation.clearedAt) + place * turn;
}
