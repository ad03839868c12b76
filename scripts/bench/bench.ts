/** One benchmark of `npm run bench`. */
export interface Bench {
  readonly name: string;
  /** One line: what is measured. */
  readonly summary: string;
  /** Measures and prints, a line at a time. Throws where the thing measured fails or gives a wrong result. */
  run(print: (line: string) => void): Promise<void> | void;
}
