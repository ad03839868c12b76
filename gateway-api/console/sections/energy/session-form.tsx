import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { checkAmount } from '../../forms/check-amount';
import { Field, Form, Select, Submit } from '../../forms/fields';
import { useForm, wrongFields } from '../../forms/use-form';
import { amountText, readDecimal } from '../../model/amounts';
import { shortMember } from '../../model/names';
import { estimateSession } from '../../model/session-estimate';
import { texts } from '../../model/texts';
import { type SessionView, type StorageUnitView } from '../../model/views';
import { useBalance } from '../../state/balance';
import { startSession, useEnergyPools } from '../../state/storage';
import { useParameters } from '../../state/votes';

type Name = 'unit' | 'amount';

interface SessionFormProps {
  readonly units: readonly StorageUnitView[];
  readonly member: string;
}

/** Starts a consumption session: which unit, for how many ENT. */
export function SessionForm({ units, member }: SessionFormProps): JSX.Element {
  const words = texts.energy;
  const [said, setSaid] = useState('');
  const balance = useBalance('ENT').data;
  const pools = useEnergyPools().data;
  const parameters = useParameters().data;
  const form = useForm<Name, SessionView>({
    initial: { unit: units[0]?.id ?? '', amount: '' },
    check: ({ amount }) => wrongFields({ amount: checkAmount(amount, 'ent', balance?.available) }),
    send: async ({ unit, amount }, key) => (await startSession(unit, readDecimal(amount) ?? amount, key)).result,
    sent: ({ reserved }) => {
      setSaid(words.started(amountText(reserved, 'energy')));
      return true;
    },
  });
  const unit = units.find(({ id }) => id === form.values.unit);
  const amount = readDecimal(form.values.amount);
  const estimate =
    pools && parameters && unit && amount !== undefined
      ? estimateSession({ pools, unit, parameters, member, amount })
      : undefined;
  return (
    <Form form={form} label={words.session}>
      <Select
        form={form}
        name="unit"
        label={words.unit}
        options={units.map(({ id, free }) => ({
          value: id,
          label: `${shortMember(id)} (${amountText(free, 'energy')})`,
        }))}
      />
      <Field
        form={form}
        name="amount"
        label={words.amount}
        unit="ENT"
        type="decimal"
        help={balance ? words.amountHelp(amountText(balance.available, 'ent')) : undefined}
      />
      <p class="notice" aria-live="polite">
        {estimate === undefined
          ? words.estimateWaits
          : 'reserved' in estimate
            ? words.estimate(amountText(estimate.reserved, 'energy'))
            : estimate.refused}
      </p>
      <div class="actions">
        <Submit sending={form.sending}>{words.start}</Submit>
      </div>
      <p class="field-note" role="status">
        {said}
      </p>
    </Form>
  );
}
