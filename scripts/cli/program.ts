import { DomainError } from '../../chaincode/domain/errors';
import { type Io } from './command';
import { commands } from './commands';
import { runCommands } from './run-commands';

/** Runs one command line of `sunledger` and answers its exit code. */
export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  const description = 'Tools for members, operators and auditors of a Sunledger energy market';
  const expected = (error: unknown): error is Error => error instanceof DomainError;
  return await runCommands({ name: 'sunledger', description, commands, expected }, argv, io);
}
