import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { runProgram } from '../../../scripts/cli/program';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, in a folder with the given files, with `stdin` on standard input. */
export async function runCli(
  argv: readonly string[],
  { files = {}, stdin = '' }: { files?: Record<string, string | Buffer>; stdin?: string } = {},
): Promise<CliResult> {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'sunledger-cli-'));
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (written[name] += text) });
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
    const code = await runProgram(argv, {
      cwd,
      stdin: chunksOf(stdin),
      stdout: sink('stdout'),
      stderr: sink('stderr'),
    });
    return { code, ...written };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Standard input as it comes: in pieces that cut characters in two. */
async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += 7) yield await Promise.resolve(bytes.subarray(start, start + 7));
}
