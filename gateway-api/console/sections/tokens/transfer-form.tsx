import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type TokenName } from '../../../../chaincode/domain/account';
import { Card } from '../../components/card';
import { MemberSelect } from '../../components/member-select';
import { Empty, Loaded } from '../../components/states';
import { checkAmount } from '../../forms/check-amount';
import { Choice, Field, Form, Submit } from '../../forms/fields';
import { required, useForm, wrongFields } from '../../forms/use-form';
import { amountText, readDecimal, unitOf } from '../../model/amounts';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { write } from '../../state/api';
import { useBalance } from '../../state/balance';
import { useMember } from '../../state/me';
import { useMembers } from '../../state/members';
import { refreshResources } from '../../state/resources';
import { kindOf } from './account-card';

/** Sending a token to another member. */
export function TransferForm({ tokens }: { readonly tokens: readonly TokenName[] }): JSX.Element {
  const members = useMembers();
  const words = texts.tokens.transfer;
  const me = useMember();
  return (
    <Card title={words.title} lead={words.lead}>
      <Loaded what={words.to} resource={members} lines={5}>
        {(all) => {
          const others = all.filter(({ id, status }) => id !== me && status === 'active');
          if (others.length > 0) return <Filled tokens={tokens} />;
          return (
            <Empty icon="person">
              <p>{words.nobody}</p>
            </Empty>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Filled({ tokens }: { readonly tokens: readonly TokenName[] }): JSX.Element {
  const words = texts.tokens.transfer;
  const me = useMember();
  const [said, setSaid] = useState('');
  const [chosen, setChosen] = useState<TokenName>('eEuro');
  const balance = useBalance(chosen).data;
  const kind = kindOf[chosen];
  const form = useForm({
    initial: { token: 'eEuro', to: '', amount: '' },
    check: ({ to, amount }) => wrongFields({ to: required(to), amount: checkAmount(amount, kind, balance?.available) }),
    send: async ({ to, amount }, key) => {
      const body = { token: chosen, to, amount: readDecimal(amount) ?? '' };
      await write('POST', '/v1/transfers', body, key);
      return body;
    },
    sent: ({ to, amount }) => {
      setSaid(words.sent(amountText(amount, kind, { exact: true }), shortMember(to)));
      refreshResources(`/v1/accounts/${me}/`);
      form.reset({ token: chosen, to: '', amount: '' });
      return false;
    },
  });
  return (
    <Form form={form} label={words.title}>
      <Choice
        form={{
          ...form,
          set: (name, value) => {
            form.set(name, value);
            setChosen(value as TokenName);
          },
        }}
        name="token"
        label={words.token}
        options={tokens.map((token) => ({ value: token, label: texts.tokens.names[token] }))}
      />
      <div class="fields">
        <MemberSelect
          form={form}
          name="to"
          label={words.to}
          fits={({ id, status }) => id !== me && status === 'active'}
        />
        <Field
          form={form}
          name="amount"
          type="decimal"
          label={words.amount}
          unit={unitOf(kind)}
          help={balance ? `${texts.tokens.available}: ${amountText(balance.available, kind)}` : undefined}
          aside={
            <button type="button" onClick={() => form.set('amount', balance?.available ?? '')}>
              {words.all}
            </button>
          }
        />
      </div>
      <Submit sending={form.sending}>{form.sending ? words.sending : words.submit}</Submit>
      <p class="field-note" role="status">
        {said === '' ? '\u00a0' : said}
      </p>
    </Form>
  );
}
