import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Field, Form, Submit } from '../../forms/fields';
import { useForm } from '../../forms/use-form';
import { texts } from '../../model/texts';
import { Keys } from './keys';

/** Finds a transaction by its id. */
export function FindTransaction(): JSX.Element {
  const words = texts.network;
  const [found, setFound] = useState<string>();
  const form = useForm<'transaction', string>({
    initial: { transaction: '' },
    check: ({ transaction }) => (/^[0-9a-f]{64}$/.test(transaction.trim()) ? {} : { transaction: words.badId }),
    send: ({ transaction }) => Promise.resolve(transaction.trim()),
    sent: (id) => {
      setFound(id);
      return false;
    },
  });
  return (
    <Card title={words.search} lead={words.searchLead}>
      <Form form={form} label={words.search}>
        <Field form={form} name="transaction" label={words.searchField} help={words.searchHelp} />
        <div class="actions">
          <Submit sending={form.sending}>{words.find}</Submit>
        </div>
      </Form>
      {found === undefined ? null : <Keys key={found} id={found} />}
    </Card>
  );
}
