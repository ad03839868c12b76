import { QuoteOrder } from '../../chaincode/wire/transactions/book';
import { fullName } from '../../chaincode/wire/transactions';
import { type LedgerCall } from './ledger-call';

/** Asks the ledger; answers the JSON text of the result. */
export type Ask = (name: string, args: readonly string[]) => Promise<Uint8Array>;

/**
 * The call with which to try again after a conflict. An order is told how far into the book it reaches as the book is
 * now, so that the second attempt reads that much and no more, and is disturbed by nothing behind it (spec 11). All other
 * calls stay as they are. What the order may do is the chaincode's to say: where the question is refused, the call goes
 * on as it was and meets the refusal itself.
 */
export async function narrowedCall(call: LedgerCall, ask: Ask): Promise<LedgerCall> {
  if (call.declaration.name !== 'PlaceOrder') return call;
  const [book = '', order = '', terms = ''] = call.args;
  const asked = JSON.parse(terms) as { readonly side: string; readonly amount: string; readonly price?: string };
  const question = [book, asked.side, asked.amount, asked.price ?? ''];
  const answer = await ask(fullName(QuoteOrder), question).catch(() => undefined);
  if (answer === undefined) return call;
  const { reach } = JSON.parse(Buffer.from(answer).toString('utf8')) as { readonly reach: string | null };
  if (reach === null) return call;
  return { ...call, args: [book, order, JSON.stringify({ ...asked, reach })] };
}
