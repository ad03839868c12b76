/** `npm run -s sunledger -- COMMAND ...` (spec 10: recompute a published result; `--help` lists the commands). */
import { runProgram } from './program';
import { terminal } from './terminal';

// npm runs a script in the package's folder; what the user types is relative to where npm was called.
const throughNpm = process.env['npm_lifecycle_event'] === 'sunledger' ? process.env['INIT_CWD'] : undefined;

// `sunledger ... | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void runProgram(process.argv.slice(2), {
  cwd: throughNpm ?? process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  ...(process.stdin.isTTY && process.stderr.isTTY ? { terminal: terminal() } : {}),
}).then((code) => {
  // Not process.exit(): a pipe may still have to take the result.
  process.exitCode = code;
});
