import { parseAmount } from '../../../chaincode/domain/units';
import { type AmountKind, amountText, readDecimal } from '../model/amounts';
import { texts } from '../model/texts';

/** What is wrong with a number of at least 0 that was typed, with at most so many decimals [6]; undefined: nothing. */
export function checkNumber(typed: string, decimals = 6): string | undefined {
  if (typed.trim() === '') return texts.errors.required;
  const number = readDecimal(typed);
  if (number === undefined) return texts.errors.notANumber;
  return (number.split('.')[1] ?? '').length > decimals ? texts.errors.tooManyDecimals(decimals) : undefined;
}

/**
 * What is wrong with an amount of a token that was typed, with at most `available` of it to spend, as far as that is known;
 * undefined: nothing.
 */
export function checkAmount(typed: string, kind: AmountKind, available?: string): string | undefined {
  const wrong = checkNumber(typed);
  if (wrong !== undefined) return wrong;
  const amount = readDecimal(typed) ?? '0';
  if (amount === '0') return texts.errors.aboveZero;
  let micros: bigint;
  try {
    micros = parseAmount(amount);
  } catch {
    return texts.errors.notANumber;
  }
  if (available !== undefined && micros > parseAmount(available)) {
    return texts.errors.moreThanAvailable(amountText(available, kind, { exact: true }));
  }
  return undefined;
}
