import { divideHalfEven } from '../../../chaincode/domain/units';

/** A whole number of 10^-scale as a decimal with `decimals` places, rounded half to even: for people only. */
export function decimal(value: bigint, scale: number, decimals: number): string {
  const size = value < 0n ? -value : value;
  const rounded = divideHalfEven(size, 10n ** BigInt(scale - decimals));
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return value < 0n && rounded !== 0n ? `-${text}` : text;
}

/** Wh as kWh with three decimals or fewer. */
export const kWh = (wh: bigint, decimals = 3) => decimal(wh, 3, decimals);
/** Millionths of eEuro as eEuro. */
export const euro = (micros: bigint, decimals = 2) => decimal(micros, 6, decimals);
/** Millionths of eEuro per kWh as cents per kWh with two decimals. */
export const cents = (price: bigint) => decimal(price, 4, 2);
/** `part` of `whole` in per cent with one decimal; "-" of nothing. */
export const percent = (part: bigint, whole: bigint) => (whole === 0n ? '-' : decimal((part * 100_000n) / whole, 3, 1));
