import { excludeEachOther, type RewrittenKeys } from './rewritten-keys';
import { SigningRefused } from './signing-refused';

/** A signed transaction that a gateway was given. */
export interface GivenTransaction {
  readonly transactionId: string;
  readonly rewrites: RewrittenKeys;
}

/**
 * Where a member remembers which signed transactions it gave away for which command (by its idempotency key). Whoever
 * keeps its keys over restarts keeps these with them: what is forgotten could be signed a second time.
 */
export interface GivenTransactions {
  of(command: string): Promise<readonly GivenTransaction[]>;
  /** Has it written down, for good where the store outlives the program, before the transaction is given away. */
  note(command: string, given: GivenTransaction): Promise<void>;
}

/** Of more commands than this the oldest are forgotten. */
const MOST_COMMANDS = 10_000;

/** Remembers for as long as the program runs. */
export class GivenInMemory implements GivenTransactions {
  private readonly commands = new Map<string, readonly GivenTransaction[]>();

  of(command: string): Promise<readonly GivenTransaction[]> {
    return Promise.resolve(this.commands.get(command) ?? []);
  }

  note(command: string, given: GivenTransaction): Promise<void> {
    this.commands.set(command, [...(this.commands.get(command) ?? []), given]);
    const [oldest] = this.commands.keys();
    if (this.commands.size > MOST_COMMANDS && oldest !== undefined) this.commands.delete(oldest);
    return Promise.resolve();
  }
}

/**
 * Housekeeping that takes up whatever is due: who asks for it twice has asked for it once, and nothing of its own moves.
 * A second transaction for one of these may be signed whatever the gateway said of the first.
 */
export const housekeeping: ReadonlySet<string> = new Set([
  'agents:ShareFees',
  'book:ClearExpiredOrders',
  'book:ClearInterval',
  'book:ReleaseHeldTrades',
  'market:ClearListing',
  'market:CloseBidding',
  'market:SettleListing',
  'members:PurgePersonalData',
  'proofs:FulfilListing',
  'storage:ClearOldSessions',
  'tokens:FoldCredits',
  'trust:CloseRatings',
]);

/**
 * Throws SigningRefused (REPEATED) unless the transaction can be signed beside those that were given away for the same
 * command already. That they failed has to be seen, not believed: a gateway's word is no proof, and neither is a
 * validation code, which no orderer signs. So each of them and the new one have to exclude each other.
 */
export function checkRepetition(before: readonly GivenTransaction[], name: string, rewrites: RewrittenKeys): void {
  if (housekeeping.has(name)) return;
  const beside = before.find((given) => !excludeEachOther(given.rewrites, rewrites));
  if (beside) throw new SigningRefused('REPEATED', repeatedSentence(beside), beside.transactionId);
}

const repeatedSentence = ({ transactionId }: GivenTransaction): string =>
  `Transaction ${transactionId} was signed for this command before, and a second one could take effect beside it. ` +
  'Look whether the first one did: if not, give the command again, as a new one.';
