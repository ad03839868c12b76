import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Field, Form, Select, Submit } from '../../forms/fields';
import { required, useForm, wrongFields } from '../../forms/use-form';
import { texts } from '../../model/texts';
import { ask } from '../../state/api';
import { type Configuration } from '../../state/configuration';
import { keepIdentity } from '../../state/own-keys';
import { ApiProblem, problemOf } from '../../state/problem';
import { signIn } from '../../state/session';
import { transport } from '../../state/signer';

interface Invitation {
  readonly organization: string;
  readonly enrollmentId: string;
  readonly secret: string;
}

/** Signing up with a one-time secret: the key is made in the browser, certified, and kept here. */
export function SignUpForm({ known }: { readonly known: Configuration }): JSX.Element {
  const words = texts.signIn.signUp;
  const [inviting, setInviting] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const form = useForm({
    initial: { organization: known.organizations[0]?.mspId ?? '', enrollmentId: '', secret: '' },
    check: ({ enrollmentId, secret }) =>
      wrongFields({ enrollmentId: required(enrollmentId), secret: required(secret) }),
    send: async ({ organization, enrollmentId, secret }) => {
      // Signing is a part of its own, loaded when somebody needs it.
      const { enrollOwnKey } = await import('../../../../client/own-key/enroll-own-key');
      const admission = { organization, enrollmentId: enrollmentId.trim(), secret: secret.trim() };
      try {
        const identity = await enrollOwnKey(admission, transport);
        await keepIdentity(identity);
        return identity.member;
      } catch (error) {
        const refusal = problemOf(error);
        if (refusal.code !== 'CREDENTIALS_REFUSED') throw refusal;
        throw new ApiProblem(refusal.status, refusal.code, words.secretWrong, 'secret');
      }
    },
    sent: (member) => {
      signIn({ member, demo: false });
      return undefined;
    },
  });
  const invite = async (): Promise<void> => {
    if (inviting) return;
    setInviting(true);
    setProblem(undefined);
    try {
      form.reset({ ...(await ask<Invitation>('POST', '/demo/invitations')) });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setInviting(false);
    }
  };
  return (
    <Card title={words.title} lead={words.lead}>
      {known.demo ? (
        <p class="suggestion">
          {words.inviteLead}{' '}
          <button type="button" class="small" aria-busy={inviting} onClick={() => void invite()}>
            {words.invite}
          </button>
        </p>
      ) : null}
      {problem ? (
        <p class="form-problem" role="alert">
          {problem.message}
        </p>
      ) : null}
      <Form form={form} label={words.title}>
        <div class="fields">
          <Select
            form={form}
            name="organization"
            label={words.organization}
            options={known.organizations.map(({ mspId, name }) => ({ value: mspId, label: name }))}
          />
          <Field form={form} name="enrollmentId" label={words.name} help={words.nameHelp} autocomplete="username" />
          <Field form={form} name="secret" label={words.secret} help={words.secretHelp} autocomplete="one-time-code" />
        </div>
        <Submit sending={form.sending}>{form.sending ? words.sending : words.submit}</Submit>
      </Form>
    </Card>
  );
}
