import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { authoritiesOf } from '../../../network/fabric/ca/ca-server';
import { freeHundreds } from '../../../network/fabric/free-ports';
import { addressOf, nodeServerName, type PeerOrganizationPlan } from '../../../network/fabric/network-plan';
import { readDefinition } from '../../../network/fabric/operations/network-home';
import { peerTransport } from '../../../network/peer-transport';
import { type NetworkOrganization, type RunningNetwork } from '../../../network/running-network';
import { type GatewayDoor, gatewayDoor } from '../../../scripts/network/gateway-door';
import { runNetworkProgram } from '../../../scripts/network/network-program';

/** What a command said. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A network of the administrators' tool in a folder of its own, on ports that are free. */
export class ProvisionedNetwork {
  private constructor(readonly home: string) {}

  static async init(...options: readonly string[]): Promise<ProvisionedNetwork> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'provisioned-'));
    const network = new ProvisionedNetwork(path.join(folder, 'home'));
    await network.done('init', '--ports', String(await freeHundreds(8)), ...options);
    return network;
  }

  /** Runs a command, whatever comes of it. */
  async run(...args: readonly string[]): Promise<Said> {
    let out = '';
    let err = '';
    const code = await runNetworkProgram([...args, '--home', this.home], {
      cwd: this.home,
      stdin: process.stdin,
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: (text: string) => (err += text) },
    });
    return { code, out, err };
  }

  /** Runs a command that has to succeed; answers what it printed. */
  async done(...args: readonly string[]): Promise<string> {
    const { code, out, err } = await this.run(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return out;
  }

  async json<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.done(...args, '--json')) as T;
  }

  /** How members reach the gateway of one of its organisations: by its TLS root, and none other. */
  async gateway(name: string): Promise<GatewayDoor> {
    const { plan } = await readDefinition(this.home);
    const organization = plan.organizations.find((each) => each.name === name);
    if (!organization) throw new Error(`There is no organisation ${name}.`);
    return gatewayDoor(organization);
  }

  /** Its first channel with the market, as clients of its organisations see it. Stopping it ends no process. */
  async running(): Promise<RunningNetwork> {
    const { plan } = await readDefinition(this.home);
    const organizations = await Promise.all(plan.organizations.map(clientSide));
    const transport = peerTransport(organizations.map(({ peer }) => peer));
    const stop = (): Promise<void> => {
      transport.close();
      return Promise.resolve();
    };
    const channel = plan.channels[0]?.name ?? '';
    return { kind: 'fabric', channel, chaincode: 'sunledger', organizations, transport, stop };
  }

  async remove(): Promise<void> {
    await this.run('down');
    await rm(path.dirname(this.home), { recursive: true, force: true });
  }
}

/** An organisation of a home as its members' clients see it. */
async function clientSide(organization: PeerOrganizationPlan): Promise<NetworkOrganization> {
  const { mspId, name, peers } = organization;
  const [peer] = peers;
  if (!peer) throw new Error(`${name} has no peer.`);
  const { identities, registrars } = await authoritiesOf(organization);
  const tlsRootPem = await readFile(path.join(peer.home, 'tls', 'ca.crt'), 'utf8');
  const endpoint = { address: addressOf(peer), tlsRootPem, serverName: nodeServerName };
  return { mspId, name, ca: identities, peer: endpoint, registrar: registrars.identities };
}
