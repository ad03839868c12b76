import { type TransportOptions } from '../../client';
import { type RegistrarSecret } from '../../agents/simulator/cast';
import { type CaEndpoint, type PeerEndpoint } from '../../network/running-network';
import { type Victim } from './fault';

/** The address of a gateway, and how to send requests there. */
export type Door = Pick<TransportOptions, 'url' | 'fetch'>;

/** An organisation of a network under faults, with the door of its members. */
export interface TargetOrganization {
  readonly mspId: string;
  readonly gateway: Door;
  readonly ca: CaEndpoint;
  readonly registrar: Omit<RegistrarSecret, 'mspId'>;
  readonly peers: readonly (PeerEndpoint & { readonly name: string })[];
}

/** A network whose processes can be hit one by one: real Fabric, or the embedded network with gateways beside it. */
export interface ChaosTarget {
  /** In a few words, for the conditions. */
  readonly description: string;
  readonly channel: string;
  readonly organizations: readonly TargetOrganization[];
  /** Does the harm that a fault of that name does. */
  strike(fault: string): Promise<Victim>;
  /** Everything it keeps, logs too. */
  readonly folder: string;
  /** Ends every process and removes the folder, unless it is to be kept. */
  stop(keep?: boolean): Promise<void>;
}
