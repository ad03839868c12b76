import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError } from './cli-error';
import { type Terminal } from './command';

/** The screen and keyboard of this process. Questions go to stderr: stdout is for results. */
export function terminal(): Terminal {
  return { askSecret, colours: process.stdout.isTTY };
}

/** Reads a line without showing it. Ctrl-C and Ctrl-D end the command. */
function askSecret(question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // readline writes what is typed to its output; this one shows nothing.
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
    process.stderr.write(question);
    let answer: string | undefined;
    reader.on('line', (line) => {
      answer = line;
      reader.close();
    });
    reader.on('SIGINT', () => reader.close());
    reader.on('close', () => {
      process.stderr.write('\n');
      if (answer === undefined) reject(new CliError('Nothing was entered'));
      else resolve(answer);
    });
  });
}
