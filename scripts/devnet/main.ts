/** `npm run devnet -- COMMAND ...`: looks after an embedded network and its folder (`--help` lists the commands). */
import { runDevnetProgram } from './devnet-program';

// npm runs a script in the package's folder; what the user types is relative to where npm was called.
const throughNpm = process.env['npm_lifecycle_event'] === 'devnet' ? process.env['INIT_CWD'] : undefined;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void runDevnetProgram(process.argv.slice(2), {
  cwd: throughNpm ?? process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
  // A question that was asked on the terminal would keep the process waiting for more.
  process.stdin.destroy();
});
