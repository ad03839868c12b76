import { ControlError } from '../../network/devnet/control/control-client';
import { DamagedLedgerError } from '../../network/devnet/store/block-file';
import { HomeInUseError } from '../../network/devnet/store/home';
import { HomeFormatError } from '../../network/devnet/store/home-record';
import { StoppedHomeError } from '../../network/devnet/store/stopped-home';
import { type CliCommand, type Io } from '../cli/command';
import { runCommands } from '../cli/run-commands';
import { clearLogs } from './commands/clear-logs';
import { doctor } from './commands/doctor';
import { faults } from './commands/faults';
import { rebuild } from './commands/rebuild';
import { reset } from './commands/reset';
import { status } from './commands/status';
import { trace } from './commands/trace';

/** The commands in the order of the help. A further one is a file and a row here. */
const commands: readonly CliCommand[] = [status, trace, faults, doctor, rebuild, clearLogs, reset];

const expectedErrors = [ControlError, DamagedLedgerError, HomeFormatError, HomeInUseError, StoppedHomeError];

const beginning = `It works on the folder of \`npm start\`, .sunledger, unless --home names another.
  npm run devnet -- doctor               what is wrong, and what helps
  npm run devnet -- trace 4f2c...        all that is known of one transaction
  npm run devnet -- faults --conflicts 3 have the next three transactions collide
network/devnet/README.md says what the embedded network is and is not.
`;

/** Runs one command line of `npm run devnet` and answers its exit code. */
export async function runDevnetProgram(argv: readonly string[], io: Io): Promise<number> {
  const description = 'Looks after an embedded network: what runs, what happened, what is wrong';
  const expected = (error: unknown): error is Error => expectedErrors.some((type) => error instanceof type);
  return await runCommands({ name: 'npm run devnet --', description, commands, expected, beginning }, argv, io);
}
