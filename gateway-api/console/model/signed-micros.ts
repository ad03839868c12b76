/** A decimal string with at most 6 decimals and perhaps a minus, as millionths; bills can be below nothing. Exact. */
export function signedMicros(text: string): bigint {
  const [sign, digits] = text.startsWith('-') ? [-1n, text.slice(1)] : [1n, text];
  const [whole = '0', fraction = ''] = digits.split('.');
  return sign * BigInt(whole + fraction.slice(0, 6).padEnd(6, '0'));
}
