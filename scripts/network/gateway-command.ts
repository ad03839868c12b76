import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { stringify } from 'yaml';
import { authoritiesOf } from '../../network/fabric/ca/ca-server';
import { FabricNetworkError } from '../../network/fabric/fabric-network-error';
import { fileExists } from '../../network/fabric/file-exists';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { addressOf, gatewayHome, gatewayName, loopbackHost, nodeServerName } from '../../network/fabric/network-plan';
import { type NodeProcessOptions } from '../../network/fabric/node-process';
import { readDeployment } from '../../network/fabric/operations/deployment-record';
import { type NetworkHome } from '../../network/fabric/operations/network-home';
import { type CaEndpoint } from '../../network/running-network';

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
  cost: { readonly passphraseCost?: number },
  home: NetworkHome,
  mspId: string,
  channel: string,
): Promise<NodeProcessOptions> {
  const organization = home.plan.organizations.find((each) => each.mspId === mspId);
  const { current } = await readDeployment(home.plan, channel);
  if (!organization?.peers.length || organization.gatewayPort === undefined || !current) {
    throw new FabricNetworkError(`A gateway of ${mspId} needs a peer of its own and a chaincode on ${channel}.`);
  }
  const { name, host, gatewayPort } = organization;
  const folder = gatewayHome(organization);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authorities = await authoritiesOf(organization);
  const { name: caName, url, tlsRootPem } = authorities.identities;
  await replace(path.join(folder, 'ca-tls-root.pem'), tlsRootPem);
  const config = {
    listen: { host, port: gatewayPort },
    // Issued and renewed with the nodes' certificates, by the organisation's TLS CA.
    tls: { certificate: path.join('tls', 'server.crt'), key: path.join('tls', 'server.key') },
    operations: { host: loopbackHost, port: operationsPortOf(gatewayPort) },
    home: '.',
    ...cost,
    organization: {
      ...{ mspId, name },
      ca: { name: caName, url, tlsRoot: 'ca-tls-root.pem' },
      identity: { enrollmentId: await readerOf(folder, authorities), secretFile: 'identity.secret' },
    },
    network: {
      channel,
      chaincode: current.launch.name,
      peers: organization.peers.map((peer) => ({
        address: addressOf(peer),
        tlsRoot: path.join(peer.home, 'tls', 'ca.crt'),
        serverName: nodeServerName,
      })),
    },
  };
  const file = path.join(folder, 'gateway.yaml');
  await replace(
    file,
    `# Written by \`npm run network\` at every start; docs/operations.md says what can stand here.\n${stringify(config)}`,
  );
  return {
    name: gatewayName(organization),
    command: process.execPath,
    args: [path.join(__dirname, '..', 'gateway', 'main.js'), '--config', file],
    cwd: folder,
    environment: {},
    logFile: path.join(folder, 'gateway.log'),
  };
}

/** Metrics and health of an organisation's gateway are at the port after its own. */
export const operationsPortOf = (gatewayPort: number): number => gatewayPort + 1;

/** The gateway's own identity: the one it was given before, or a new one, whose secret is left in its folder. */
async function readerOf(folder: string, authorities: Awaited<ReturnType<typeof authoritiesOf>>): Promise<string> {
  const known = path.join(folder, 'identity.id');
  if (await fileExists(known)) return (await readFile(known, 'utf8')).trim();
  const { enrollmentId, secret } = await registerReader(authorities.identities, authorities.registrars.identities);
  await replace(path.join(folder, 'identity.secret'), `${secret}\n`);
  await replace(known, `${enrollmentId}\n`);
  return enrollmentId;
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Registers an identity for a gateway with its organisation's CA: one that reads, and asks who is revoked. */
export async function registerReader(
  ca: CaEndpoint,
  registrar: { readonly enrollmentId: string; readonly secret: string },
): Promise<{ enrollmentId: string; secret: string }> {
  const client = new FabricCaClient(ca);
  try {
    const enrollmentId = `gateway-${randomBytes(4).toString('hex')}`;
    const caller = await client.enroll(registrar);
    const attributes = [{ name: 'hf.GenCRL', value: 'true' }];
    const order = { enrollmentId, type: 'client', attributes, maxEnrollments: -1 };
    return { enrollmentId, secret: (await client.register(caller, order)).secret };
  } finally {
    client.close();
  }
}
