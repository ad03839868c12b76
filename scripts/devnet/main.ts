/** `npm run devnet -- COMMAND ...`: looks after an embedded network and its folder (`--help` lists the commands). */
import { runAsProgram } from '../cli/run-as-program';
import { runDevnetProgram } from './devnet-program';

runAsProgram('devnet', async (argv, io) => {
  const code = await runDevnetProgram(argv, io);
  // A question that was asked on the terminal would keep the process waiting for more.
  process.stdin.destroy();
  return code;
});
