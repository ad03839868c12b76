import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parameters } from '../../../../chaincode/domain/parameters';
import { grantableRoles } from '../../../../chaincode/domain/roles';
import { MemberSelect } from '../../components/member-select';
import { Field, Form, Select, Submit } from '../../forms/fields';
import { type FieldErrors, required, useForm } from '../../forms/use-form';
import { texts } from '../../model/texts';
import { argumentsOf, commandFields, rangeOf, type VoteCommand, type VoteField } from '../../model/votes';
import { castVote, useParameters } from '../../state/votes';

type Name = 'command' | VoteField;

const commands = Object.keys(commandFields) as VoteCommand[];
const initial: Readonly<Record<Name, string>> = {
  ...{ command: 'SetParameter', member: '', role: grantableRoles[0], name: 'B', value: '' },
  ...{ market: '', rule: '', unit: '', owner: '', amount: '' },
};
const names = Object.keys(parameters) as (keyof typeof parameters)[];
const isParameter = (name: string): name is keyof typeof parameters => Object.hasOwn(parameters, name);
const commandOf = (text: string): VoteCommand => commands.find((command) => command === text) ?? 'SetParameter';

/** Opens a vote, with its opener's yes. */
export function NewVote(): JSX.Element {
  const { voting } = texts;
  const inForce = useParameters().data;
  const [said, setSaid] = useState('');
  const form = useForm<Name, string>({
    initial,
    check: (values) => {
      const missing: FieldErrors<Name> = Object.fromEntries(
        commandFields[commandOf(values.command)].map((name) => [name, required(values[name])]),
      );
      return missing;
    },
    send: async (values, key) => {
      const command = commandOf(values.command);
      const { result } = await castVote(command, argumentsOf(command, values), key);
      return result.state;
    },
    sent: (state) => {
      setSaid(state === 'passed' ? voting.passed : voting.counted);
      return true;
    },
  });
  const command = commandOf(form.values.command);
  const { name } = form.values;
  return (
    <Form form={form} label={voting.fresh}>
      <Select
        form={form}
        name="command"
        label={voting.command}
        options={commands.map((value) => ({ value, label: voting.commands[value] }))}
      />
      {commandFields[command].map((field) => {
        const label = voting.fields[field];
        if (field === 'member' || field === 'owner') {
          return <MemberSelect key={field} form={form} name={field} label={label} />;
        }
        if (field === 'role') {
          const options = grantableRoles.map((value) => ({ value, label: voting.roleNames[value] }));
          return <Select key={field} form={form} name={field} label={label} options={options} />;
        }
        if (field === 'name') {
          const options = names.map((value) => ({ value, label: `${value}: ${parameters[value].meaning}` }));
          return <Select key={field} form={form} name={field} label={label} options={options} />;
        }
        const ofParameter = field === 'value' && command === 'SetParameter' && isParameter(name);
        const help = ofParameter
          ? `${voting.range(rangeOf(parameters[name]))}, ${voting.now(inForce?.[name] ?? parameters[name].default)}`
          : undefined;
        const unit = field === 'amount' ? 'eEuro' : undefined;
        return (
          <Field
            key={field}
            {...{ form, label, name: field, help }}
            type={field === 'amount' ? 'decimal' : 'text'}
            {...(unit === undefined ? {} : { unit })}
          />
        );
      })}
      <div class="actions">
        <Submit sending={form.sending}>{voting.start}</Submit>
      </div>
      <p class="field-note" role="status">
        {said}
      </p>
    </Form>
  );
}
