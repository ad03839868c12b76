import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { Field, Form, Submit } from '../../forms/fields';
import { useForm } from '../../forms/use-form';
import { texts } from '../../model/texts';
import { type MemberView } from '../../model/views';
import { ask, write } from '../../state/api';
import { configuration } from '../../state/configuration';
import { refreshResources } from '../../state/resources';
import { session } from '../../state/session';

/** Registering on the ledger: the last step of somebody who has a certificate and is no member yet. */
export function Registration(): JSX.Element {
  const words = texts.signIn.register;
  const form = useForm({
    initial: { firstName: '', lastName: '', email: '' },
    check: ({ firstName, lastName, email }) => ({
      ...(firstName.trim() === '' ? { firstName: texts.errors.required } : {}),
      ...(lastName.trim() === '' ? { lastName: texts.errors.required } : {}),
      ...(/^[!-~]+@[!-~]+\.[!-~]+$/.test(email.trim()) ? {} : { email: words.emailWrong }),
    }),
    send: async ({ firstName, lastName, email }, key) => {
      const person = { firstName: firstName.trim(), lastName: lastName.trim(), email: email.trim() };
      return (await write<MemberView>('POST', '/v1/me', person, key)).result;
    },
    sent: () => {
      // A newcomer to a demonstration finds something on its account.
      if (configuration.get()?.demo === true) {
        void ask('POST', `/demo/members/${encodeURIComponent(session.get()?.member ?? '')}/welcome`).catch(
          () => undefined,
        );
      }
      refreshResources('/v1/');
      return undefined;
    },
  });
  return (
    <Card title={words.title} lead={words.lead}>
      <Form form={form} label={words.title}>
        <div class="fields">
          <Field form={form} name="firstName" label={words.firstName} autocomplete="given-name" />
          <Field form={form} name="lastName" label={words.lastName} autocomplete="family-name" />
          <Field form={form} name="email" label={words.email} autocomplete="email" />
        </div>
        <Submit sending={form.sending}>{form.sending ? words.sending : words.submit}</Submit>
      </Form>
    </Card>
  );
}
