/**
 * Figures for people. Amounts arrive as exact decimal strings and stay exact: Intl takes a decimal string as it is, so
 * that no amount passes through a floating point number. Rounded only here, half away from zero, for the eye.
 */

/** What an amount is of. */
export type AmountKind =
  'energy' | 'power' | 'money' | 'ent' | 'entPrice' | 'trust' | 'price' | 'ratio' | 'score' | 'percent' | 'count';

/** How a kind of amount is shown: its unit, and how many decimals at least and at most. */
interface Display {
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** Places that the decimal point moves to the right before it is shown, as for a price in cents. */
  readonly shift: number;
}

const displays: Readonly<Record<AmountKind, Display>> = {
  energy: { unit: 'kWh', least: 2, most: 2, shift: 0 },
  power: { unit: 'kW', least: 1, most: 2, shift: 0 },
  money: { unit: '€', least: 2, most: 2, shift: 0 },
  ent: { unit: 'ENT', least: 3, most: 3, shift: 0 },
  entPrice: { unit: '€/ENT', least: 4, most: 4, shift: 0 },
  trust: { unit: 'TRUST', least: 2, most: 2, shift: 0 },
  price: { unit: 'ct/kWh', least: 2, most: 2, shift: 2 },
  ratio: { unit: '', least: 3, most: 6, shift: 0 },
  score: { unit: '', least: 2, most: 2, shift: 0 },
  percent: { unit: '%', least: 0, most: 1, shift: 2 },
  count: { unit: '', least: 0, most: 0, shift: 0 },
};

/** An amount as it is shown: the figure and its unit, to be set apart. */
export interface ShownAmount {
  readonly figure: string;
  readonly unit: string;
}

export interface AmountOptions {
  /** BCP 47; the member's own where nothing is said. */
  readonly locale?: string | undefined;
  /** All decimals that there are, as where money is confirmed. */
  readonly exact?: boolean;
  /** A plus in front of what is above 0. */
  readonly signed?: boolean;
}

/**
 * Shows a decimal string. `0.125` as a price is 12.50 ct/kWh; as money with `exact` it is 0.125 €. What would round to
 * nothing shows all its decimals: a reward of 0.001173 € is not 0.00 €.
 */
export function showAmount(value: string, kind: AmountKind, options: AmountOptions = {}): ShownAmount {
  const { unit, least, most, shift } = displays[kind];
  const shown = shifted(value, shift);
  const decimals = options.exact || isTiny(shown, most) ? 6 : most;
  const format = formatFor(options.locale, least, decimals, options.signed ?? false);
  return { figure: format.format(shown as Intl.StringNumericLiteral), unit };
}

/** Whether something would show as nothing: then all of it is shown. */
const isTiny = (value: string, decimals: number): boolean =>
  /[1-9]/.test(value) && Math.abs(Number(value)) < 0.5 * 10 ** -decimals;

/** The same in one string, with a space that does not break. */
export function amountText(value: string, kind: AmountKind, options?: AmountOptions): string {
  const { figure, unit } = showAmount(value, kind, options);
  return unit === '' ? figure : `${figure}\u00a0${unit}`;
}

/** The unit that a kind of amount is shown in, for headings and labels. */
export const unitOf = (kind: AmountKind): string => displays[kind].unit;

/** Moves the decimal point of a decimal string to the right: shifted('0.125', 2) is '12.5'. Exact. */
export function shifted(value: string, places: number): string {
  if (places === 0 || value === '') return value;
  const [sign, digits] = value.startsWith('-') ? ['-', value.slice(1)] : ['', value];
  const [whole = '0', fraction = ''] = digits.split('.');
  const moved = fraction.padEnd(places, '0');
  const left = (whole + moved.slice(0, places)).replace(/^0+(?=\d)/, '');
  const right = moved.slice(places);
  return sign + left + (right === '' ? '' : `.${right}`);
}

/** Moves it to the left: unshifted('12.5', 2) is '0.125'. Exact. */
export function unshifted(value: string, places: number): string {
  const [sign, digits] = value.startsWith('-') ? ['-', value.slice(1)] : ['', value];
  const [whole = '0', fraction = ''] = digits.split('.');
  const padded = whole.padStart(places + 1, '0');
  const right = (padded.slice(padded.length - places) + fraction).replace(/0+$/, '');
  const left = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '');
  return sign + left + (right === '' ? '' : `.${right}`);
}

/**
 * Reads what a person typed as a plain decimal string, in the locale's way of writing (12,5 or 12.5); undefined for what
 * is no number of at least 0. Group separators are not taken: they hide mistakes.
 */
export function readDecimal(typed: string): string | undefined {
  const text = typed.trim().replace(',', '.');
  if (!/^\d{0,13}(\.\d{0,9})?$/.test(text) || !/\d/.test(text)) return undefined;
  const [whole = '', fraction = ''] = text.split('.');
  const left = whole.replace(/^0+(?=\d)/, '') || '0';
  const right = fraction.replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatFor(locale: string | undefined, least: number, most: number, signed: boolean): Intl.NumberFormat {
  const key = `${locale ?? ''} ${least} ${most} ${signed}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: Math.max(least, most),
      signDisplay: signed ? 'exceptZero' : 'negative',
    });
    formats.set(key, format);
  }
  return format;
}
