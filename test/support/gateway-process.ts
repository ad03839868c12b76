import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { type RunningNetwork } from '../../network/running-network';

const program = path.join(__dirname, '..', '..', 'scripts', 'gateway', 'main.js');

/** How a gateway's process ended. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A gateway in a process of its own, as operators run it. */
export class GatewayProcess {
  private stdout = '';
  private stderr = '';
  readonly ended: Promise<Ending>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (bytes: Buffer) => (this.stdout += bytes.toString()));
    child.stderr?.on('data', (bytes: Buffer) => (this.stderr += bytes.toString()));
    this.ended = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  static run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): GatewayProcess {
    const env = { PATH: process.env['PATH'], ...environment };
    return new GatewayProcess(spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Waits until it listens; answers where. Throws with what it said when it ends instead. */
  async listening(): Promise<{ readonly url: string; readonly operationsUrl: string }> {
    const line = await this.saying('The gateway listens');
    return line as { url: string; operationsUrl: string };
  }

  /** Waits for a line of the log. */
  async saying(message: string): Promise<Record<string, unknown>> {
    for (;;) {
      const line = this.lines().find(({ msg }) => msg === message);
      if (line) return line;
      const ended = await Promise.race([this.ended, new Promise((resolve) => setTimeout(resolve, 20))]);
      if (ended !== undefined)
        throw new Error(`The gateway ended instead of saying "${message}": ${this.stdout}${this.stderr}`);
    }
  }

  /** The log so far. */
  lines(): Record<string, unknown>[] {
    const whole = this.stdout.slice(0, this.stdout.lastIndexOf('\n') + 1);
    return whole
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  }

  get output(): string {
    return this.stdout + this.stderr;
  }

  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGHUP'): void {
    this.child.kill(name);
  }

  /** Ends it if it still runs. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Has the first organisation's CA register an identity for its gateway, with no more rights than one needs. */
async function registerIdentity({
  organizations: [organization],
}: RunningNetwork): Promise<{ id: string; secret: string }> {
  if (!organization) throw new Error('The network has no organisation');
  const client = new FabricCaClient({ ...organization.ca, timeoutMs: 120_000 });
  try {
    const id = `gateway-${randomBytes(4).toString('hex')}`;
    const registrar = await client.enroll(organization.registrar);
    const attributes = [{ name: 'hf.GenCRL', value: 'true' }];
    const order = { enrollmentId: id, type: 'client', attributes, maxEnrollments: -1 };
    return { id, secret: (await client.register(registrar, order)).secret };
  } finally {
    client.close();
  }
}

/**
 * Writes a configuration for a gateway of the network's first organisation into a folder, with what it needs beside it;
 * answers the file.
 */
export async function writeGatewayConfig(folder: string, network: RunningNetwork, more: object = {}): Promise<string> {
  const [organization] = network.organizations;
  if (!organization) throw new Error('The network has no organisation');
  const { mspId, name, ca, peer } = organization;
  const { id, secret } = await registerIdentity(network);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'ca.pem'), ca.tlsRootPem);
  writeFileSync(path.join(folder, 'peer.pem'), peer.tlsRootPem);
  writeFileSync(path.join(folder, 'identity.secret'), `${secret}\n`);
  const file = path.join(folder, 'gateway.yaml');
  const config = {
    listen: { port: 0 },
    operations: { port: 0 },
    home: 'data',
    passphraseCost: 1024,
    organization: {
      ...{ mspId, name },
      ca: { url: ca.url, name: ca.name, tlsRoot: 'ca.pem' },
      identity: { enrollmentId: id, secretFile: 'identity.secret' },
    },
    network: {
      channel: network.channel,
      chaincode: network.chaincode,
      peers: [{ address: peer.address, tlsRoot: 'peer.pem', serverName: peer.serverName }],
    },
    ...more,
  };
  writeFileSync(file, stringify(config));
  return file;
}
