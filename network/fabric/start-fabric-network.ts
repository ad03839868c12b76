import path from 'node:path';
import { peerTransport } from '../peer-transport';
import { type GatewayTransport, type NetworkOrganization, type RunningNetwork } from '../running-network';
import { deployChaincode, planDeployment } from './chaincode-lifecycle';
import { chaincodePackage } from './chaincode-package';
import { ensureGenesisBlock, joinOrderer, joinPeer } from './channel-join';
import { waitForEndorsements } from './endorsement-readiness';
import { locateFabricBinaries } from './fabric-binaries';
import { FabricNetworkError } from './fabric-network-error';
import { type FabricNetworkOptions } from './fabric-network-options';
import { FabricProcesses } from './fabric-processes';
import { addressOf, networkPlan, nodeServerName, peersOf } from './network-plan';
import { type OrganizationCas, startOrganizationCas } from './organization-cas';
import { orderingEndpoint, PeerAdmin } from './peer-admin';
import { retryUntil } from './retry-until';
import { isNotYetThere } from './run-program';

/** A running network whose ordering service can be taken away for a while, to see what its clients make of that. */
export interface FabricNetwork extends RunningNetwork {
  stopOrderers(): Promise<void>;
  /** They take transactions again some seconds later, when they have elected a leader. */
  startOrderers(): Promise<void>;
}

/**
 * Starts a network of real Fabric processes on this machine, without containers: an orderer organisation with Raft
 * orderers, a peer and a chaincode process for each organisation, TLS everywhere between them, everything on loopback
 * (spec page 31). The chaincode is deployed when the promise resolves and answers on every peer. A network found in
 * `options.home` goes on where it stopped; what a start that failed has done is not done again.
 *
 * @throws FabricNetworkError with what was found and what was expected; nothing that was started is left running then.
 */
export async function startFabricNetwork(options: FabricNetworkOptions): Promise<FabricNetwork> {
  const { log, channel } = options;
  const binaries = await locateFabricBinaries(options.binaries);
  const plan = await networkPlan(options);
  const [firstOrderer] = plan.orderers;
  const [first] = peersOf(plan);
  if (firstOrderer === undefined || first === undefined) {
    throw new FabricNetworkError('A network needs at least one orderer and one organisation with a peer.');
  }
  const processes = new FabricProcesses(plan, binaries, log, options.executionTimeoutMs);
  let cas: OrganizationCas | undefined;
  let transport: GatewayTransport | undefined;
  const stopAll = async (): Promise<void> => {
    transport?.close();
    await processes.stop();
    await cas?.stop();
  };
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= stopAll());
  try {
    log.info({ version: binaries.version, home: plan.home }, 'Starting a network of Fabric processes');
    cas = await startOrganizationCas(plan, log);
    const chaincode = chaincodePackage(options.chaincode);
    const block = await ensureGenesisBlock(binaries, plan, { name: channel, batch: options.batch });
    await processes.start(options.chaincode, chaincode.id);

    const admins = peersOf(plan).map(
      ({ organization, peer }) => new PeerAdmin(binaries, organization, peer, orderingEndpoint(firstOrderer)),
    );
    const whenUp = (step: () => Promise<void>): Promise<void> => {
      const isTemporary = (error: unknown): boolean => isNotYetThere(error) && processes.areRunning();
      return retryUntil(step, { deadlineMs: 60_000, pauseMs: 100, isTemporary });
    };
    await Promise.all([
      ...plan.orderers.map((orderer) => whenUp(() => joinOrderer(binaries, plan, orderer, channel, block))),
      ...admins.map((admin) => whenUp(() => joinPeer(admin, channel, block))),
    ]);
    log.info({ channel: channel }, 'Orderers and peers have joined the channel');

    const deployment = path.join(plan.home, 'chaincode');
    const [firstAdmin] = admins;
    if (firstAdmin === undefined)
      throw new FabricNetworkError('No organisation has a peer that could run the chaincode.');
    const next = await planDeployment(firstAdmin, channel, options.chaincode);
    await deployChaincode(admins, channel, deployment, options.chaincode, next);
    const { tlsRootPem } = cas.of(first.organization.mspId).endpoint;
    transport = peerTransport([{ address: addressOf(first.peer), tlsRootPem, serverName: nodeServerName }]);
    const endorsers = admins.map(({ organization }) => organization.mspId);
    const target = { channel: channel, chaincode: options.chaincode.name, endorsers };
    await waitForEndorsements(transport, first.organization, target, () => processes.assertRunning());
    log.info({ chaincode: chaincode.id }, 'The chaincode answers on every peer');

    const organizations = plan.organizations.map(({ mspId, name, peers: [peer] }): NetworkOrganization => {
      const { endpoint, registrar } = (cas as OrganizationCas).of(mspId);
      const own = peer === undefined ? first : { organization: { mspId }, peer };
      return {
        mspId,
        name,
        ca: endpoint,
        peer: {
          address: addressOf(own.peer),
          tlsRootPem: (cas as OrganizationCas).of(own.organization.mspId).endpoint.tlsRootPem,
          serverName: nodeServerName,
        },
        registrar,
      };
    });
    return {
      ...{ kind: 'fabric', channel, chaincode: options.chaincode.name, organizations, transport, stop },
      stopOrderers: () => processes.stopOrderers(),
      startOrderers: () => processes.startOrderers(),
    };
  } catch (error) {
    const died = processes.whatDied();
    await stop();
    throw died ?? error;
  }
}
