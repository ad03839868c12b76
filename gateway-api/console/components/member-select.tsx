import { type JSX } from 'preact';
import { Select } from '../forms/fields';
import { type FormState } from '../forms/use-form';
import { texts } from '../model/texts';
import { type MemberView } from '../model/views';
import { useMembers } from '../state/members';

interface MemberSelectProps<Name extends string> {
  readonly form: FormState<Name>;
  readonly name: Name;
  readonly label: string;
  /** Leaves members out who cannot be meant. */
  readonly fits?: (member: MemberView) => boolean;
}

/** One of the members. The first choice is nobody, so that no money goes to whoever stands first. */
export function MemberSelect<Name extends string>({
  form,
  name,
  label,
  fits = () => true,
}: MemberSelectProps<Name>): JSX.Element {
  const members = useMembers().data ?? [];
  const options = members.filter(fits).map(({ id }) => ({ value: id, label: id }));
  return (
    <Select form={form} name={name} label={label} options={[{ value: '', label: texts.shell.choose }, ...options]} />
  );
}
