import { execFile } from 'node:child_process';
import { FabricNetworkError } from './fabric-network-error';
import { inheritedEnvironment } from './node-process';

/** A program of Fabric that ran and refused. `output` is all it said. */
export class ProgramError extends FabricNetworkError {
  constructor(
    message: string,
    readonly output: string,
  ) {
    super(message);
  }
}

/**
 * Runs one of Fabric's command line programs to its end and returns what it wrote to standard output.
 *
 * @param purpose says in the error what the program was to do, e.g. `join peer0.bank to channel energy`.
 * @throws ProgramError when it ends with an error or takes longer than a minute.
 */
export async function runProgram(
  purpose: string,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...inheritedEnvironment(), ...environment }, timeout: 60_000, maxBuffer: 1 << 24 };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout);
        return;
      }
      const output = `${stdout}\n${stderr}`;
      reject(new ProgramError(`Could not ${purpose}: ${refusal(output)}`, output));
    });
  });
}

function refusal(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^Error:|error|panic|failed/i.test(line)) ?? lines.at(-1);
  return telling?.trim().slice(0, 600) ?? 'the program gave no reason.';
}

/** Whether the program failed only because a node, or the leader of the ordering service, isn't there yet. */
export function isNotYetThere(error: unknown): boolean {
  return (
    error instanceof ProgramError &&
    /connection refused|context deadline exceeded|no Raft leader|SERVICE_UNAVAILABLE|EOF/.test(error.output)
  );
}
