/** `npm run -s sunledger -- COMMAND ...` (spec 10: recompute a published result; `--help` lists the commands). */
import { runProgram } from './program';
import { runAsProgram } from './run-as-program';

runAsProgram('sunledger', runProgram);
