import { type ChaincodeLaunch } from '../running-network';

/** Where the network's progress and troubles are written; a pino logger fits. */
export interface NetworkLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** An organisation of the channel. Its members and nodes get their certificates from its own CA. */
export interface FabricOrganization {
  readonly mspId: string;
  /** Names folders and hosts: lower case letters, digits and hyphens. */
  readonly name: string;
  /** Whether the organisation runs a peer; default true. One without takes no part in endorsement. */
  readonly peer?: boolean;
}

/** When the ordering service cuts a block. */
export interface BlockCutting {
  /** Milliseconds after the first transaction of a block. */
  readonly timeoutMs: number;
  readonly maxMessages: number;
}

/** What a network of real Fabric processes on this machine is made of (spec page 31). */
export interface FabricNetworkOptions {
  /** Folder with Fabric's peer, orderer, osnadmin and configtxgen. */
  readonly binaries: string;
  /** Folder that holds all keys, ledgers, configurations and logs. A network found in it is started again. */
  readonly home: string;
  readonly organizations: readonly FabricOrganization[];
  readonly channel: string;
  readonly chaincode: ChaincodeLaunch;
  readonly batch: BlockCutting;
  /** Raft consenters; default 1. */
  readonly orderers?: number;
  /** How long chaincode may take for a transaction, in milliseconds; Fabric's 30 s unless given. */
  readonly executionTimeoutMs?: number;
  readonly log: NetworkLog;
}
