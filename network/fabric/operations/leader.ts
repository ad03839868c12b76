import { loopbackHost, type NetworkPlan, type OrdererPlan } from '../network-plan';

const askMs = 1_000;

/**
 * The orderer that leads a channel, as the running orderers' metrics say; undefined while there is none, or none that
 * tells. One that was elected but has not ordered anything since is not known to all: the first that claims it counts.
 */
export async function leadingOrderer({ orderers }: NetworkPlan, channel: string): Promise<OrdererPlan | undefined> {
  const claims = await Promise.all(orderers.map((orderer) => claimsToLead(orderer, channel)));
  return orderers.find((_, index) => claims[index]);
}

async function claimsToLead({ operationsPort }: OrdererPlan, channel: string): Promise<boolean> {
  if (operationsPort === undefined) return false;
  try {
    const signal = AbortSignal.timeout(askMs);
    const response = await fetch(`http://${loopbackHost}:${operationsPort}/metrics`, { signal });
    const lines = (await response.text()).split('\n');
    const told = lines.find(
      (line) => /^consensus_\w+_is_leader\{/i.test(line) && line.includes(`channel="${channel}"`),
    );
    return told?.trim().endsWith(' 1') ?? false;
  } catch {
    // It is dead, or silent.
    return false;
  }
}
