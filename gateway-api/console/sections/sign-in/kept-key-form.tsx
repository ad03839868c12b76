import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { Field, Form, Submit } from '../../forms/fields';
import { required, useForm, wrongFields } from '../../forms/use-form';
import { texts } from '../../model/texts';
import { ask } from '../../state/api';
import { signIn } from '../../state/session';

interface SessionAnswer {
  readonly token: string;
  readonly member: string;
}

/** Signing in with a key that the gateway keeps under a passphrase. */
export function KeptKeyForm(): JSX.Element {
  const form = useForm({
    initial: { member: '', passphrase: '' },
    check: ({ member, passphrase }) => wrongFields({ member: required(member), passphrase: required(passphrase) }),
    send: ({ member, passphrase }) =>
      ask<SessionAnswer>('POST', '/v1/auth/sessions', { member: member.trim(), passphrase }),
    sent: ({ member, token }) => {
      signIn({ member, token, demo: false });
      return undefined;
    },
  });
  return (
    <Card title={texts.signIn.memberTitle}>
      <Form form={form} label={texts.signIn.memberTitle}>
        <Field
          form={form}
          name="member"
          label={texts.signIn.member}
          help={texts.signIn.memberHelp}
          autocomplete="username"
        />
        <Field
          form={form}
          name="passphrase"
          type="password"
          label={texts.signIn.passphrase}
          help={texts.signIn.passphraseHelp}
          autocomplete="current-password"
        />
        <Submit sending={form.sending}>{texts.signIn.submit}</Submit>
      </Form>
    </Card>
  );
}
