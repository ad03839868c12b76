import { type NetworkOrganization, type RunningNetwork } from '../../network/running-network';

/** An organisation whose members the gateway serves. */
export interface ServedOrganization extends Pick<NetworkOrganization, 'mspId' | 'name' | 'ca'> {
  /**
   * How the gateway comes to its own identity at its first start: it registers itself as this registrar, or enrols as
   * an identity that an administrator has registered for it (a client with the attribute hf.GenCRL), and then holds no
   * registrar's secret.
   */
  readonly registrar?: NetworkOrganization['registrar'];
  readonly reader?: { readonly enrollmentId: string; readonly secret: string };
}

/** What the gateway needs of a network; every `RunningNetwork` has it. */
export interface NetworkConnection extends Pick<RunningNetwork, 'channel' | 'chaincode' | 'transport' | 'failed'> {
  readonly organizations: readonly ServedOrganization[];
}
