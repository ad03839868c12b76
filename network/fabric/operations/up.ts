import path from 'node:path';
import { channelFolder } from '../channel-folder';
import { ensureGenesisBlock, joinOrderer, joinPeer } from '../channel-join';
import { fileExists } from '../file-exists';
import { type ChannelPlan } from '../network-plan';
import { renewBeforeMs } from '../node-identities';
import { nodesOf } from '../organization-cas';
import { retryUntil } from '../retry-until';
import { isNotYetThere } from '../run-program';
import { readDeployment } from './deployment-record';
import {
  caProcess,
  chaincodeProcesses,
  gatewayProcesses,
  type ManagedProcess,
  ordererProcesses,
  peerProcesses,
  startMissing,
} from './managed-process';
import { type NetworkHome } from './network-home';
import { peerAdmins } from './peer-admins';
import { dropEndingServerCertificate, provisionCertificates, waitForCa } from './provision-certificates';
import { restartRenewed } from './renew';
import { waitForPorts } from './wait-for-ports';

/**
 * Starts what a home lacks, in the order in which it depends on each other: certificate authorities, certificates,
 * channels' genesis blocks, orderers and peers, their channels, and what was deployed. A step waits for what it needs by
 * trying it. What runs and what is done stays as it is, so a start that failed half way is completed by the next one.
 *
 * @throws FabricNetworkError saying what kept a step from being done. What had been started goes on running.
 */
export async function up(home: NetworkHome): Promise<void> {
  const issued = await startAuthorities(home);
  if (home.plan.ordererOrganization) {
    for (const channel of home.plan.channels) await ensureGenesisBlock(home.binaries, home.plan, channel);
  }
  const nodes = [...ordererProcesses(home), ...peerProcesses(home)];
  const ran = await runningAmong(
    nodes,
    issued.map((name) => name.replace(/^chaincode\./, '')),
  );
  await startMissing(nodes, home.progress);
  await waitForPorts(nodes);
  await restartRenewed(home, ran);
  for (const channel of home.plan.channels) await joinChannel(home, channel, nodes);
  await startDeployed(home);
}

/** Names of those of the processes that run and are among `names`. */
async function runningAmong(processes: readonly ManagedProcess[], names: readonly string[]): Promise<string[]> {
  const pids = await Promise.all(processes.map(({ process }) => process.pid()));
  return processes.flatMap(({ process }, index) =>
    pids[index] !== undefined && names.includes(process.name) ? [process.name] : [],
  );
}

/**
 * Starts every organisation's CA and gets administrators and nodes the certificates that they lack, or that end soon;
 * answers the names of those who got some.
 */
export async function startAuthorities(home: NetworkHome): Promise<string[]> {
  const organizations = nodesOf(home.plan).map(([organization, holders]) => ({
    organization,
    holders,
    ca: caProcess(home, organization),
  }));
  for (const { organization, ca } of organizations) await dropEndingServerCertificate(organization, ca, renewBeforeMs);
  await startMissing(
    organizations.map(({ ca }) => ca),
    home.progress,
  );
  const issuedTo = await Promise.all(
    organizations.map(async ({ organization, holders, ca }) => {
      await waitForCa(organization, ca);
      const issued = await provisionCertificates(organization, holders);
      if (issued.length > 0) home.progress(`${organization.name}: certificates for ${issued.join(', ')}`);
      return issued;
    }),
  );
  return issuedTo.flat();
}

/** The block that a home's peers join a channel with: the first one, or the one that it was given; undefined when none. */
export async function joiningBlock(home: NetworkHome, channel: string): Promise<string | undefined> {
  const block = path.join(channelFolder(home.plan, channel), 'genesis.block');
  return (await fileExists(block)) ? block : undefined;
}

async function joinChannel(home: NetworkHome, { name }: ChannelPlan, nodes: readonly ManagedProcess[]): Promise<void> {
  const block = await joiningBlock(home, name);
  if (block === undefined) {
    home.progress(`Channel ${name} is not joined yet: \`org join\` takes the file that its members send.`);
    return;
  }
  const whenUp = (step: () => Promise<void>): Promise<void> =>
    retryUntil(
      async () => {
        await step().catch(async (error: unknown) => {
          for (const { process } of nodes) await process.assertRunning();
          throw error;
        });
      },
      { deadlineMs: 60_000, pauseMs: 100, isTemporary: isNotYetThere },
    );
  const admins = await peerAdmins(home, name);
  await Promise.all([
    ...home.plan.orderers.map((orderer) => whenUp(() => joinOrderer(home.binaries, home.plan, orderer, name, block))),
    ...admins.map((admin) => whenUp(() => joinPeer(admin, name, block))),
  ]);
  home.progress(`Channel ${name}: joined by ${home.plan.orderers.length} orderers and ${admins.length} peers`);
}

/** Starts chaincode servers and gateways of what was deployed before. */
async function startDeployed(home: NetworkHome): Promise<void> {
  for (const [index, { name }] of home.plan.channels.entries()) {
    const { current, next } = await readDeployment(home.plan, name);
    for (const deployed of [current, next]) {
      if (!deployed) continue;
      const servers = chaincodeProcesses(home, deployed);
      await startMissing(servers, home.progress);
      await waitForPorts(servers);
    }
    if (current && index === 0) await startGateways(home, name);
    if (next)
      home.progress(`The definition ${next.sequence} of ${next.launch.name} was not completed: \`deploy\` does it.`);
  }
}

/** Starts every organisation's REST gateway. */
export async function startGateways(home: NetworkHome, channel: string): Promise<void> {
  const gateways = gatewayProcesses(home, channel);
  await startMissing(gateways, home.progress);
  await waitForPorts(gateways);
}
