/** The ledger's whole numbers for people: Wh, and millionths of eEuro, ENT or eEuro per kWh. */
import { formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { type AmountOptions, amountText } from './amounts';

export const showEnergy = (wh: bigint, options?: AmountOptions): string =>
  amountText(formatEnergy(wh), 'energy', options);
export const showPrice = (price: bigint, options?: AmountOptions): string =>
  amountText(formatMicros(price), 'price', options);
export const showMoney = (micros: bigint, options?: AmountOptions): string =>
  amountText(formatMicros(micros), 'money', options);

/** One share of another as a whole per cent; a dash of nothing. */
export const showShare = (part: bigint, whole: bigint, options?: AmountOptions): string =>
  whole === 0n ? '–' : amountText(formatMicros((part * 1_000_000n) / whole), 'percent', options);
