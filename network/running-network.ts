import { type Client } from '@grpc/grpc-js';

/**
 * The part of a grpc-js client that fabric-gateway calls. The embedded network also offers it in process, without
 * a socket, to a gateway that runs beside it; the messages are the same bytes.
 */
export type GatewayTransport = Pick<
  Client,
  'makeUnaryRequest' | 'makeServerStreamRequest' | 'makeBidiStreamRequest' | 'close'
>;

/** How members of an organisation reach its Fabric CA. */
export interface CaEndpoint {
  readonly name: string;
  readonly url: string;
  /** Root certificate of the CA's TLS server, PEM. */
  readonly tlsRootPem: string;
}

export interface PeerEndpoint {
  /** host:port of the Gateway and Deliver services. */
  readonly address: string;
  readonly tlsRootPem: string;
  /** The name in the peer's TLS certificate, where it isn't the host of `address`. */
  readonly serverName: string;
}

export interface NetworkOrganization {
  readonly mspId: string;
  readonly name: string;
  readonly ca: CaEndpoint;
  readonly peer: PeerEndpoint;
  /** The CA's bootstrap registrar, an NodeOU admin of the organisation. Its secret never leaves the machine. */
  readonly registrar: { readonly enrollmentId: string; readonly secret: string };
}

/** A network that is up, with the chaincode deployed: embedded or real Fabric, the same to everything above it. */
export interface RunningNetwork {
  readonly kind: 'devnet' | 'fabric';
  readonly channel: string;
  readonly chaincode: string;
  readonly organizations: readonly NetworkOrganization[];
  /** Calls to the Gateway and Deliver services. */
  readonly transport: GatewayTransport;
  /**
   * Resolves when the network has failed in a way that only a new start mends; stays pending otherwise. Absent where the
   * network's processes can't tell.
   */
  readonly failed?: Promise<NetworkFailure>;
  stop(): Promise<void>;
}

/** Why a network can write nothing more. What was answered before is kept. */
export interface NetworkFailure {
  /** A sentence without its full stop. */
  readonly reason: string;
  readonly isDiskFull: boolean;
}

/** How an ordering service begins the sentence that says why it takes no transaction now: what it refuses so was never ordered. */
export const LEDGER_CLOSED = 'The ledger takes no transactions: ';

/** The sentence in an error's text that begins with `LEDGER_CLOSED`; undefined for every other text. */
export function ledgerClosedIn(text: string): string | undefined {
  const at = text.indexOf(LEDGER_CLOSED);
  return at === -1 ? undefined : text.slice(at);
}

/** The chaincode to run, as a service in a process of its own. The network knows no more of it than this. */
export interface ChaincodeLaunch {
  readonly name: string;
  readonly version: string;
  /** Program and arguments; CHAINCODE_ID and CHAINCODE_SERVER_ADDRESS come through the environment. */
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly collections: readonly PrivateCollection[];
  /** Who has to endorse, where a majority of the channel's organisations isn't enough. */
  readonly endorsement?: RequiredEndorsement;
}

/** A majority of organisations, with some of them among it always. */
export interface RequiredEndorsement {
  /** MSP ids of those that endorse. */
  readonly organizations: readonly string[];
  /** MSP ids of those without whom nothing is valid. */
  readonly always: readonly string[];
}

/** A private data collection, in the terms of Fabric's collection configuration. */
export interface PrivateCollection {
  readonly name: string;
  readonly memberMspIds: readonly string[];
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** Blocks after which the data is purged; 0 keeps it. */
  readonly blockToLive: number;
}
