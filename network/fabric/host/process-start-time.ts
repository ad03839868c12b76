import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * When a process was started, as the system tells it; undefined when there is none of that id. Ids are used again:
 * only together with this is one that was written down still the same process.
 */
export async function processStartTime(pid: number): Promise<string | undefined> {
  try {
    // Field 22; the name before it stands in brackets and may hold anything.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended and only waits to be noticed.
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return process.platform === 'linux' ? undefined : startTimeByPs(pid);
  }
}

async function startTimeByPs(pid: number): Promise<string | undefined> {
  return promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim() || undefined,
    () => undefined,
  );
}
