import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChannelConfigJson, type ConfigGroup } from '../channel/channel-config-json';
import { FabricNetworkError } from '../fabric-network-error';
import { addressOf, type NetworkPlan, ordererOrganizationOf, type OrdererPlan } from '../network-plan';

interface Consenter {
  readonly host: string;
  readonly port: number;
}

/**
 * Lets an orderer take part in ordering a channel: as a consenter, and among the addresses that peers and clients know.
 *
 * @throws FabricNetworkError for BFT, whose orderers decide on their number among themselves at the first block.
 */
export async function withOrderer(
  plan: NetworkPlan,
  orderer: OrdererPlan,
): Promise<(config: ChannelConfigJson) => void> {
  if (plan.consensus === 'bft') {
    throw new FabricNetworkError(
      'Orderers of a BFT channel can only be chosen at init (orderers: 4, 7, 10 ...): a block has to be signed by ' +
        'a quorum that the channel names.',
    );
  }
  const certificate = (await readFile(path.join(orderer.home, 'tls', 'server.crt'))).toString('base64');
  const consenter = {
    host: orderer.host,
    port: orderer.port,
    client_tls_cert: certificate,
    server_tls_cert: certificate,
  };
  const { mspId } = ordererOrganizationOf(plan);
  return (config) => {
    const group = config.channel_group.groups['Orderer'];
    const consenters = (valueOf(group, 'ConsensusType')['metadata'] as { consenters: Consenter[] }).consenters;
    if (!consenters.some(({ host, port }) => host === orderer.host && port === orderer.port))
      consenters.push(consenter);
    const { addresses } = valueOf(group?.groups[mspId], 'Endpoints') as { addresses: string[] };
    if (!addresses.includes(addressOf(orderer))) addresses.push(addressOf(orderer));
  };
}

function valueOf(group: ConfigGroup | undefined, name: string): Record<string, unknown> {
  const value = group?.values[name]?.value;
  if (value) return value;
  throw new FabricNetworkError(`The channel's configuration has no ${name} of its ordering service.`);
}
