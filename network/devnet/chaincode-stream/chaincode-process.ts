import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../../fabric/free-ports';
import { type ChaincodeLaunch } from '../../running-network';
import { type DevnetLog } from '../devnet-log';

const firstRestartMs = 100;
const longestRestartMs = 5_000;
/** A process that lived this long starts again at once. */
const steadyMs = 10_000;
const connectEveryMs = 15;
const endWithinMs = 2_000;

/** The chaincode server's process: started at once, started again when it dies, ended with the network. */
export class ChaincodeProcess {
  private child: ChildProcess | undefined;
  private stopped = false;
  private restartMs = firstRestartMs;
  private readonly stopping = new AbortController();
  private readonly ended: Promise<void>;

  constructor(
    private readonly launch: ChaincodeLaunch,
    readonly chaincodeId: string,
    private readonly log: DevnetLog,
    private readonly events: {
      /** With the server's address, each time it listens. */
      readonly onListening: (address: string) => void;
      /** Each time the process has ended, but not at the network's wish. */
      readonly onEnded: (how: string) => void;
    },
  ) {
    this.ended = this.keepRunning();
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Ends a process that hangs; it is started again. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopping.abort();
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
      await this.ended;
      clearTimeout(timer);
    }
    await this.ended;
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopped) {
      const startedAt = Date.now();
      try {
        await this.runOnce();
      } catch (error) {
        this.log.error({ err: error, chaincode: this.launch.name }, 'The chaincode process could not be started');
      }
      if (this.hasStopped()) return;
      if (Date.now() - startedAt >= steadyMs) this.restartMs = firstRestartMs;
      await delay(this.restartMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      this.restartMs = Math.min(this.restartMs * 2, longestRestartMs);
    }
  }

  /** A method, because the field changes while others wait. */
  private hasStopped(): boolean {
    return this.stopped;
  }

  private async runOnce(): Promise<void> {
    const [port = 0] = await freePorts(1);
    if (this.hasStopped()) return;
    const address = `127.0.0.1:${port}`;
    const [program, ...args] = this.launch.command;
    const child = spawn(program, args, {
      cwd: this.launch.cwd,
      env: {
        ...process.env,
        CHAINCODE_ID: this.chaincodeId,
        CHAINCODE_SERVER_ADDRESS: address,
        NODE_OPTIONS:
          `${process.env['NODE_OPTIONS'] ?? ''} --require ${JSON.stringify(join(__dirname, 'exit-with-parent.js'))}`.trim(),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // Ctrl-C reaches every process of the terminal's group: this one ends when the network says so.
      detached: true,
    });
    this.child = child;
    const exited = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? '?'}`));
    });
    for (const output of [child.stdout, child.stderr]) this.forward(output);
    const gone = new AbortController();
    void exited.then(() => gone.abort());
    if (await listens(port, gone.signal)) this.events.onListening(address);
    const how = await exited;
    if (!this.hasStopped()) {
      this.log.warn({ chaincode: this.launch.name, how }, 'The chaincode process ended; it is started again');
      this.events.onEnded(how);
    }
  }

  private forward(output: NodeJS.ReadableStream | null): void {
    if (output === null) return;
    createInterface({ input: output }).on('line', (line) => this.log.info({ chaincode: this.launch.name }, line));
  }
}

/** Resolves when the port accepts a connection, with false when it won't any more. */
async function listens(port: number, gone: AbortSignal): Promise<boolean> {
  while (!gone.aborted) {
    const socket = createConnection({ host: '127.0.0.1', port });
    try {
      await once(socket, 'connect', { signal: gone });
      return true;
    } catch {
      await delay(connectEveryMs);
    } finally {
      socket.destroy();
    }
  }
  return false;
}
