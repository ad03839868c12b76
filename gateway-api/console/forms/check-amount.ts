import { parseAmount } from '../../../chaincode/domain/units';
import { type AmountKind, amountText, readDecimal } from '../model/amounts';
import { texts } from '../model/texts';

/** What is wrong with an amount of a token that was typed, with at most `available` of it to spend; undefined: nothing. */
export function checkAmount(typed: string, kind: AmountKind, available: string | undefined): string | undefined {
  if (typed.trim() === '') return texts.errors.required;
  const amount = readDecimal(typed);
  if (amount === undefined) return texts.errors.notANumber;
  if ((amount.split('.')[1] ?? '').length > 6) return texts.errors.tooManyDecimals(6);
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
