import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChaincodeLaunch } from '../running-network';
import { builderEnvironment, writeCcaasBuilder } from './ccaas-builder';
import { refreshConnections } from './chaincode-connection';
import { type FabricBinaries } from './fabric-binaries';
import { FabricNetworkError } from './fabric-network-error';
import {
  loopbackHost,
  type NetworkPlan,
  type OrdererPlan,
  ordererOrganizationOf,
  type PeerOrganizationPlan,
  type PeerPlan,
} from './network-plan';
import { chaincodeHome } from './network-plan';
import { type NodeProcessOptions } from './node-process';
import { ordererConfig } from './orderer-config';
import { peerConfig, peerLedger } from './peer-config';

// Warnings and worse: at the default level a peer writes a line for every call.
const logLevel = { FABRIC_LOGGING_SPEC: 'warn' };

/** Writes an orderer's configuration and answers how to run it. */
export async function ordererCommand(
  binaries: Pick<FabricBinaries, 'orderer'>,
  plan: NetworkPlan,
  orderer: OrdererPlan,
): Promise<NodeProcessOptions> {
  const { name, home: cwd } = orderer;
  await writeConfig(cwd, 'orderer.yaml', ordererConfig(ordererOrganizationOf(plan).mspId, orderer));
  const environment = { FABRIC_CFG_PATH: cwd, ...logLevel };
  return { name, command: binaries.orderer, args: [], cwd, environment, logFile: ordererLog(orderer) };
}

/** Writes a peer's configuration, and the builder with which it installs chaincode, and answers how to run it. */
export async function peerCommand(
  binaries: Pick<FabricBinaries, 'peer' | 'release'>,
  plan: NetworkPlan,
  organization: PeerOrganizationPlan,
  peer: PeerPlan,
): Promise<NodeProcessOptions> {
  const builder = path.join(plan.home, 'ccaas-builder');
  await writeCcaasBuilder(builder);
  const { name, home: cwd } = peer;
  await writeConfig(cwd, 'core.yaml', peerConfig(organization, peer, builder, binaries.release));
  const tlsFolder = path.join(cwd, 'tls');
  await refreshConnections(peerLedger(peer), tlsFolder);
  const addresses = peer.chaincodePorts.map((port) => `${loopbackHost}:${port}`);
  const environment = { FABRIC_CFG_PATH: cwd, ...logLevel, ...builderEnvironment(addresses, tlsFolder) };
  const logFile = peerLog(peer);
  return { name, command: binaries.peer, args: ['node', 'start'], cwd, environment, logFile };
}

/** How to run the server of a chaincode beside the peer that calls it. It takes calls of its organisation's TLS clients only. */
export function chaincodeCommand(
  launch: Pick<ChaincodeLaunch, 'name' | 'command' | 'cwd'>,
  packageId: string,
  peer: PeerPlan,
  slot = 0,
): NodeProcessOptions {
  const port = peer.chaincodePorts[slot];
  if (port === undefined) throw new FabricNetworkError(`${peer.name} has no port for a chaincode in slot ${slot}.`);
  const [command, ...args] = launch.command;
  const tls = path.join(chaincodeHome(peer), 'tls');
  return {
    name: chaincodeProcessName(launch.name, peer),
    command,
    args,
    cwd: launch.cwd,
    environment: {
      CHAINCODE_ID: packageId,
      CHAINCODE_SERVER_ADDRESS: `${loopbackHost}:${port}`,
      CHAINCODE_TLS_CERT_FILE: path.join(tls, 'server.crt'),
      CHAINCODE_TLS_KEY_FILE: path.join(tls, 'server.key'),
      CHAINCODE_TLS_CLIENT_CACERT_FILE: path.join(tls, 'ca.crt'),
      // As a peer tells chaincode it launches itself. At fabric-shim's default it writes lines for every call.
      CORE_CHAINCODE_LOGGING_LEVEL: 'WARNING',
    },
    logFile: chaincodeLog(peer, slot),
  };
}

export const ordererLog = ({ home }: OrdererPlan): string => path.join(home, 'orderer.log');
export const peerLog = ({ home }: PeerPlan): string => path.join(home, 'peer.log');
export const chaincodeLog = ({ home }: PeerPlan, slot: number): string => path.join(home, `chaincode-${slot}.log`);
export const chaincodeProcessName = (chaincode: string, peer: PeerPlan): string =>
  `chaincode ${chaincode} of ${peer.name}`;

async function writeConfig(folder: string, name: string, config: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  // JSON is YAML, see msp-folder.
  await writeFile(path.join(folder, name), JSON.stringify(config, undefined, 2));
}
