import { loopbackHost, type NetworkPlan, type OrdererPlan } from '../network-plan';

const askMs = 1_000;

/**
 * The orderer that leads a channel, as the metrics of those that run say; undefined while there is none, or none that
 * tells. With Raft the leader says so itself. With BFT most of them have to name it: one that was away believes for a while
 * that it still leads.
 */
export async function leadingOrderer({ orderers }: NetworkPlan, channel: string): Promise<OrdererPlan | undefined> {
  const told = await Promise.all(orderers.map((orderer) => metricsOf(orderer)));
  const valuesOf = (name: RegExp): (number | undefined)[] => told.map((lines) => valueOf(lines, name, channel));
  const named = valuesOf(/^consensus_BFT_leader_id\{/);
  const votes = orderers.map((_, index) => named.filter((id) => id === index + 1).length);
  const most = Math.max(0, ...votes);
  if (most > 0) return orderers[votes.indexOf(most)];
  return orderers[valuesOf(/^consensus_etcdraft_is_leader\{/).indexOf(1)];
}

async function metricsOf({ operationsPort }: OrdererPlan): Promise<readonly string[]> {
  if (operationsPort === undefined) return [];
  try {
    const signal = AbortSignal.timeout(askMs);
    const response = await fetch(`http://${loopbackHost}:${operationsPort}/metrics`, { signal });
    return (await response.text()).split('\n');
  } catch {
    // It is dead, or silent.
    return [];
  }
}

function valueOf(lines: readonly string[], name: RegExp, channel: string): number | undefined {
  const line = lines.find((each) => name.test(each) && each.includes(`channel="${channel}"`));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}
