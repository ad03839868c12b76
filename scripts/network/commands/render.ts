import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderCompose } from '../../../network/fabric/render/compose';
import { type RenderOptions } from '../../../network/fabric/render/container';
import { renderKubernetes } from '../../../network/fabric/render/kubernetes';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { type CliCommand, type Io } from '../../cli/command';
import { type CommonOptions, openHome, print, withCommonOptions } from '../open-home';

interface RenderCommandOptions extends CommonOptions {
  readonly out?: string;
  readonly image: string;
}

const checkout = path.join(__dirname, '..', '..', '..', '..');

/** Files to take elsewhere. */
export const render: CliCommand = {
  name: 'render',
  summary: 'write files that run the network in containers',
  configure(command, io) {
    command.description('Files that run the network with the official images instead of processes. Run `up` before.');
    withCommonOptions(
      command
        .command('compose')
        .summary('a compose file for this machine')
        .description(
          'Prints a compose file that runs the same processes with the same files and addresses in containers on this machine.',
        )
        .option('--out <file>', 'write it to a file instead')
        .option('--image <image>', 'an image with Node 20 for chaincode and gateways', 'node:20-slim'),
    ).action((options: RenderCommandOptions) => written(renderCompose, options, io));
    withCommonOptions(
      command
        .command('kubernetes')
        .summary('manifests for Kubernetes')
        .description(
          'Prints manifests with a pod, a volume and a service for each organisation. Each organisation needs a host of its ' +
            'own in network.yaml, the name of its service. No key is in the manifests; their first lines say how to copy them.',
        )
        .option('--out <file>', 'write it to a file instead')
        .option('--image <image>', 'an image with Node 20 and this project at /app', 'sunledger:latest'),
    ).action((options: RenderCommandOptions) => written(renderKubernetes, options, io));
  },
};

async function written(
  renderWith: (home: NetworkHome, options: RenderOptions) => Promise<string>,
  options: RenderCommandOptions,
  io: Io,
): Promise<void> {
  const home = await openHome(options, io);
  const text = await renderWith(home, { checkout, image: options.image });
  if (options.out === undefined || options.dryRun) {
    print({ document: { text }, lines: [text.trimEnd()] }, options, io);
    return;
  }
  await writeFile(path.resolve(io.cwd, options.out), text);
  print({ document: { file: options.out }, lines: [`Wrote ${options.out}.`] }, options, io);
}
