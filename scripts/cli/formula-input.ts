import {
  type Micros,
  parseAmount,
  parseEnergy,
  parsePrice,
  parseRatio,
  type PricePerKWh,
  type Ratio,
  type Wh,
} from '../../chaincode/domain/units';
import { type CliError } from './cli-error';
import { oneOf, quantity, wrong } from './document';

type Fields = Readonly<Record<string, unknown>>;

/** The inputs of one formula, read from an entry of a file. Each reader throws CliError naming entry and field. */
export class FormulaInput {
  readonly #fields: Fields;
  readonly #where: string;

  constructor(fields: Fields, where: string) {
    this.#fields = fields;
    this.#where = where;
  }

  /** What is wrong with a field beyond its form. */
  wrong(field: string, expected: string): CliError {
    return wrong(`${this.#where}: ${field}`, expected, this.#fields[field]);
  }

  energy = (field: string): Wh => this.#quantity(field, parseEnergy);
  price = (field: string): PricePerKWh => this.#quantity(field, parsePrice);
  ratio = (field: string): Ratio => this.#quantity(field, parseRatio);
  amount = (field: string): Micros => this.#quantity(field, parseAmount);

  /** A ratio above 0. */
  positive(field: string): Ratio {
    const value = this.ratio(field);
    if (value === 0n) throw this.wrong(field, 'above 0');
    return value;
  }

  /** Energy above 0. */
  someEnergy(field: string): Wh {
    const value = this.energy(field);
    if (value === 0n) throw this.wrong(field, 'above 0');
    return value;
  }

  /** A ratio of at most `most`. */
  upTo(field: string, most: number): Ratio {
    const value = this.ratio(field);
    if (value > BigInt(most) * 1_000_000n) throw this.wrong(field, `at most ${most}`);
    return value;
  }

  /** Millionths of either sign. */
  signedRatio = (field: string): bigint => this.#signed(field, parseRatio);
  /** Wh of either sign. */
  signedEnergy = (field: string): bigint => this.#signed(field, parseEnergy);

  /** A whole JSON number. */
  whole(field: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.#fields[field];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
      throw this.wrong(
        field,
        most === Number.MAX_SAFE_INTEGER
          ? `a whole number of at least ${least}`
          : `a whole number from ${least} to ${most}`,
      );
    }
    return value;
  }

  oneOf = <T extends string>(field: string, allowed: readonly T[]): T =>
    oneOf(this.#fields[field], allowed, `${this.#where}: ${field}`);

  #quantity<Q>(field: string, parse: (text: string, field: string) => Q): Q {
    return quantity(this.#fields[field], `${this.#where}: ${field}`, parse);
  }

  #signed(field: string, parse: (text: string, field: string) => bigint): bigint {
    return this.#quantity(field, (text, name) =>
      text.startsWith('-') ? -parse(text.slice(1), name) : parse(text, name),
    );
  }
}
