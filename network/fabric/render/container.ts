import { builderEnvironmentName } from '../ccaas-builder';
import { FabricNetworkError } from '../fabric-network-error';
import { fileExists } from '../file-exists';
import { organizationHome } from '../definition/plan-of-definition';
import { type ManagedProcess, allProcesses, type ProcessKind } from '../operations/managed-process';
import { type NetworkHome } from '../operations/network-home';

/** A process of the network as a container runs it. */
export interface Container {
  /** Letters, digits and hyphens. */
  readonly name: string;
  readonly kind: ProcessKind;
  readonly organization: string;
  readonly host: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly ports: readonly number[];
}

/** Where containers that run this project's code have its checkout. */
export const checkoutInContainer = '/app';

export interface RenderOptions {
  /** The folder of this project here. */
  readonly checkout: string;
  /** An image with Node for chaincode and gateways. */
  readonly image: string;
}

/**
 * Every process of a network as a container of the official images. Configurations name their files by full path, so the
 * network's folder has to be mounted where it lies here; the project's code is at `/app`.
 *
 * @throws FabricNetworkError before the first `up`, which makes the certificates that the containers need.
 */
export async function containersOf(home: NetworkHome, options: RenderOptions): Promise<Container[]> {
  const [first] = home.plan.organizations;
  if (!first || !(await fileExists(`${organizationHome(home.folder, first.name)}/msp/config.yaml`))) {
    throw new FabricNetworkError(
      'Nothing can be rendered before the first `up`: it makes keys, certificates and blocks.',
    );
  }
  const containers: Container[] = [];
  for (const each of await allProcesses(home)) {
    if (each.kind === 'gateway' && !containers.some(({ kind }) => kind === 'chaincode')) continue;
    containers.push(await containerOf(home, each, options));
  }
  return containers;
}

async function containerOf(home: NetworkHome, managed: ManagedProcess, options: RenderOptions): Promise<Container> {
  const { kind, organization, host, ports, process } = managed;
  const { command, args, environment, cwd } = await managed.command();
  const programs = Object.values(home.binaries);
  const inContainer = (text: string): string => {
    if (programs.includes(text)) return text.slice(text.lastIndexOf('/') + 1);
    if (text.startsWith(`${options.checkout}/`)) return text.replace(options.checkout, checkoutInContainer);
    return text;
  };
  const isCode = kind === 'chaincode' || kind === 'gateway';
  return {
    name: process.name.replace(/[^a-z0-9]+/gi, '-'),
    kind,
    organization,
    host,
    image: imageOf(home, kind, options),
    command: [isCode ? 'node' : inContainer(command), ...args.map(inContainer)],
    environment: { ...environment, ...(kind === 'peer' && officialBuilder) },
    folder: isCode ? checkoutInContainer : cwd,
    ports,
  };
}

/** The peer's image has Fabric's own builder for chaincode as a service, and no Node for ours; both read the same. */
const officialBuilder = {
  CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([
    { name: 'ccaas', path: '/opt/hyperledger/ccaas_builder', propagateEnvironment: [builderEnvironmentName] },
  ]),
};

function imageOf({ binaries }: NetworkHome, kind: ProcessKind, { image }: RenderOptions): string {
  switch (kind) {
    case 'ca':
      return `hyperledger/fabric-ca:${binaries.caVersion}`;
    case 'orderer':
      return `hyperledger/fabric-orderer:${binaries.version}`;
    case 'peer':
      return `hyperledger/fabric-peer:${binaries.version}`;
    case 'chaincode':
    case 'gateway':
      return image;
  }
}
