import path from 'node:path';
import {
  type NetworkPlan,
  type OrdererPlan,
  type OrganizationPlan,
  type PeerOrganizationPlan,
  type PeerPlan,
} from '../network-plan';
import {
  mostChannels,
  type NetworkDefinition,
  type OrderingDefinition,
  type OrganizationDefinition,
} from './network-definition';

/** A chaincode's version and the next one run at the same time while the market is upgraded. */
const slotsPerChannel = 2;

/** Which of a peer's chaincode ports a definition's sequence uses: the next sequence uses the other one of the channel. */
export function chaincodeSlot(plan: Pick<NetworkPlan, 'channels'>, channel: string, sequence: number): number {
  const index = plan.channels.findIndex(({ name }) => name === channel);
  return Math.max(index, 0) * slotsPerChannel + (sequence % slotsPerChannel);
}

/**
 * Every node of a network with its folder and ports. The same definition always gives the same plan: of an
 * organisation's hundred ports its CA has the first, its gateway the next; peer n has those from 10 n + 10 on, orderer n
 * two from 2 n + 10 on, and each of the first nine one from 1 on for its metrics.
 */
export function planOfDefinition({ channels, ordering, organizations }: NetworkDefinition, home: string): NetworkPlan {
  const ordererOrganization = ordering && organizationPlan(ordering, home);
  return {
    home: path.resolve(home),
    channels,
    organizations: organizations.map((each) => peerOrganizationPlan(each, home)),
    consensus: ordering?.consensus ?? 'raft',
    ...(ordererOrganization && { ordererOrganization }),
    orderers: ordering && ordererOrganization ? orderersOf(ordering, ordererOrganization) : [],
  };
}

/** The folder with everything that belongs to one organisation. */
export function organizationHome(home: string, name: string): string {
  return path.join(path.resolve(home), 'organizations', name);
}

function organizationPlan(
  { mspId, name, host, ports }: Omit<OrganizationDefinition, 'peers'>,
  home: string,
): OrganizationPlan {
  return { mspId, name, home: organizationHome(home, name), host, caPort: ports };
}

function peerOrganizationPlan(definition: OrganizationDefinition, home: string): PeerOrganizationPlan {
  const organization = organizationPlan(definition, home);
  const { host, ports, name } = definition;
  const peers = Array.from({ length: definition.peers }, (_, index): PeerPlan => {
    const port = ports + 10 * (index + 1);
    return {
      name: `peer${index}.${name}`,
      home: path.join(organization.home, 'peers', `peer${index}`),
      host,
      port,
      chaincodePorts: Array.from({ length: mostChannels * slotsPerChannel }, (_each, slot) => port + 1 + slot),
    };
  });
  return { ...organization, gatewayPort: ports + 1, peers };
}

function orderersOf({ orderers, host, ports, name }: OrderingDefinition, { home }: OrganizationPlan): OrdererPlan[] {
  return Array.from({ length: orderers }, (_, index) => ({
    name: `orderer${index}.${name}`,
    home: path.join(home, 'orderers', `orderer${index}`),
    host,
    port: ports + 10 + 2 * index,
    adminPort: ports + 11 + 2 * index,
    ...(index < 9 && { operationsPort: ports + 1 + index }),
  }));
}
