/**
 * Amounts: whole numbers on the ledger, decimal strings at the door (spec 00, "Units").
 *
 * Each unit is a branded bigint with one checked way in (`parse…`, `…Of`), so that mixing units doesn't compile
 * and an amount that is negative or out of range can't be built.
 */
import { DomainError } from './errors';

declare const unit: unique symbol;
type Branded<Name extends string> = bigint & { readonly [unit]: Name };

/** Energy in watt-hours, 0..10^15. At the door kWh with at most 3 decimals. */
export type Wh = Branded<'Wh'>;
/** eEuro in millionths, 0..10^18. At the door at most 6 decimals. */
export type MicroEuro = Branded<'MicroEuro'>;
/** ENT in millionths, 0..10^18. At the door at most 6 decimals. */
export type MicroEnt = Branded<'MicroEnt'>;
/** Any token's amount in millionths, where the token is data and not known to the type checker. */
export type Micros = MicroEuro | MicroEnt | Branded<'Micros'>;
/** A price in millionths of eEuro per kWh (or per ENT), 0..10^18. */
export type PricePerKWh = Branded<'PricePerKWh'>;
/** A rate, ratio or score in millionths, 0..10^18. */
export type Ratio = Branded<'Ratio'>;

/** No quantity exceeds 10^12 of its units (spec 00). */
export const LARGEST_UNITS = 10n ** 12n;
const MILLION = 1_000_000n;

interface Scale {
  readonly name: string;
  readonly decimals: number;
}
const energyScale: Scale = { name: 'energy in kWh', decimals: 3 };
const amountScale: Scale = { name: 'amount', decimals: 6 };
const priceScale: Scale = { name: 'price per kWh', decimals: 6 };
const ratioScale: Scale = { name: 'ratio', decimals: 6 };

const DECIMAL = /^(0|[1-9][0-9]{0,12})(?:\.([0-9]{1,6}))?$/;

/** Parses "1.25" to 10^decimals-ths; refuses what spec 00 refuses, naming the field. */
function parseDecimal(text: string, scale: Scale, field: string): bigint {
  const match = DECIMAL.exec(text);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > scale.decimals) {
    throw new DomainError(
      'INVALID_ARGUMENT',
      `${field} must be a plain decimal ${scale.name} with at most ${scale.decimals} decimals, like "1.25"`,
      { field },
    );
  }
  const value = BigInt((match[1] ?? '0') + fraction.padEnd(scale.decimals, '0'));
  return checked(value, scale, field);
}

function checked(value: bigint, scale: Scale, field: string): bigint {
  if (value < 0n || value > LARGEST_UNITS * 10n ** BigInt(scale.decimals)) {
    throw new DomainError('INVALID_ARGUMENT', `${field} must lie between 0 and 10^12`, { field });
  }
  return value;
}

/** Writes 10^decimals-ths as the shortest decimal string: 1250n with 3 decimals is "1.25". Negative values keep their sign. */
function formatDecimal(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return sign + digits.slice(0, -decimals) + (fraction === '' ? '' : `.${fraction}`);
}

/** kWh as a decimal string to Wh. Throws INVALID_ARGUMENT naming `field`. */
export const parseEnergy = (text: string, field = 'energy'): Wh => parseDecimal(text, energyScale, field) as Wh;
/** A token amount as a decimal string to millionths. Throws INVALID_ARGUMENT naming `field`. */
export const parseAmount = (text: string, field = 'amount'): Micros => parseDecimal(text, amountScale, field) as Micros;
/** An eEuro amount as a decimal string to millionths. Throws INVALID_ARGUMENT naming `field`. */
export const parseEuro = (text: string, field = 'amount'): MicroEuro =>
  parseDecimal(text, amountScale, field) as MicroEuro;
/** A price as a decimal string to millionths of eEuro per kWh. Throws INVALID_ARGUMENT naming `field`. */
export const parsePrice = (text: string, field = 'price'): PricePerKWh =>
  parseDecimal(text, priceScale, field) as PricePerKWh;
/** A rate, ratio or score as a decimal string to millionths. Throws INVALID_ARGUMENT naming `field`. */
export const parseRatio = (text: string, field = 'ratio'): Ratio => parseDecimal(text, ratioScale, field) as Ratio;

/** A whole number of Wh that a rule computed. Throws INVALID_ARGUMENT outside 0..10^15. */
export const whOf = (value: bigint): Wh => checked(value, energyScale, 'energy') as Wh;
/** A whole number of micro-eEuro that a rule computed. Throws INVALID_ARGUMENT outside 0..10^18. */
export const microEuroOf = (value: bigint): MicroEuro => checked(value, amountScale, 'amount') as MicroEuro;
/** A whole number of token millionths that a rule computed. Throws INVALID_ARGUMENT outside 0..10^18. */
export const microsOf = (value: bigint): Micros => checked(value, amountScale, 'amount') as Micros;
/** A whole number of millionths of eEuro per kWh that a rule computed. Throws INVALID_ARGUMENT outside 0..10^18. */
export const priceOf = (value: bigint): PricePerKWh => checked(value, priceScale, 'price') as PricePerKWh;
/** A whole number of millionths that a rule computed. Throws INVALID_ARGUMENT outside 0..10^18. */
export const ratioOf = (value: bigint): Ratio => checked(value, ratioScale, 'ratio') as Ratio;

/** Wh as kWh: 1250 is "1.25". */
export const formatEnergy = (value: bigint): string => formatDecimal(value, 3);
/** Millionths (eEuro, ENT, any token, a price, a ratio) as a decimal string: 950000 is "0.95". */
export const formatMicros = (value: bigint): string => formatDecimal(value, 6);

/** numerator / denominator rounded half to even; both non-negative, denominator above 0. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/**
 * price x Wh / 1000 in micro-eEuro, rounded half to even, of any size: the dearest legal offer costs more than an
 * account can hold. For sums, and where another bound applies.
 */
export function exactPayment(price: PricePerKWh, energy: Wh): bigint {
  return divideHalfEven(price * energy, 1000n);
}

/**
 * What `energy` costs at `price`: price x Wh / 1000 in micro-eEuro, rounded half to even (spec 00, "Units").
 * Throws INVALID_ARGUMENT above 10^12 eEuro.
 */
export function payment(price: PricePerKWh, energy: Wh): MicroEuro {
  return microEuroOf(exactPayment(price, energy));
}

/** The middle of two prices, rounded half to even to a millionth; it lies between them. */
export function middlePrice(one: PricePerKWh, other: PricePerKWh): PricePerKWh {
  return divideHalfEven(one + other, 2n) as PricePerKWh;
}

/** `amount` times `ratio`, rounded half to even to a millionth. */
export function share(amount: bigint, ratio: Ratio): bigint {
  return divideHalfEven(amount * ratio, MILLION);
}
