/** `npm run network -- COMMAND ...`: provisions organisations on real Fabric (spec 31; `--help` lists the commands). */
import { runAsProgram } from '../cli/run-as-program';
import { runNetworkProgram } from './network-program';

// Whatever is written from here on, keys above all, is for its owner alone.
process.umask(0o077);

runAsProgram('network', runNetworkProgram);
