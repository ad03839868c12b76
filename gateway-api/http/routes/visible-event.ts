import { type RecordChange } from '../../../chaincode/wire/events';
import { transactionList } from '../../../chaincode/wire/transactions';
import { AccountRecord, Balance } from '../../../chaincode/wire/views';
import { type NumberedEvent } from '../../fabric/ledger-events';

/** Records of an account, by the first part of their key; the second is whose account it is (docs/ledger.md). */
const accountFamilies = ['account', 'credit', 'withdrawal'];
const accountAnswers: readonly (string | undefined)[] = [AccountRecord.$id, Balance.$id];
const answerBalances = new Set(
  transactionList.filter(({ result }) => accountAnswers.includes(result.$id)).map(({ name }) => name),
);

/**
 * The payload of an event as a member may see it: what it holds of others' accounts is left out, because the ledger
 * refuses members who ask for them, too. An event without such parts passes as the chaincode wrote it.
 */
export function visibleTo(member: string, event: NumberedEvent): string {
  const content = event.content();
  if (!content) return event.text;
  const isHidden = ({ key }: RecordChange): boolean => {
    const [family = '', owner] = key.split('/');
    return accountFamilies.includes(family) && owner !== member;
  };
  const { transaction, result } = content;
  const hidesResult = answerBalances.has(transaction) && (result as { member?: unknown } | null)?.member !== member;
  if (!hidesResult && !content.changes.some(isHidden)) return event.text;
  const changes = content.changes.filter((change) => !isHidden(change));
  return JSON.stringify({ ...content, result: hidesResult ? null : result, changes });
}
