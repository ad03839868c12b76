import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Bench } from './bench';
import { columns } from './columns';
import { processTree, residentMiB } from './process-tree';
import { type Spread, spreadOf } from './rounds';

const ROUNDS = 5;
const startScript = path.join(__dirname, '..', '..', '..', 'scripts', 'start.cjs');

/** How long `npm start` takes to serve, how long the recorded day takes, and how much memory it holds after it. */
export const startBench: Bench = {
  name: 'start',
  summary: 'npm start: time until it serves, the replayed day, resident memory of all its processes',
  async run(print) {
    print(`Each figure: median of ${ROUNDS} rounds (least to most), on an installed and built checkout.`);
    const fresh: number[] = [];
    const again: number[] = [];
    const day: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const home = await mkdtemp(path.join(os.tmpdir(), 'sunledger-start-'));
      try {
        fresh.push((await runStart(home, ['--no-replay'])).servingMs);
        const replayed = await runStart(home, ['--days', '1']);
        day.push(replayed.readyMs - replayed.servingMs);
        memory.push(replayed.residentMiB);
        again.push((await runStart(home, ['--no-replay'])).servingMs);
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    }
    const row = (what: string, spread: Spread, unit: string, goal: string) => [
      what,
      `${spread.median.toFixed(1)} ${unit}`,
      `(${spread.least.toFixed(1)} to ${spread.most.toFixed(1)})`,
      `goal: ${goal}`,
    ];
    const seconds = (milliseconds: readonly number[]) => spreadOf(milliseconds.map((each) => each / 1000));
    const table = columns([
      row('serving, without data', seconds(fresh), 's', 'within 6 s'),
      row('serving, with a day of data', seconds(again), 's', 'within 3 s'),
      row('members set up, day replayed and reported', seconds(day), 's', 'within 60 s'),
      row('resident memory after it, all processes', spreadOf(memory), 'MiB', 'under 600 MB'),
    ]);
    table.forEach(print);
  },
};

interface Start {
  /** Until it says that it serves. */
  readonly servingMs: number;
  /** Until it has said all that it says before it waits. */
  readonly readyMs: number;
  readonly residentMiB: number;
}

/** Runs `npm start`'s script until it waits for Ctrl-C, and stops it. */
async function runStart(home: string, options: readonly string[]): Promise<Start> {
  const begun = performance.now();
  const child = spawn(process.execPath, [startScript, '--home', home, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let servingMs: number | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('Serving at')) servingMs = performance.now() - begun;
      if (!line.startsWith('Ctrl-C stops')) continue;
      if (servingMs === undefined) break;
      const readyMs = performance.now() - begun;
      const resident = processTree(child.pid ?? 0).reduce((total, pid) => total + residentMiB(pid), 0);
      return { servingMs, readyMs, residentMiB: resident };
    }
    throw new Error('npm start ended before it served');
  } finally {
    await stop(child);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}
