import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { checkAmount } from '../../forms/check-amount';
import { Field, Form, Submit } from '../../forms/fields';
import { useForm, wrongFields } from '../../forms/use-form';
import { amountText, readDecimal } from '../../model/amounts';
import { texts } from '../../model/texts';
import { write } from '../../state/api';
import { useBalance } from '../../state/balance';
import { useMember } from '../../state/me';
import { refreshResources } from '../../state/resources';

/** Locking eEuro, so that the bank pays them out. */
export function WithdrawForm(): JSX.Element {
  const words = texts.tokens.withdraw;
  const me = useMember();
  const balance = useBalance('eEuro').data;
  const [said, setSaid] = useState('');
  const form = useForm({
    initial: { amount: '' },
    check: ({ amount }) => wrongFields({ amount: checkAmount(amount, 'money', balance?.available) }),
    send: async ({ amount }, key) => {
      const asked = readDecimal(amount) ?? '';
      await write('POST', `/v1/accounts/${me}/eEuro/lock`, { amount: asked }, key);
      return asked;
    },
    sent: (asked) => {
      setSaid(words.done(amountText(asked, 'money', { exact: true })));
      refreshResources(`/v1/accounts/${me}/`);
      return undefined;
    },
  });
  const waiting = balance?.lockedForWithdrawal ?? '0';
  return (
    <Card title={words.title} lead={words.lead}>
      <Form form={form} label={words.title}>
        <Field
          form={form}
          name="amount"
          type="decimal"
          label={words.amount}
          unit="€"
          help={balance ? `${texts.tokens.available}: ${amountText(balance.available, 'money')}` : undefined}
        />
        <Submit sending={form.sending}>{form.sending ? words.sending : words.submit}</Submit>
        <p class="field-note" role="status">
          {said !== '' ? said : waiting === '0' ? '\u00a0' : words.waiting(amountText(waiting, 'money'))}
        </p>
      </Form>
    </Card>
  );
}
