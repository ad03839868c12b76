import { addressOf } from '../network-plan';
import { allProcesses, type ManagedProcess, type ProcessKind } from './managed-process';
import { type NetworkHome } from './network-home';
import { listens } from './wait-for-ports';

/** `silent` runs but does not listen where it should; `died` ended without having been stopped. */
export type ProcessState = 'running' | 'silent' | 'died' | 'stopped';

export interface ProcessStatus {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly organization: string;
  readonly state: ProcessState;
  readonly pid: number | null;
  readonly address: string;
  readonly logFile: string;
}

/** How every process of a home is, found out by looking for it and by connecting to its ports. */
export async function processStatuses(home: NetworkHome): Promise<ProcessStatus[]> {
  return Promise.all((await allProcesses(home)).map(statusOf));
}

async function statusOf(managed: ManagedProcess): Promise<ProcessStatus> {
  const { kind, organization, host, ports, process } = managed;
  const pid = await process.pid();
  return {
    name: process.name,
    kind,
    organization,
    state: pid === undefined ? ((await process.hasDied()) ? 'died' : 'stopped') : await reached(host, ports),
    pid: pid ?? null,
    address: addressOf({ host, port: ports[0] ?? 0 }),
    logFile: process.logFile,
  };
}

async function reached(host: string, ports: readonly number[]): Promise<ProcessState> {
  const answers = await Promise.all(ports.map((port) => listens(host, port)));
  return answers.every(Boolean) ? 'running' : 'silent';
}
