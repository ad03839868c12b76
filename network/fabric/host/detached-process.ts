import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FabricNetworkError } from '../fabric-network-error';
import { inheritedEnvironment, lastErrorLine, type NodeProcessOptions } from '../node-process';
import { processStartTime } from './process-start-time';

/** What is written down of a process, so that later commands find it and no other. */
interface PidFile {
  readonly pid: number;
  readonly startTime: string;
}

const politelyMs = 10_000;

/**
 * A process writes down itself who it is, before it becomes the program: so nothing runs that is not written down, even when
 * the command that starts it is killed in that moment.
 */
const noteThenRun = `
command -v "$1" > /dev/null || exit 127
start=$(cut -d ' ' -f 22 /proc/$$/stat 2> /dev/null || ps -o lstart= -p $$)
printf '{"pid":%s,"startTime":"%s"}' "$$" "$(echo $start)" > "$0.new" && mv "$0.new" "$0" && exec "$@"`;

/**
 * A process of the network that lives on when the command that started it has ended. Beside its log lies a file with its
 * id and start time: a process of somebody else that got the same id later is never taken for it, nor ended.
 */
export class DetachedProcess {
  constructor(
    readonly name: string,
    readonly logFile: string,
  ) {}

  /** Its id while it runs. */
  async pid(): Promise<number | undefined> {
    const noted = await this.#noted();
    if (noted === undefined) return undefined;
    return (await processStartTime(noted.pid)) === noted.startTime ? noted.pid : undefined;
  }

  /** Whether it was started and has ended without having been stopped. */
  async hasDied(): Promise<boolean> {
    return (await this.#noted()) !== undefined && (await this.pid()) === undefined;
  }

  /**
   * Starts it unless it runs; answers whether it had to be started.
   *
   * @throws FabricNetworkError when the program does not run.
   */
  async start({ command, args, cwd, environment }: NodeProcessOptions): Promise<boolean> {
    if ((await this.pid()) !== undefined) return false;
    const { name, logFile } = this;
    mkdirSync(path.dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a', 0o600);
    try {
      const child = spawn('/bin/sh', ['-c', noteThenRun, this.pidFile, command, ...args], {
        cwd,
        env: { ...inheritedEnvironment(), ...environment },
        stdio: ['ignore', log, log],
        detached: true,
      });
      await once(child, 'spawn');
      child.unref();
      while ((await this.#noted())?.pid !== child.pid) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
        await delay(2);
      }
      return true;
    } catch (cause) {
      throw new FabricNetworkError(`${name} could not be started: ${command} does not run.`, { cause });
    } finally {
      closeSync(log);
    }
  }

  /** @throws FabricNetworkError with the last thing it said, when it has died. */
  async assertRunning(): Promise<void> {
    if ((await this.pid()) !== undefined) return;
    const { name, logFile } = this;
    throw new FabricNetworkError(`${name} stopped by itself: ${lastErrorLine(logFile)} Its whole log is ${logFile}.`);
  }

  /** Ends it: politely, and by force after ten seconds. Answers whether it ran. */
  async stop(): Promise<boolean> {
    const pid = await this.pid();
    if (pid !== undefined) {
      process.kill(pid, 'SIGTERM');
      const deadline = Date.now() + politelyMs;
      while ((await this.pid()) !== undefined) {
        if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
        await delay(20);
      }
    }
    await rm(this.pidFile, { force: true });
    return pid !== undefined;
  }

  get pidFile(): string {
    return this.logFile.replace(/\.log$/, '.pid');
  }

  async #noted(): Promise<PidFile | undefined> {
    try {
      return JSON.parse(await readFile(this.pidFile, 'utf8')) as PidFile;
    } catch {
      return undefined;
    }
  }
}
