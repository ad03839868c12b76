import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { authoritiesOf } from '../../network/fabric/ca/ca-server';
import { FabricNetworkError } from '../../network/fabric/fabric-network-error';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { addressOf, nodeServerName, type PeerPlan } from '../../network/fabric/network-plan';
import { type NodeProcessOptions } from '../../network/fabric/node-process';
import { readDeployment } from '../../network/fabric/operations/deployment-record';
import { type NetworkHome } from '../../network/fabric/operations/network-home';
import { type CaEndpoint, type PeerEndpoint } from '../../network/running-network';

/** What a gateway's process is told. It holds the secret of the gateway's own identity, no registrar's. */
export interface GatewayConfig {
  readonly mspId: string;
  readonly name: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly ca: CaEndpoint;
  /** The organisation's own peers, in the order in which they are turned to. */
  readonly peers: readonly PeerEndpoint[];
  readonly reader: { readonly enrollmentId: string; readonly secret: string };
  readonly home: string;
  readonly host: string;
  readonly port: number;
  /** Cost of scrypt under which members' passphrases lock their keys; absent: the gateway's own. */
  readonly passphraseCost?: number;
}

/**
 * As `gatewayCommand`, for members whose passphrases are long random strings that nobody guesses, whatever a guess costs:
 * those of the demonstration. A gateway that is started otherwise later keeps its own, costly default for new members.
 */
export async function demoGatewayCommand(
  home: NetworkHome,
  mspId: string,
  channel: string,
): Promise<NodeProcessOptions> {
  return commandWith({ passphraseCost: 2 ** 12 }, home, mspId, channel);
}

/** Registers the gateway's own identity at its first start, writes its configuration and answers how to run it. */
export async function gatewayCommand(home: NetworkHome, mspId: string, channel: string): Promise<NodeProcessOptions> {
  return commandWith({}, home, mspId, channel);
}

async function commandWith(
  cost: Pick<GatewayConfig, 'passphraseCost'>,
  home: NetworkHome,
  mspId: string,
  channel: string,
): Promise<NodeProcessOptions> {
  const organization = home.plan.organizations.find((each) => each.mspId === mspId);
  const { current } = await readDeployment(home.plan, channel);
  if (!organization?.peers.length || organization.gatewayPort === undefined || !current) {
    throw new FabricNetworkError(`A gateway of ${mspId} needs a peer of its own and a chaincode on ${channel}.`);
  }
  const folder = path.join(organization.home, 'gateway');
  const file = path.join(folder, 'gateway.json');
  const authorities = await authoritiesOf(organization);
  const config: GatewayConfig = {
    mspId,
    name: organization.name,
    channel,
    chaincode: current.launch.name,
    ca: authorities.identities,
    peers: await Promise.all(organization.peers.map(endpointOf)),
    reader: (await knownReader(file)) ?? (await registerReader(authorities)),
    home: folder,
    host: organization.host,
    port: organization.gatewayPort,
    ...cost,
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(config, undefined, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return {
    name: `gateway.${organization.name}`,
    command: process.execPath,
    args: [path.join(__dirname, 'gateway-main.js'), file],
    cwd: folder,
    environment: {},
    logFile: path.join(folder, 'gateway.log'),
  };
}

async function endpointOf(peer: PeerPlan): Promise<PeerEndpoint> {
  return {
    address: addressOf(peer),
    tlsRootPem: await readFile(path.join(peer.home, 'tls', 'ca.crt'), 'utf8'),
    serverName: nodeServerName,
  };
}

async function knownReader(file: string): Promise<GatewayConfig['reader'] | undefined> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as GatewayConfig).reader;
  } catch {
    return undefined;
  }
}

async function registerReader({
  identities,
  registrars,
}: Awaited<ReturnType<typeof authoritiesOf>>): Promise<GatewayConfig['reader']> {
  const client = new FabricCaClient(identities);
  try {
    const enrollmentId = `gateway-${randomBytes(4).toString('hex')}`;
    const registrar = await client.enroll(registrars.identities);
    const attributes = [{ name: 'hf.GenCRL', value: 'true' }];
    const order = { enrollmentId, type: 'client', attributes, maxEnrollments: -1 };
    return { enrollmentId, secret: (await client.register(registrar, order)).secret };
  } finally {
    client.close();
  }
}
