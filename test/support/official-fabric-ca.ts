import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** An official Fabric CA program, or why there is none. `.ci/install-fabric-ca.sh` builds them. */
export interface OfficialProgram {
  readonly path: string | undefined;
  /** To put behind a suite's title. */
  readonly whySkipped: string;
}

/** The program that the environment variable names, or the one in build/tools. */
export function officialProgram(name: 'fabric-ca-client' | 'fabric-ca-server'): OfficialProgram {
  const variable = name.toUpperCase().replaceAll('-', '_');
  const built = path.join(__dirname, '..', '..', 'tools', name);
  const found = process.env[variable] ?? (existsSync(built) ? built : undefined);
  const whySkipped = `skipped: ${variable} names no program, and .ci/install-fabric-ca.sh has built none`;
  return { path: found, whySkipped };
}

/** What a program said, and how it ended. */
export interface ProgramResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a program to its end, without blocking: the server it talks to may be in this very process. */
export function runProgram(file: string, args: readonly string[], env: Record<string, string>): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = collected(child);
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output: output() }));
  });
}

/** Starts a server and resolves when its output says that it is ready. */
export async function startProgram(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  ready: string,
): Promise<{ stop: () => Promise<void> }> {
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collected(child);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (output().includes(ready)) resolve();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`${path.basename(file)} ended before it was ready:\n${output()}`)));
  });
  return {
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function collected(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
