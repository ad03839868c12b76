import path from 'node:path';
import { stringify } from 'yaml';
import { organizationHome } from '../definition/plan-of-definition';
import { FabricNetworkError } from '../fabric-network-error';
import { type NetworkHome } from '../operations/network-home';
import { type Container, containersOf, type RenderOptions } from './container';

/**
 * Kubernetes manifests for a network: for each organisation a pod with its processes, a volume of its own for its keys
 * and ledgers, and a headless service under the organisation's host name, which resolves to the pod. No key is in them:
 * each administrator copies the organisation's folder into its volume, and the pod waits for that.
 *
 * @throws FabricNetworkError when two organisations have the same host, or one is no name that Kubernetes takes.
 */
export async function renderKubernetes(home: NetworkHome, options: RenderOptions): Promise<string> {
  const containers = await containersOf(home, options);
  const names = [...new Set(containers.map(({ organization }) => organization))];
  requireHosts(names, containers);
  const documents = names.flatMap((name) => {
    const own = containers.filter(({ organization }) => organization === name);
    return [service(name, own), statefulSet(home, name, own)];
  });
  return [instructions(home, names), ...documents.map((each) => stringify(each, { lineWidth: 0 }))].join('---\n');
}

function requireHosts(names: readonly string[], containers: readonly Container[]): void {
  const hosts = names.map((name) => hostOf(name, containers));
  for (const [index, host] of hosts.entries()) {
    if (/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(host) && hosts.indexOf(host) === index) continue;
    throw new FabricNetworkError(
      `In Kubernetes each organisation needs a host of its own that is the name of its service, such as ` +
        `"${names[index] ?? ''}"; found ${host}: the host stands in network.yaml before the first \`up\`.`,
    );
  }
}

const hostOf = (name: string, containers: readonly Container[]): string =>
  containers.find(({ organization, kind }) => organization === name && kind === 'ca')?.host ?? '';

function instructions(home: NetworkHome, names: readonly string[]): string {
  const copies = names.map((name) => {
    const folder = organizationHome(home.folder, name);
    return `#   kubectl cp ${folder} ${name}-0:${path.dirname(folder)}/ -c wait-for-files`;
  });
  return [
    '# A network of Hyperledger Fabric: a pod, a volume and a service for each organisation.',
    '# The pods wait until each administrator has copied the files of its organisation, and only those, into its volume:',
    ...copies,
    '# Only CA and gateway are for members: put an ingress with TLS in front of the gateways.',
    '',
  ].join('\n');
}

const labels = (name: string): Record<string, string> => ({ app: 'sunledger', organization: name });

function service(name: string, containers: readonly Container[]): object {
  const ports = containers
    .filter(({ kind }) => kind !== 'chaincode')
    .flatMap((each) => each.ports.map((port) => ({ name: `p${port}`, port })));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: hostOf(name, containers), labels: labels(name) },
    spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: labels(name), ports },
  };
}

function statefulSet({ folder }: NetworkHome, name: string, containers: readonly Container[]): object {
  const volumeMounts = [{ name: 'home', mountPath: folder }];
  const ready = path.join(organizationHome(folder, name), 'msp', 'config.yaml');
  const user = process.getuid?.() ?? 1000;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels: labels(name) },
    spec: {
      serviceName: hostOf(name, containers),
      replicas: 1,
      selector: { matchLabels: labels(name) },
      template: {
        metadata: { labels: labels(name) },
        spec: {
          securityContext: { runAsUser: user, runAsGroup: user, fsGroup: user },
          initContainers: [
            {
              name: 'wait-for-files',
              image: 'busybox:1.37',
              command: ['sh', '-c', `until [ -f '${ready}' ]; do sleep 1; done`],
              volumeMounts,
            },
          ],
          containers: containers.map((each) => ({
            name: each.name.slice(0, 63),
            image: each.image,
            command: [...each.command],
            workingDir: each.folder,
            env: Object.entries(each.environment).map(([key, value]) => ({ name: key, value })),
            ports: each.ports.map((containerPort) => ({ containerPort })),
            volumeMounts,
          })),
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'home' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
        },
      ],
    },
  };
}
