import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog';
import { checkNumber } from '../../forms/check-amount';
import { Field, Form, Submit } from '../../forms/fields';
import { useForm, wrongFields } from '../../forms/use-form';
import { readDecimal } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type RatedTradeView } from '../../model/views';
import { sayDelivered } from '../../state/trust';

/** Asks how much was delivered where it was not all. */
export function LessDelivered({ trade }: { readonly trade: RatedTradeView }): JSX.Element {
  const words = texts.trust;
  const [asking, setAsking] = useState(false);
  const form = useForm<'delivered', unknown>({
    initial: { delivered: '' },
    check: ({ delivered }) => wrongFields({ delivered: checkNumber(delivered, 3) }),
    send: ({ delivered }, key) => sayDelivered(trade.listing, trade.trade, readDecimal(delivered) ?? delivered, key),
    sent: () => {
      setAsking(false);
      return true;
    },
  });
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        {words.lessDelivered}
      </button>
      <Dialog title={words.lessDelivered} open={asking} onClose={() => setAsking(false)}>
        <Form form={form} label={words.lessDelivered}>
          <Field form={form} name="delivered" label={words.delivered} unit="kWh" type="decimal" />
          <Submit sending={form.sending}>{words.say}</Submit>
        </Form>
      </Dialog>
    </>
  );
}
