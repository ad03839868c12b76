/** One benchmark of `npm run bench`. */
export interface Bench {
  readonly name: string;
  /** One line: what is measured. */
  readonly summary: string;
  /** Measures and prints, a line at a time. Throws where the thing measured fails or gives a wrong result. */
  run(print: (line: string) => void, options: BenchOptions): Promise<void> | void;
}

export interface BenchOptions {
  /** Whether few and short rounds are to do, for a look: minutes, where a benchmark has such a mode. */
  readonly quick: boolean;
}
