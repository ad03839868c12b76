import { type ComponentChildren, type JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { texts } from '../model/texts';
import { type FormState } from './use-form';

interface FormProps<Name extends string> {
  readonly form: FormState<Name>;
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A form with the refusal that belongs to none of its fields. The first wrong field takes the focus. */
export function Form<Name extends string>({ form, label, children }: FormProps<Name>): JSX.Element {
  const element = useRef<HTMLFormElement>(null);
  const submitted = useRef(false);
  useEffect(() => {
    if (!submitted.current || form.sending) return;
    submitted.current = false;
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
  return (
    <form
      ref={element}
      class="form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submitted.current = true;
        void form.submit();
      }}
    >
      {children}
      {form.problem ? (
        <p class="form-problem" role="alert">
          {form.problem.message}
          {form.problem.status === 0 || form.problem.status >= 500 ? ` ${texts.errors.outcomeUnknown}` : ''}
        </p>
      ) : null}
    </form>
  );
}

interface FieldFrameProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly help?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What stands around a control: its label, and below it the error or the help; a line is kept free for them. */
function FieldFrame({ id, label, error, help, children }: FieldFrameProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class={error === undefined ? 'input' : 'input invalid'}>{children}</div>
      <p id={`${id}-note`} class={error === undefined ? 'field-note' : 'field-note error'}>
        {error ?? help ?? '\u00a0'}
      </p>
    </div>
  );
}

/** What ties a control to what stands around it, for screen readers. */
const tied = (id: string, error: string | undefined) =>
  ({
    ...{ id, 'aria-describedby': `${id}-note` },
    'aria-invalid': error === undefined ? 'false' : 'true',
  }) as const;

interface FieldProps<Name extends string> {
  readonly form: FormState<Name>;
  readonly name: Name;
  readonly label: string;
  /** Shown inside the field at the right: kWh, ct/kWh, eEuro. */
  readonly unit?: string;
  readonly help?: ComponentChildren;
  readonly type?: 'text' | 'password' | 'decimal';
  readonly autocomplete?: string;
  /** A button at the field, as "All". */
  readonly aside?: ComponentChildren;
}

/** A field with its label, unit, help and error, tied together for screen readers. */
export function Field<Name extends string>(props: FieldProps<Name>): JSX.Element {
  const { form, name, label, unit, help, type = 'text', autocomplete, aside } = props;
  const id = useId();
  const error = form.errors[name];
  return (
    <FieldFrame {...{ id, label, error, help }}>
      <input
        {...tied(id, error)}
        name={name}
        {...(type === 'password' ? { type: 'password' as const } : { type: 'text' as const })}
        inputMode={type === 'decimal' ? 'decimal' : 'text'}
        autoComplete={autocomplete ?? 'off'}
        class={type === 'decimal' ? 'number' : ''}
        value={form.values[name]}
        readOnly={form.sending}
        onInput={(event) => form.set(name, event.currentTarget.value)}
        onBlur={() => form.leave(name)}
      />
      {unit === undefined ? null : <span class="input-unit">{unit}</span>}
      {aside}
    </FieldFrame>
  );
}

interface ChoiceProps<Name extends string> {
  readonly form: FormState<Name>;
  readonly name: Name;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One of a few, as buttons in a row. */
export function Choice<Name extends string>({ form, name, label, options }: ChoiceProps<Name>): JSX.Element {
  const id = useId();
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={id}
            value={option.value}
            checked={form.values[name] === option.value}
            disabled={form.sending}
            onChange={() => form.set(name, option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** One of many. */
export function Select<Name extends string>({ form, name, label, options }: ChoiceProps<Name>): JSX.Element {
  const id = useId();
  const error = form.errors[name];
  return (
    <FieldFrame {...{ id, label, error }}>
      <select
        {...tied(id, error)}
        value={form.values[name]}
        disabled={form.sending}
        onChange={(event) => form.set(name, event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** Sends the form. It stays as wide as it is while it is under way. */
export function Submit({
  sending,
  children,
}: {
  readonly sending: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <button type="submit" class="primary" aria-disabled={sending} aria-busy={sending}>
      {children}
    </button>
  );
}
