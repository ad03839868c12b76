/** What values a setting takes, and how they are read from a text of the environment. */
export interface Form<T> {
  /** In words, as it goes on after "must be". */
  readonly rule: string;
  /** The value that a scalar of the file or a text of the environment means; undefined where it means none. */
  readonly read: (found: unknown) => T | undefined;
  /** Whether it names a file, which starts where it is written: beside the file, or in the working directory. */
  readonly isFile?: true;
}

/** One thing that can be configured. */
export interface Setting<T> extends Form<T> {
  /** What it is for, with its unit, for the table in docs/operations.md. */
  readonly what: string;
  /** Taken where it is left out; absent where there is no value then. */
  readonly otherwise?: T;
  /** Whether a gateway can't be without it. */
  readonly required?: true;
  /** Never shown. */
  readonly secret?: true;
  /** A further name of its variable, where the world has one. */
  readonly alias?: string;
}

/** A whole number within bounds. */
export const whole = (least: number, most: number): Form<number> => ({
  rule: `a whole number from ${least} to ${most}`,
  read: (found) => {
    const value = typeof found === 'string' && /^\d{1,15}$/.test(found) ? Number(found) : found;
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
  },
});

/** A text of a certain form. */
export const text = (matches: RegExp, rule: string): Form<string> => ({
  rule,
  read: (found) => (typeof found === 'string' && matches.test(found) ? found : undefined),
});

/** One of some words. */
export const choice = <T extends string>(...words: readonly T[]): Form<T> => ({
  rule: `one of ${words.join(', ')}`,
  read: (found) => words.find((word) => word === found),
});

/** Yes or no. */
export const yesNo: Form<boolean> = {
  rule: 'true or false',
  read: (found) => {
    if (typeof found === 'boolean') return found;
    return found === 'true' ? true : found === 'false' ? false : undefined;
  },
};

/** A file or a folder. */
export const file: Form<string> = { ...text(/^[^\0]{1,4096}$/, 'the name of a file'), isFile: true };
