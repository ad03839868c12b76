import { type NetworkOrganization, type RunningNetwork } from '../../network/running-network';

/** An organisation whose members the gateway serves. */
export type ServedOrganization = Pick<NetworkOrganization, 'mspId' | 'name' | 'ca' | 'registrar'>;

/** What the gateway needs of a network; every `RunningNetwork` has it. */
export interface NetworkConnection extends Pick<RunningNetwork, 'channel' | 'chaincode' | 'transport'> {
  readonly organizations: readonly ServedOrganization[];
}
