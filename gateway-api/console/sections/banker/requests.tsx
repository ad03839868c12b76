import { type JSX } from 'preact';
import { ActionButton } from '../../components/action-button';
import { Amount } from '../../components/amount';
import { Empty } from '../../components/states';
import { Table } from '../../components/table';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type WithdrawalView } from '../../model/views';
import { bank } from '../../state/banking';

/** Who waits for a payment, and what the banker can do about each. */
export function Requests({ withdrawals }: { readonly withdrawals: readonly WithdrawalView[] }): JSX.Element {
  const { banker } = texts;
  if (withdrawals.length === 0) {
    return (
      <Empty icon="check">
        <p>{banker.noRequests}</p>
      </Empty>
    );
  }
  return (
    <Table
      caption={texts.shell.tableOf(banker.requests)}
      rows={withdrawals}
      keyOf={({ member }) => member}
      columns={[
        { heading: banker.columns.member, cell: ({ member }) => member },
        {
          heading: banker.columns.amount,
          figure: true,
          cell: ({ amount }) => <Amount value={amount} kind="money" exact />,
        },
        { heading: banker.columns.since, cell: ({ at }) => showTime(at, 'moment') },
        { heading: banker.columns.actions, cell: (request) => <Answers request={request} /> },
      ]}
    />
  );
}

function Answers({ request: { member, amount } }: { readonly request: WithdrawalView }): JSX.Element {
  const { banker } = texts;
  const shown = amountText(amount, 'money', { exact: true });
  return (
    <div class="actions">
      <ActionButton
        primary
        label={banker.redeemLabel(shown, member)}
        act={(key) => bank('burn', member, amount, key)}
        confirm={{ title: banker.redeemTitle, text: banker.redeemText(shown, member), yes: banker.redeem }}
      >
        {banker.redeem}
      </ActionButton>
      <ActionButton label={banker.giveBackLabel(shown, member)} act={(key) => bank('unlock', member, amount, key)}>
        {banker.giveBack}
      </ActionButton>
    </div>
  );
}
