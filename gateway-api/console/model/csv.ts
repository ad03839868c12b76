/** A table as CSV (RFC 4180), exact figures with a point whatever the locale, so that programs read it alike. */
export function csvText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

/** A spreadsheet would run a cell that begins like a formula; a negative number is none. */
function csvCell(value: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
