import { type ComponentChildren, type JSX } from 'preact';

/** A column: its heading, what stands in it, and whether it is a figure. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand at the right, in figures of one width. */
  readonly figure?: boolean;
}

interface TableProps<Row> {
  /** Read out first; not shown. */
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Which row to mark, as the member's own. */
  readonly marked?: (row: Row) => boolean;
}

/** A table that scrolls in itself where it is too wide, and can be reached by keyboard. */
export function Table<Row>({ caption, columns, rows, keyOf, marked }: TableProps<Row>): JSX.Element {
  return (
    <div class="table-frame" tabIndex={0} role="group" aria-label={caption}>
      <table>
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ heading, figure }) => (
              <th key={heading} scope="col" class={figure ? 'number' : undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} class={marked?.(row) ? 'mine' : undefined}>
              {columns.map(({ heading, cell, figure }, index) =>
                index === 0 ? (
                  <th key={heading} scope="row" class={figure ? 'number' : undefined}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading} class={figure ? 'number' : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
