import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { authoritiesOf } from '../../network/fabric/ca/ca-server';
import { freeHundreds } from '../../network/fabric/free-ports';
import { addressOf, nodeServerName, type PeerOrganizationPlan } from '../../network/fabric/network-plan';
import { leadingOrderer } from '../../network/fabric/operations/leader';
import { allProcesses } from '../../network/fabric/operations/managed-process';
import { type NetworkHome } from '../../network/fabric/operations/network-home';
import { up } from '../../network/fabric/operations/up';
import { type Io } from '../cli/command';
import { deployMarket } from '../network/commands/up';
import { demoGatewayCommand } from '../network/gateway-command';
import { gatewayDoor } from '../network/gateway-door';
import { runNetworkProgram } from '../network/network-program';
import { openHome } from '../network/open-home';
import { type Victim } from './fault';
import { type ChaosTarget, type TargetOrganization } from './target';

/** The organisations; the households have two peers, so that they can lose one. */
const organizations = ['--org', 'households:2', '--org', 'operator', '--org', 'bank'];

/**
 * A network of real Fabric as `npm run network` makes it, in a folder of its own: three organisations, Raft with three
 * orderers or BFT with four. `tell` is told what its commands say.
 */
export async function startFabricTarget(consensus: 'raft' | 'bft', tell: (line: string) => void): Promise<ChaosTarget> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaos-fabric-'));
  const io: Io = {
    cwd: folder,
    stdin: process.stdin,
    stdout: { write: () => true },
    stderr: { write: (text: string) => tell(text.trimEnd()) },
  };
  const home = path.join(folder, 'home');
  const run = async (...args: readonly string[]): Promise<void> => {
    const code = await runNetworkProgram([...args, '--home', home], io);
    if (code !== 0) throw new Error(`npm run network -- ${args.join(' ')} ended with ${code}; it said why above.`);
  };
  const stop = async (keep = false): Promise<void> => {
    await runNetworkProgram(['down', '--home', home], io);
    if (!keep) await rm(folder, { recursive: true, force: true });
  };
  try {
    const ports = String(await freeHundreds(4));
    await run('init', '--ports', ports, '--consensus', consensus, ...organizations);
    // As the demonstration: the passphrases of its members are long random strings.
    const network = { ...(await openHome({ home }, io)), gateway: demoGatewayCommand };
    await up(network);
    await deployMarket(network);
    const [channel] = network.plan.channels;
    return {
      description: `Fabric ${network.binaries.version}, ${network.plan.orderers.length} orderers (${consensus}), 4 peers, 3 organisations`,
      channel: channel?.name ?? '',
      organizations: await Promise.all(network.plan.organizations.map(organizationOf)),
      strike: (fault) => strike(network, fault, () => run('up')),
      folder,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function organizationOf(organization: PeerOrganizationPlan): Promise<TargetOrganization> {
  const { identities, registrars } = await authoritiesOf(organization);
  const peers = organization.peers.map(async (peer) => ({
    name: peer.name,
    address: addressOf(peer),
    tlsRootPem: await readFile(path.join(peer.home, 'tls', 'ca.crt'), 'utf8'),
    serverName: nodeServerName,
  }));
  return {
    mspId: organization.mspId,
    gateway: await gatewayDoor(organization),
    ca: identities,
    registrar: registrars.identities,
    peers: await Promise.all(peers),
  };
}

async function strike(network: NetworkHome, fault: string, up: () => Promise<void>): Promise<Victim> {
  const name = await victimOf(network, fault);
  const pid = await pidOf(network, name);
  const silent = fault === 'bft-silent';
  process.kill(pid, silent ? 'SIGSTOP' : 'SIGKILL');
  if (!silent) return { name, repair: up };
  return { name, repair: () => Promise.resolve(void process.kill(pid, 'SIGCONT')) };
}

/** Name of the process that a fault hits. */
async function victimOf({ plan }: NetworkHome, fault: string): Promise<string> {
  switch (fault) {
    case 'orderer-leader':
    case 'bft-dead':
    case 'bft-silent': {
      const leader = await leadingOrderer(plan, plan.channels[0]?.name ?? '');
      if (!leader) throw new Error('No orderer says that it leads the channel.');
      return leader.name;
    }
    case 'peer':
      return 'peer0.households';
    case 'only-peer':
      return 'peer0.operator';
    case 'ca':
      return 'ca.households';
    case 'chaincode':
      return 'chaincode sunledger 1 of peer0.households';
    case 'gateway':
      return 'gateway.households';
    default:
      throw new Error(`${fault} is no fault of real Fabric.`);
  }
}

async function pidOf(network: NetworkHome, name: string): Promise<number> {
  const found = (await allProcesses(network)).find(({ process }) => process.name === name);
  const pid = await found?.process.pid();
  if (pid === undefined) throw new Error(`${name} does not run, so it can't be hit.`);
  return pid;
}
