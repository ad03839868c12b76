import { type CliCommand } from './command';
import { agent } from './commands/agent';
import { audit } from './commands/audit';
import { bid } from './commands/bid';
import { book } from './commands/book';
import { clear } from './commands/clear';
import { completion } from './commands/completion';
import { formulas } from './commands/formulas';
import { keepBook } from './commands/keep-book';
import { bill } from './commands/member/bill';
import { cancel } from './commands/member/cancel';
import { exportCommand } from './commands/member/export';
import { me } from './commands/member/me';
import { offer } from './commands/member/offer';
import { order } from './commands/member/order';
import { profile } from './commands/member/profile';
import { register } from './commands/member/register';
import { session } from './commands/member/session';
import { signIn } from './commands/member/sign-in';
import { signOut } from './commands/member/sign-out';
import { signUp } from './commands/member/sign-up';
import { transfer } from './commands/member/transfer';
import { vote } from './commands/member/vote';
import { watch } from './commands/member/watch';
import { proof } from './commands/proof';
import { schedule } from './commands/schedule';
import { storageUnit } from './commands/storage-unit';
import { storedEnergy } from './commands/stored-energy';
import { study } from './commands/study';
import { verifyProofCommand } from './commands/verify-proof';

/** The commands of the `sunledger` program in the order of its help. A further one is a file and a row here. */
export const commands: readonly CliCommand[] = [
  signUp,
  signIn,
  signOut,
  register,
  me,
  profile,
  offer,
  order,
  cancel,
  transfer,
  session,
  bill,
  watch,
  exportCommand,
  vote,
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
  completion,
];
