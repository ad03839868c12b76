import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { MemberSelect } from '../../components/member-select';
import { checkAmount } from '../../forms/check-amount';
import { Field, Form, Submit } from '../../forms/fields';
import { required, useForm, wrongFields } from '../../forms/use-form';
import { amountText, readDecimal } from '../../model/amounts';
import { texts } from '../../model/texts';
import { bank } from '../../state/banking';

type Name = 'member' | 'amount';

/** Issues eEuro to a member. */
export function IssueForm(): JSX.Element {
  const { banker } = texts;
  const [said, setSaid] = useState('');
  const form = useForm<Name, string>({
    initial: { member: '', amount: '' },
    check: ({ member, amount }) => wrongFields({ member: required(member), amount: checkAmount(amount, 'money') }),
    send: async ({ member, amount }, key) => {
      const exact = readDecimal(amount) ?? amount;
      await bank('mint', member, exact, key);
      return banker.issued(amountText(exact, 'money', { exact: true }), member);
    },
    sent: (sentence) => {
      setSaid(sentence);
      return true;
    },
  });
  return (
    <Form form={form} label={banker.issue}>
      <MemberSelect form={form} name="member" label={banker.member} />
      <Field form={form} name="amount" label={banker.amount} unit="eEuro" type="decimal" />
      <div class="actions">
        <Submit sending={form.sending}>{banker.issueYes}</Submit>
      </div>
      <p class="field-note" role="status">
        {said}
      </p>
    </Form>
  );
}
