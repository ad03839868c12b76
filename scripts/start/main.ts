/** `npm start`: the network, the gateway and a recorded day in one command (`npm start -- --help`). */
import { styleFor } from '../../agents/report/text/style';
import { parseCommandLine } from './options';
import { StartError } from './start-error';

// Where this is run from through npm is what the user types relative folders against.
const throughNpm = process.env['npm_lifecycle_event'] === 'start' ? process.env['INIT_CWD'] : undefined;

async function main(): Promise<void> {
  const parsed = parseCommandLine(process.argv.slice(2), throughNpm ?? process.cwd());
  if ('show' in parsed) {
    process.stdout.write(parsed.show);
    return;
  }
  const { options } = parsed;
  // Loaded only when something is to be started: a wrong option is told at once.
  const { runStart } = await import('./run-start.js');
  const people = options.json ? process.stderr : process.stdout;
  await runStart(options, {
    say: (line) => people.write(`${line}\n`),
    writeJson: options.json ? (document) => process.stdout.write(`${JSON.stringify(document)}\n`) : undefined,
    style: styleFor(people, process.env),
    signal: stopSignal(),
  });
}

/** Aborted by the first Ctrl-C or kill; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}

// `npm start | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

main().catch((error: unknown) => {
  const text = error instanceof StartError ? error.message : `unexpected error: ${describe(error)}`;
  process.stderr.write(`sunledger: ${text}\n`);
  process.exitCode = error instanceof StartError ? error.exitCode : 1;
});

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
