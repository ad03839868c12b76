import { type Contract, connect, type Gateway, type GrpcClient, hash, type Network } from '@hyperledger/fabric-gateway';
import { gatewaySigner } from '../../identity/gateway-signer';
import { type FabricIdentity, type MemberIdentity } from './fabric-identity';
import { type NetworkConnection } from './network-connection';

/** What fabric-gateway keeps for one identity. */
export interface IdentityConnection {
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
}

/** How long each step of a transaction may take, in ms. */
export interface CallDeadlines {
  readonly evaluateMs: number;
  readonly endorseMs: number;
  readonly submitMs: number;
  readonly commitMs: number;
}

/**
 * One fabric-gateway connection per identity, all over the network's one transport, kept as long as the identity is.
 * Signing is OpenSSL on the thread pool: the client's stock signer takes ten times the processor.
 */
export class IdentityConnections {
  private readonly known = new WeakMap<
    MemberIdentity,
    { readonly certificatePem: string; readonly connection: IdentityConnection }
  >();

  constructor(
    private readonly connection: Pick<NetworkConnection, 'channel' | 'chaincode' | 'transport'>,
    private readonly deadlines: CallDeadlines,
  ) {}

  /** Of an identity without a key nothing can be signed: what goes over its connection has to be signed already. */
  of(identity: FabricIdentity | MemberIdentity): IdentityConnection {
    const known = this.known.get(identity);
    const { certificatePem } = identity;
    // The gateway's own identity gets another certificate while it runs.
    if (known?.certificatePem === certificatePem) return known.connection;
    const connection = this.open(identity);
    this.known.set(identity, { certificatePem, connection });
    return connection;
  }

  private open(identity: FabricIdentity | MemberIdentity): IdentityConnection {
    const within = (ms: number) => () => ({ deadline: Date.now() + ms });
    const gateway = connect({
      // fabric-gateway only makes unary and server-streaming requests here, which is all that the transport promises.
      client: this.connection.transport as GrpcClient,
      identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificatePem) },
      ...('privateKey' in identity ? { signer: gatewaySigner(identity.privateKey, 'background') } : {}),
      hash: hash.none,
      evaluateOptions: within(this.deadlines.evaluateMs),
      endorseOptions: within(this.deadlines.endorseMs),
      submitOptions: within(this.deadlines.submitMs),
      commitStatusOptions: within(this.deadlines.commitMs),
    });
    const network = gateway.getNetwork(this.connection.channel);
    return { gateway, network, contract: network.getContract(this.connection.chaincode) };
  }
}
