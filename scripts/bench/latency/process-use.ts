import { readdirSync, readFileSync, statSync } from 'node:fs';
import { processTree, residentMiB } from '../process-tree';

/** What a process of a network is, by what it runs. */
export type Role = 'gateway' | 'embedded network and gateway' | 'peer' | 'orderer' | 'chaincode' | 'CA' | 'client';

/** What the processes of one role have used. */
export interface Use {
  readonly processes: number;
  /** Since their start, in ms. */
  readonly cpuMs: number;
  /** Resident memory of them all, in MiB. */
  readonly memoryMiB: number;
}

/** Linux counts CPU time in hundredths of a second. */
const msPerTick = 10;

/** What a process and its descendants use now, by role; `root` is the role of the process itself. Empty off Linux. */
export function useByRole(pid: number, root: Role): ReadonlyMap<Role, Use> {
  const uses = new Map<Role, Use>();
  for (const each of processTree(pid)) {
    const role = each === pid ? root : roleOf(each);
    const cpuMs = cpuMsOf(each);
    if (cpuMs === undefined) continue;
    const { processes, cpuMs: used, memoryMiB } = uses.get(role) ?? { processes: 0, cpuMs: 0, memoryMiB: 0 };
    uses.set(role, { processes: processes + 1, cpuMs: used + cpuMs, memoryMiB: memoryMiB + residentMiB(each) });
  }
  return uses;
}

/** Bytes on disk of a folder with all that is in it; 0 when there is none. */
export function diskBytes(folder: string): number {
  const entries = read(() => readdirSync(folder, { recursive: true, withFileTypes: true }), []);
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + read(() => statSync(`${parentPath}/${name}`).size, 0), 0);
}

function roleOf(pid: number): Role {
  const [program = '', ...args] = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '').split('\0');
  if (program.endsWith('/orderer')) return 'orderer';
  if (program.endsWith('/peer')) return 'peer';
  if (program.endsWith('/fabric-ca-server')) return 'CA';
  return args.some((arg) => /chaincode/.test(arg)) ? 'chaincode' : 'gateway';
}

function cpuMsOf(pid: number): number | undefined {
  // The name, in brackets, may hold spaces; the fields after it are fixed: state, parent, ..., user and system time.
  const fields =
    read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '')
      .split(') ')
      .pop()
      ?.split(' ') ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks * msPerTick : undefined;
}

function read<T>(reading: () => T, otherwise: T): T {
  try {
    return reading();
  } catch {
    // It has ended meanwhile, or this is another system.
    return otherwise;
  }
}
