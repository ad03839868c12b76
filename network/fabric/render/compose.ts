import { stringify } from 'yaml';
import { type NetworkHome } from '../operations/network-home';
import { checkoutInContainer, type Container, containersOf, type RenderOptions } from './container';

/**
 * A compose file that runs a network with the official images on this machine: the same processes with the same files
 * and addresses, so that it goes on where `down` left it, and `up` goes on after it.
 */
export async function renderCompose(home: NetworkHome, options: RenderOptions): Promise<string> {
  const containers = await containersOf(home, options);
  const services = Object.fromEntries(containers.map((each) => [each.name, service(home, each, options, containers)]));
  return (
    '# A network of Hyperledger Fabric in containers of the official images, on this machine.\n' +
    `# Stop the processes first (npm run network -- down), then: docker compose -f FILE up -d\n` +
    stringify({ name: 'sunledger', services }, { lineWidth: 0 })
  );
}

function service(
  { folder }: NetworkHome,
  container: Container,
  { checkout }: RenderOptions,
  all: readonly Container[],
): object {
  const { kind, image, command, environment, folder: workingFolder, organization } = container;
  const isCode = kind === 'chaincode' || kind === 'gateway';
  const needs = all.filter(
    (each) => kind === 'gateway' && each.organization === organization && each.kind !== 'gateway',
  );
  return {
    image,
    command: [...command],
    // An image's own entry point would come before the command.
    entrypoint: [],
    working_dir: workingFolder,
    environment: { ...environment },
    // Nodes know each other by the host's addresses, which stand in the channel.
    network_mode: 'host',
    user: `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`,
    volumes: [`${folder}:${folder}`, ...(isCode ? [`${checkout}:${checkoutInContainer}:ro`] : [])],
    restart: 'unless-stopped',
    ...(needs.length > 0 && { depends_on: needs.map(({ name }) => name) }),
  };
}
