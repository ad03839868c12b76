import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileExists } from '../../network/fabric/file-exists';
import { freeHundreds } from '../../network/fabric/free-ports';
import { NodeProcess, type NodeProcessOptions } from '../../network/fabric/node-process';
import { type NetworkOrganization } from '../../network/running-network';
import { processTree } from '../bench/process-tree';
import { registerReader } from '../network/gateway-command';
import { type DevnetDescription } from './devnet-process';
import { type Victim } from './fault';
import { type ChaosTarget, type TargetOrganization } from './target';

const host = '127.0.0.1';
const startWithinMs = 30_000;

/** The embedded network, its chaincode and a gateway for each organisation, each a process that can be hit by itself. */
export async function startDevnetTarget(): Promise<ChaosTarget> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chaos-devnet-'));
  const network = new DevnetProcesses(folder, await freeHundreds(1));
  try {
    await network.start();
  } catch (error) {
    await network.stop();
    throw error;
  }
  return {
    description: 'embedded network, chaincode and three gateways, a process each',
    channel: network.description.channel,
    organizations: network.description.organizations.map((each) => network.organization(each)),
    strike: (fault) => network.strike(fault),
    folder,
    stop: (keep) => network.stop(keep),
  };
}

class DevnetProcesses {
  private readonly running = new Map<string, NodeProcess>();
  private readonly gatewayPorts = new Map<string, number>();
  private told: DevnetDescription | undefined;

  constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  get description(): DevnetDescription {
    if (!this.told) throw new Error('The network has not been started.');
    return this.told;
  }

  async start(): Promise<void> {
    await this.startNetwork();
    const { organizations } = this.description;
    await Promise.all(organizations.map((each, index) => this.configureGateway(each, this.port + 10 + index)));
    await Promise.all(organizations.map(({ name }) => this.startGateway(name)));
  }

  async strike(fault: string): Promise<Victim> {
    switch (fault) {
      case 'devnet': {
        await this.kill('network');
        return { name: 'network', repair: () => this.startNetwork() };
      }
      case 'devnet-chaincode': {
        // The network itself starts it again.
        const [pid] = processTree(this.running.get('network')?.pid ?? 0).slice(1);
        if (pid === undefined) throw new Error('The network has no chaincode process to be hit.');
        process.kill(pid, 'SIGKILL');
        return { name: 'chaincode', repair: () => Promise.resolve() };
      }
      case 'devnet-gateway': {
        await this.kill('gateway.households');
        return { name: 'gateway.households', repair: () => this.startGateway('households') };
      }
      default:
        throw new Error(`${fault} is no fault of the embedded network.`);
    }
  }

  organization({ mspId, name, ca, registrar, peer }: NetworkOrganization): TargetOrganization {
    const gateway = { url: `http://${host}:${this.portOf(name)}` };
    return { mspId, gateway, ca, registrar, peers: [{ ...peer, name: `peer of ${name}` }] };
  }

  async stop(keep = false): Promise<void> {
    for (const process of [...this.running.values()].reverse()) await process.stop();
    if (!keep) await rm(this.folder, { recursive: true, force: true });
  }

  private async startNetwork(): Promise<void> {
    const file = path.join(this.folder, 'network.json');
    await rm(file, { force: true });
    await this.run('network', path.join(__dirname, 'devnet-process.js'), [this.folder, String(this.port)]);
    await this.until('network', () => fileExists(file));
    this.told = JSON.parse(await readFile(file, 'utf8')) as DevnetDescription;
  }

  private async configureGateway(
    { mspId, name, ca, peer, registrar }: NetworkOrganization,
    port: number,
  ): Promise<void> {
    const home = path.join(this.folder, `gateway-${name}`);
    await mkdir(home, { recursive: true, mode: 0o700 });
    const { channel, chaincode } = this.description;
    const { enrollmentId, secret } = await registerReader(ca, registrar);
    const keep = (file: string, text: string): Promise<void> => writeFile(path.join(home, file), text, { mode: 0o600 });
    await keep('ca.pem', ca.tlsRootPem);
    await keep('peer.pem', peer.tlsRootPem);
    const config = {
      listen: { host, port },
      operations: { host, port: 0 },
      home: '.',
      // The demonstration's passphrases are long random strings: nobody guesses them, whatever a guess costs.
      passphraseCost: 4096,
      organization: {
        ...{ mspId, name, ca: { name: ca.name, url: ca.url, tlsRoot: 'ca.pem' } },
        identity: { enrollmentId, secret },
      },
      network: {
        ...{ channel, chaincode },
        peers: [{ address: peer.address, tlsRoot: 'peer.pem', serverName: peer.serverName }],
      },
    };
    // JSON is YAML.
    await keep('gateway.yaml', JSON.stringify(config));
    this.gatewayPorts.set(name, port);
  }

  private async startGateway(name: string): Promise<void> {
    const process = `gateway.${name}`;
    const main = path.join(__dirname, '..', 'gateway', 'main.js');
    await this.run(process, main, ['--config', path.join(this.folder, `gateway-${name}`, 'gateway.yaml')]);
    await this.until(process, async () => (await fetch(`http://${host}:${this.portOf(name)}/healthz`)).ok);
  }

  private portOf(name: string): number {
    return this.gatewayPorts.get(name) ?? 0;
  }

  private async run(name: string, module: string, args: readonly string[]): Promise<void> {
    const options: NodeProcessOptions = {
      name,
      command: process.execPath,
      args: [module, ...args],
      cwd: this.folder,
      environment: { CORE_CHAINCODE_LOGGING_LEVEL: 'critical' },
      logFile: path.join(this.folder, `${name}.log`),
    };
    this.running.set(name, await NodeProcess.start(options));
  }

  private async until(name: string, isUp: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + startWithinMs;
    while (!(await isUp().catch(() => false))) {
      await pause(25);
      this.running.get(name)?.assertRunning();
      if (Date.now() > end) throw new Error(`${name} did not come up within ${startWithinMs / 1000} s.`);
    }
  }

  private async kill(name: string): Promise<void> {
    const victim = this.running.get(name);
    if (!victim) throw new Error(`${name} does not run, so it can't be hit.`);
    process.kill(victim.pid, 'SIGKILL');
    // Waits until it is gone, and its ports are free.
    await victim.stop();
  }
}
