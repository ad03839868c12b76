import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hash, connect } from '@hyperledger/fabric-gateway';
import { gatewaySigner } from '../../identity/gateway-signer';
import { computeUpdate, fetchConfig, inTemporaryFolder } from '../../network/fabric/channel/fetch-config';
import { organizationsOf } from '../../network/fabric/channel/channel-config-json';
import { signUpdate, updateEnvelope } from '../../network/fabric/channel/config-signature';
import { deployChaincode, planDeployment } from '../../network/fabric/chaincode-lifecycle';
import { ensureGenesisBlock, joinOrderer, joinPeer } from '../../network/fabric/channel-join';
import { waitForEndorsements } from '../../network/fabric/endorsement-readiness';
import { locateFabricBinaries } from '../../network/fabric/fabric-binaries';
import { type NetworkPlan, peersOf } from '../../network/fabric/network-plan';
import { orderingEndpoint, PeerAdmin } from '../../network/fabric/peer-admin';
import { retryUntil } from '../../network/fabric/retry-until';
import { type FabricNetwork, startFabricNetwork } from '../../network/fabric/start-fabric-network';
import { fixtureChaincode, fixtureOrganizations, pairChannel } from '../support/devnet-world';
import { fabricBinaries } from '../support/fabric-suite';
import { type NetworkClients } from '../support/network-clients';
import { type NetworkOperator } from './target-clients';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const batch = { timeoutMs: 100, maxMessages: 500 };
const always = (): boolean => true;

/** Real Fabric on this machine, in a folder, with the same channels and members as the embedded network has. */
export async function startFabricTarget(home: string, executionTimeoutMs: number): Promise<FabricNetwork> {
  const network = await startFabricNetwork({
    binaries: fabricBinaries(),
    home,
    organizations: fixtureOrganizations,
    channel: 'energy',
    chaincode: fixtureChaincode,
    batch,
    executionTimeoutMs,
    log: silent,
  });
  try {
    await addPairChannel(network, home);
    return network;
  } catch (error) {
    await network.stop();
    throw error;
  }
}

async function planOf(home: string): Promise<NetworkPlan> {
  return JSON.parse(await readFile(path.join(home, 'network-plan.json'), 'utf8')) as NetworkPlan;
}

async function adminsOf(plan: NetworkPlan): Promise<readonly [PeerAdmin, ...PeerAdmin[]]> {
  const binaries = await locateFabricBinaries(fabricBinaries());
  const [orderer] = plan.orderers;
  if (orderer === undefined) throw new Error('The network has no orderer');
  const admins = peersOf(plan).map(
    ({ organization, peer }) => new PeerAdmin(binaries, organization, peer, orderingEndpoint(orderer)),
  );
  const [first, ...others] = admins;
  if (first === undefined) throw new Error('The network has no peer');
  return [first, ...others];
}

/** The second channel, of two of the three organisations. */
async function addPairChannel(network: FabricNetwork, home: string): Promise<void> {
  const { name, mspIds = [], chaincode } = pairChannel;
  const whole = await planOf(home);
  const plan = { ...whole, organizations: whole.organizations.filter(({ mspId }) => mspIds.includes(mspId)) };
  const binaries = await locateFabricBinaries(fabricBinaries());
  const block = await ensureGenesisBlock(binaries, plan, { name, batch });
  for (const orderer of plan.orderers) await joinOrderer(binaries, plan, orderer, name, block);
  const admins = await adminsOf(plan);
  await Promise.all(admins.map((admin) => joinPeer(admin, name, block)));
  // The same package as on the first channel, whose servers run already; only the definition is another.
  const deployment = await planDeployment(admins[0], name, fixtureChaincode);
  await deployChaincode(admins, name, path.join(home, 'chaincode-of-pair'), chaincode, deployment);
  const target = { channel: name, chaincode: chaincode.name, endorsers: [...mspIds] };
  const [caller] = plan.organizations;
  if (caller === undefined) throw new Error('The channel has no member');
  await waitForEndorsements(network.transport, caller, target, () => undefined);
}

/** What its operator can do with a network of real Fabric in a folder. */
export function fabricOperator(network: FabricNetwork, home: string, clients: () => NetworkClients): NetworkOperator {
  const nameOf = (mspId: string): string => clients().organization(mspId).name;
  return {
    caFolder: (mspId) => path.join(home, 'organizations', nameOf(mspId), 'ca'),
    publishRevocations: async (mspId, crlPem) => {
      const plan = await planOf(home);
      for (const { channel, members } of [
        { channel: 'energy', members: plan.organizations },
        {
          channel: pairChannel.name,
          members: plan.organizations.filter(({ mspId: id }) => pairChannel.mspIds?.includes(id)),
        },
      ]) {
        if (members.some((each) => each.mspId === mspId)) await publish(plan, channel, mspId, crlPem);
      }
    },
    stopOrderers: () => network.stopOrderers(),
    startOrderers: async () => {
      await network.startOrderers();
      await ordersAgain(clients());
    },
  };
}

/** A configuration update that the organisation's own administrator signs. */
async function publish(plan: NetworkPlan, channel: string, mspId: string, crlPem: string): Promise<void> {
  const folder = fabricBinaries();
  const binaries = { configtxlator: path.join(folder, 'configtxlator') };
  const admins = await adminsOf(plan);
  const admin = admins.find(({ organization }) => organization.mspId === mspId) ?? admins[0];
  const before = await fetchConfig(binaries, admin, channel);
  const after = structuredClone(before);
  const entry = organizationsOf(after, 'Application')[mspId]?.values['MSP']?.value['config'];
  (entry as { revocation_list: string[] }).revocation_list = [Buffer.from(crlPem).toString('base64')];
  const update = await computeUpdate(binaries, channel, before, after);
  const signature = await signUpdate(admin.organization, update);
  await inTemporaryFolder(async (temporary) => {
    const file = path.join(temporary, 'update.pb');
    await writeFile(file, updateEnvelope(channel, update, [signature]));
    await admin.submit(`publish the revocations of ${mspId}`, 'channel', 'update', '-c', channel, '-f', file);
  });
}

/** Orderers that were started again have to elect a leader first. */
async function ordersAgain(clients: NetworkClients): Promise<void> {
  const { certificatePem, privateKey } = await clients.enrollment('HouseholdsMSP');
  const gateway = connect({
    client: clients.client('HouseholdsMSP'),
    identity: { mspId: 'HouseholdsMSP', credentials: Buffer.from(certificatePem) },
    signer: gatewaySigner(privateKey),
    hash: hash.none,
  });
  try {
    const contract = gateway.getNetwork('energy').getContract('fixture');
    await retryUntil(() => contract.submitTransaction('put', 'ordered again', 'x').then(() => undefined), {
      deadlineMs: 60_000,
      pauseMs: 200,
      isTemporary: always,
    });
  } finally {
    gateway.close();
  }
}
