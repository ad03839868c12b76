import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { checkAmount, checkNumber } from '../../forms/check-amount';
import { Choice, Field, Form, Submit } from '../../forms/fields';
import { type FormState, useForm, wrongFields } from '../../forms/use-form';
import { amountText } from '../../model/amounts';
import { filledOf, termsOf, type OrderValues } from '../../model/orders';
import { texts } from '../../model/texts';
import { type PlacedOrderView } from '../../model/views';
import { useBalance } from '../../state/balance';
import { placeOrder, useQuote } from '../../state/books';

type Name = keyof OrderValues;

const initial: OrderValues = { side: 'buy', kind: 'limit', amount: '', price: '' };
const fieldNames: Readonly<Record<string, Name>> = { amount: 'amount', price: 'price' };

/** A price that was pressed in the book, and what the member would do at it. A new object each time it is pressed. */
export interface ChosenPrice {
  readonly side: 'buy' | 'sell';
  readonly price: string;
}

interface OrderFormProps {
  readonly book: string;
  /** Taken over into the form; undefined before any was pressed. */
  readonly chosen: ChosenPrice | undefined;
}

/** An order in two figures, with what it would trade now. */
export function OrderForm({ book, chosen }: OrderFormProps): JSX.Element {
  const words = texts.book;
  const [said, setSaid] = useState('');
  const form = useForm<Name, PlacedOrderView>({
    ...{ initial, fieldNames },
    check: ({ kind, amount, price }) =>
      wrongFields({
        amount: checkAmount(amount, 'ent'),
        price: kind === 'market' ? undefined : checkNumber(price),
      }),
    send: async (values, key) => {
      const terms = termsOf(values);
      if (!terms) throw new Error(texts.errors.notANumber);
      const { result } = await placeOrder(book, terms, key);
      return result;
    },
    sent: ({ order }) => {
      setSaid(words.placed(amountText(filledOf(order), 'ent'), amountText(order.left, 'ent')));
      return true;
    },
  });
  useEffect(() => {
    if (!chosen) return;
    form.set('side', chosen.side);
    form.set('kind', 'limit');
    form.set('price', chosen.price);
    // Only a press takes a price over: what is typed afterwards stays.
  }, [chosen]);
  const isMarket = form.values.kind === 'market';
  return (
    <Form form={form} label={words.order}>
      <Choice
        form={form}
        name="side"
        label={words.side}
        options={[
          { value: 'buy', label: words.buy },
          { value: 'sell', label: words.sell },
        ]}
      />
      <Choice
        form={form}
        name="kind"
        label={words.kind}
        options={[
          { value: 'limit', label: words.kinds.limit },
          { value: 'market', label: words.kinds.market },
        ]}
      />
      <Field form={form} name="amount" label={words.amount} unit="ENT" type="decimal" help={<Held form={form} />} />
      {isMarket ? (
        <p class="field-note">{words.marketHelp}</p>
      ) : (
        <Field form={form} name="price" label={words.limit} unit="€/ENT" type="decimal" />
      )}
      <Estimate book={book} values={form.values} />
      <div class="actions">
        <Submit sending={form.sending}>{words.place}</Submit>
      </div>
      <p class="field-note" role="status">
        {said}
      </p>
    </Form>
  );
}

/** What there is to pay or to sell with. */
function Held({ form }: { readonly form: FormState<Name> }): JSX.Element {
  const euro = useBalance('eEuro').data;
  const ent = useBalance('ENT').data;
  const shown =
    form.values.side === 'buy' ? euro && amountText(euro.available, 'money') : ent && amountText(ent.available, 'ent');
  return <>{shown === undefined ? '\u00a0' : texts.book.available(shown)}</>;
}

const TYPING_MS = 250;

/** What the order would do now, asked of the ledger once the typing rests. */
function Estimate({ book, values }: { readonly book: string; readonly values: OrderValues }): JSX.Element {
  const words = texts.book;
  const [rested, setRested] = useState(values);
  const { side, kind, amount, price } = values;
  useEffect(() => {
    const timer = setTimeout(() => setRested({ side, kind, amount, price }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [side, kind, amount, price]);
  const terms = termsOf(rested);
  const { data, problem } = useQuote(book, terms);
  const sentences: string[] = [];
  if (terms && data) {
    const nothing = /^[0.]*$/.test(data.filled);
    sentences.push(
      nothing
        ? words.estimateNone
        : words.estimate(amountText(data.filled, 'ent'), amountText(data.total, 'money', { exact: true })),
    );
    if (!/^[0.]*$/.test(data.left)) {
      const left = amountText(data.left, 'ent');
      sentences.push(terms.kind === 'limit' ? words.estimateRest(left) : words.estimateLost(left));
    }
  }
  const text = problem && terms ? problem.message : sentences.length === 0 ? words.estimating : sentences.join(' ');
  return (
    <p class="notice" aria-live="polite">
      {text}
    </p>
  );
}
