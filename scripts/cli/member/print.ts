import { type Io } from '../command';

/** How results are shown. */
export interface PrintOptions {
  readonly json?: true;
}

/** Prints a result: as JSON where that was asked for, else as people read it. */
export function print(io: Io, { json }: PrintOptions, result: unknown, text: () => string): void {
  io.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${text()}\n`);
}

/** Columns of a table; numbers stand at the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  if (rows.length === 0) return 'None.';
  const cells = [head, ...rows].map((row) => row.map((cell) => printable(String(cell ?? '-'))));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const isNumber = head.map((_, column) => rows.every((row) => /^-?[\d.,]*$/.test(String(row[column] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Lines of "name value", the values under one another. */
export function list(entries: readonly (readonly [name: string, value: string | number | null | undefined])[]): string {
  const shown = entries.filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${printable(String(value ?? '-'))}`).join('\n');
}

/** What came from others must not steer the terminal. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '?');

/** Coloured where somebody looks at it and has not said NO_COLOR. */
export function coloured(io: Io, colour: 'green' | 'red' | 'dim', text: string): string {
  const noColour = (io.env ?? process.env)['NO_COLOR'];
  if (io.terminal?.colours !== true || (noColour !== undefined && noColour !== '')) return text;
  const code = { green: 32, red: 31, dim: 2 }[colour];
  return `\u001b[${code}m${text}\u001b[0m`;
}
