import { type CliCommand } from './command';
import { agent } from './commands/agent';
import { audit } from './commands/audit';
import { bid } from './commands/bid';
import { book } from './commands/book';
import { clear } from './commands/clear';
import { formulas } from './commands/formulas';
import { keepBook } from './commands/keep-book';
import { proof } from './commands/proof';
import { schedule } from './commands/schedule';
import { storageUnit } from './commands/storage-unit';
import { storedEnergy } from './commands/stored-energy';
import { study } from './commands/study';
import { verifyProofCommand } from './commands/verify-proof';

/** The commands of the `sunledger` program in the order of its help. A further one is a file and a row here. */
export const commands: readonly CliCommand[] = [
  clear,
  audit,
  proof,
  verifyProofCommand,
  book,
  schedule,
  keepBook,
  bid,
  agent,
  storageUnit,
  storedEnergy,
  formulas,
  study,
];
