import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FabricNetworkError } from './fabric-network-error';

export interface NodeProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Receives the process' output, appended. */
  readonly logFile: string;
}

const running = new Set<ChildProcess>();
let exitHandlerSet = false;

/** A process of the network: started by us, its output in a file, ended by us. It doesn't outlive this process' exit. */
export class NodeProcess {
  readonly #child: ChildProcess;
  #stopping = false;

  private constructor(
    private readonly options: NodeProcessOptions,
    child: ChildProcess,
  ) {
    this.#child = child;
  }

  /** @throws FabricNetworkError when the program cannot be started at all. */
  static async start(options: NodeProcessOptions): Promise<NodeProcess> {
    mkdirSync(path.dirname(options.logFile), { recursive: true });
    const log = openSync(options.logFile, 'a', 0o600);
    try {
      const child = spawn(options.command, options.args, {
        cwd: options.cwd,
        env: { ...inheritedEnvironment(), ...options.environment },
        stdio: ['ignore', log, log],
      });
      await once(child, 'spawn');
      endWithUs(child);
      return new NodeProcess(options, child);
    } catch (cause) {
      throw new FabricNetworkError(`${options.name} could not be started: ${options.command} does not run.`, { cause });
    } finally {
      closeSync(log);
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Calls back when the process ends although nobody stopped it. */
  onUnexpectedExit(callback: () => void): void {
    this.#child.once('exit', () => {
      if (!this.#stopping) callback();
    });
  }

  /** @throws FabricNetworkError with the last thing the process said, when it has ended without being asked to. */
  assertRunning(): void {
    if (!this.#hasEnded()) return;
    const { exitCode, signalCode } = this.#child;
    throw new FabricNetworkError(
      `${this.options.name} stopped by itself (${signalCode ?? `exit ${exitCode ?? '?'}`}): ` +
        `${lastErrorLine(this.options.logFile)} Its whole log is ${this.options.logFile}.`,
    );
  }

  /** Ends the process: politely, and by force after ten seconds. Does nothing when it has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#hasEnded()) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(force);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}

/** Fabric reads settings from any CORE_, ORDERER_ or FABRIC_ variable: only ours may reach its processes. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CORE|ORDERER|FABRIC|CONFIGTX|CHAINCODE)_/.test(name)),
  );
}

function endWithUs(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (exitHandlerSet) return;
  exitHandlerSet = true;
  process.once('exit', () => {
    for (const each of running) each.kill('SIGKILL');
  });
}

/** The last line of a log that says what went wrong, as the end of a sentence. */
export function lastErrorLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  // The ends of colour codes are the only control characters that Fabric writes.
  const telling = lines.findLast((line) => /panic|fatal|error|address already in use/i.test(line)) ?? lines.at(-1);
  return telling === undefined || telling === '' ? 'it said nothing.' : `${telling.slice(0, 500)}.`;
}
