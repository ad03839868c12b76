import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick is. */
const msPerTick = 10;

/**
 * CPU milliseconds that a process and all its descendants have used since their start; undefined where the system
 * doesn't tell (only Linux does).
 */
export function cpuMsOfTree(root: number): number | undefined {
  let entries: string[];
  try {
    entries = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
  const parents = new Map<number, { parent: number; cpuMs: number }>();
  for (const entry of entries) {
    try {
      // The name, in brackets, may hold spaces; the fields after it are fixed: state, parent, ..., user and system time.
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
      const ticks = Number(fields[11]) + Number(fields[12]);
      parents.set(Number(entry), { parent: Number(fields[1]), cpuMs: ticks * msPerTick });
    } catch {
      // It has ended meanwhile.
    }
  }
  let total = 0;
  for (const [pid, { cpuMs }] of parents) {
    let ancestor: number | undefined = pid;
    while (ancestor !== undefined && ancestor !== root) ancestor = parents.get(ancestor)?.parent;
    if (ancestor === root) total += cpuMs;
  }
  return total;
}
