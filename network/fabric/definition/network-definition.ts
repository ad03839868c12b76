import { type BlockCutting } from '../fabric-network-options';
import { type Consensus } from '../network-plan';

/** An organisation as `network.yaml` names it. */
export interface OrganizationDefinition {
  readonly mspId: string;
  /** Names folders, nodes and certificate authorities. */
  readonly name: string;
  /** How many peers it runs, 1 to 9. */
  readonly peers: number;
  /** Where its nodes listen and others call them. */
  readonly host: string;
  /** The first of the hundred ports of its nodes. */
  readonly ports: number;
}

/** The organisation that orders transactions. */
export interface OrderingDefinition extends Omit<OrganizationDefinition, 'peers'> {
  readonly consensus: Consensus;
  readonly orderers: number;
}

export interface ChannelDefinition {
  readonly name: string;
  readonly batch: BlockCutting;
  /** MSP ids of organisations without whose endorsement nothing on the channel is valid, besides a majority. */
  readonly alwaysEndorse?: readonly string[];
}

/** A network as an administrator describes it in `network.yaml`. */
export interface NetworkDefinition {
  readonly channels: readonly ChannelDefinition[];
  /** Absent in the home of an organisation that joins somebody else's channel. */
  readonly ordering: OrderingDefinition | undefined;
  readonly organizations: readonly OrganizationDefinition[];
}

/** The MSP id of an organisation that has not been given another one: `bank` becomes `BankMSP`. */
export function usualMspId(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}MSP`;
}

/** Batches of a market that people look at: Fabric's own two seconds would be the time that every click takes. */
export const usualBatch: BlockCutting = { timeoutMs: 100, maxMessages: 500 };

/** Ports that each organisation has for its nodes, from its `ports` on. */
export const portsPerOrganization = 100;
export const mostPeers = 9;
export const mostOrderers = 40;
/** So many channels' chaincodes find ports between two peers' ports. */
export const mostChannels = 4;

/** The fewest orderers that survive one: Raft one that is dead, BFT one that is dead or lies. */
export const usualOrderers: Readonly<Record<Consensus, number>> = { raft: 3, bft: 4 };
