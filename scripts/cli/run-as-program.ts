import { type Io } from './command';
import { terminal } from './terminal';

/**
 * Runs a program on this process's own streams: its exit code becomes the process's. What the user types is relative to
 * where npm was called, though npm runs a script in the package's folder.
 *
 * @param npmScript the script of package.json by which npm runs it.
 */
export function runAsProgram(npmScript: string, run: (argv: readonly string[], io: Io) => Promise<number>): void {
  const throughNpm = process.env['npm_lifecycle_event'] === npmScript ? process.env['INIT_CWD'] : undefined;
  // `sunledger ... | head` closes the pipe early; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  void run(process.argv.slice(2), {
    cwd: throughNpm ?? process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    ...(process.stdin.isTTY && process.stderr.isTTY ? { terminal: terminal() } : {}),
  }).then((code) => {
    // Not process.exit(): a pipe may still have to take the result.
    process.exitCode = code;
  });
}
