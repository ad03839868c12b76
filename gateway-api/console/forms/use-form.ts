import { useState } from 'preact/hooks';
import { texts } from '../model/texts';
import { type ApiProblem } from '../state/problem';
import { useSending } from './use-sending';

/** What a person has typed, by field. */
export type Values<Name extends string> = Readonly<Record<Name, string>>;
/** What is wrong, by field; a sentence each. */
export type FieldErrors<Name extends string> = Readonly<Partial<Record<Name, string>>>;

export interface FormOptions<Name extends string, Result> {
  /** What stands there at first. */
  readonly initial: Values<Name>;
  /** What can be said without asking the gateway. */
  readonly check?: (values: Values<Name>) => FieldErrors<Name>;
  /** Sends it. The key is the same for the same values, so that sending twice takes effect once. */
  readonly send: (values: Values<Name>, key: string) => Promise<Result>;
  /** Fields of the request that are called otherwise here: `{ amount: 'energy' }`. */
  readonly fieldNames?: Readonly<Record<string, Name>>;
  /** Called when it took effect. Answers whether to empty the form (it does unless false is answered). */
  readonly sent?: (result: Result) => boolean | undefined;
}

/** A form: its values, what is wrong with them, and how it is sent. */
export interface FormState<Name extends string> {
  readonly values: Values<Name>;
  readonly errors: FieldErrors<Name>;
  /** A refusal that belongs to no field. */
  readonly problem: ApiProblem | undefined;
  readonly sending: boolean;
  readonly set: (name: Name, value: string) => void;
  /** Shows what is wrong with a field once it has been left. */
  readonly leave: (name: Name) => void;
  readonly submit: () => Promise<void>;
  readonly reset: (values?: Values<Name>) => void;
}

/**
 * Keeps a form. What was typed stays after a refusal; a second press while it is under way does nothing, and one after a
 * lost answer sends the same key, so nothing happens twice.
 */
export function useForm<Name extends string, Result>(options: FormOptions<Name, Result>): FormState<Name> {
  const [values, setValues] = useState(options.initial);
  const [refused, setRefused] = useState<FieldErrors<Name>>(noErrors);
  const [left, setLeft] = useState<ReadonlySet<Name>>(new Set());
  const [problem, setProblem] = useState<ApiProblem>();
  const { sending, send } = useSending();

  const found: FieldErrors<Name> = options.check?.(values) ?? noErrors();
  const errors: Partial<Record<Name, string>> = { ...refused };
  for (const name of Object.keys(found) as Name[]) {
    const sentence = found[name];
    if (sentence !== undefined && left.has(name)) errors[name] = sentence;
  }

  const submit = async (): Promise<void> => {
    if (sending) return;
    setLeft(new Set(Object.keys(values) as Name[]));
    setProblem(undefined);
    setRefused(noErrors);
    if (Object.values(found).some((sentence) => sentence !== undefined)) return;
    const outcome = await send(JSON.stringify(values), (key) => options.send(values, key));
    if (!outcome) return;
    if ('refusal' in outcome) {
      const name = fieldOf(outcome.refusal, options);
      if (name !== undefined) setRefused({ [name]: outcome.refusal.message } as FieldErrors<Name>);
      else setProblem(outcome.refusal);
    } else if (options.sent?.(outcome.result) !== false) {
      setValues(options.initial);
      setLeft(new Set());
    }
  };

  return {
    ...{ values, errors, problem, sending, submit },
    set: (name, value) => {
      setValues((current) => ({ ...current, [name]: value }));
      if (refused[name] !== undefined) setRefused(noErrors);
    },
    leave: (name) => {
      if (values[name] !== '') setLeft((current) => new Set(current).add(name));
    },
    reset: (next = options.initial) => {
      setValues(next);
      setLeft(new Set());
      setRefused(noErrors);
      setProblem(undefined);
    },
  };
}

function noErrors<Name extends string>(): FieldErrors<Name> {
  // An object without entries is one of errors by any names.
  return {} as FieldErrors<Name>;
}

/** The errors of those fields that have one. */
export const wrongFields = <Name extends string>(
  sentences: Readonly<Partial<Record<Name, string | undefined>>>,
): FieldErrors<Name> =>
  Object.fromEntries(Object.entries(sentences).filter(([, sentence]) => sentence !== undefined)) as FieldErrors<Name>;

/** Which of our fields a refusal is about. */
function fieldOf<Name extends string>(
  { field }: ApiProblem,
  { initial, fieldNames = {} }: Pick<FormOptions<Name, unknown>, 'initial' | 'fieldNames'>,
): Name | undefined {
  if (field === undefined) return undefined;
  const last = field.split('/').at(-1) ?? field;
  return fieldNames[last] ?? (last in initial ? (last as Name) : undefined);
}

/** The sentence for an empty field. */
export const required = (value: string): string | undefined =>
  value.trim() === '' ? texts.errors.required : undefined;
