/** `npm run network -- COMMAND ...`: provisions organisations on real Fabric (spec 31; `--help` lists the commands). */
import { runNetworkProgram } from './network-program';

// Whatever is written from here on, keys above all, is for its owner alone.
process.umask(0o077);

// npm runs a script in the package's folder; what the user types is relative to where npm was called.
const throughNpm = process.env['npm_lifecycle_event'] === 'network' ? process.env['INIT_CWD'] : undefined;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void runNetworkProgram(process.argv.slice(2), {
  cwd: throughNpm ?? process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
