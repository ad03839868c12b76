import { type ComponentChildren, type JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from '../components/icon';
import { type Column, Table } from '../components/table';
import { csvText } from '../model/csv';
import { texts } from '../model/texts';
import { saveFile } from './save-file';
import { savePicture } from './save-picture';
import { useWidth } from './use-size';

/** A column of a chart's table, with the exact figure that goes into a CSV file. */
export interface DataColumn<Row> extends Column<Row> {
  readonly value: (row: Row) => string;
}

/** What stands for a line or an area: the look of its key, and its name. */
export interface LegendEntry {
  readonly look: 'buy' | 'sell' | 'price' | 'sun' | 'quiet' | 'bad';
  readonly shape?: 'line' | 'dashed' | 'block';
  readonly name: string;
}

/** What every chart says of its figures, however it draws them. */
export interface ChartSubject<Row> {
  /** What it shows, in a sentence with the figures that matter: this is what a screen reader says. */
  readonly summary: string;
  /** Name of saved files, without an ending. */
  readonly fileName: string;
  readonly legend: readonly LegendEntry[];
  /** The figures behind the drawing. */
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

interface ChartFrameProps<Row> extends ChartSubject<Row> {
  /** Height of the drawing in pixels, without its readout; its place is kept free. */
  readonly height: number;
  /** Stands above the drawing at the left. */
  readonly head?: ComponentChildren;
  /** Draws for a width in pixels. */
  readonly children: (width: number) => ComponentChildren;
}

/** The frame of every chart: legend, the table behind it, CSV and PNG, and a drawing that fits its place. */
export function ChartFrame<Row>(props: ChartFrameProps<Row>): JSX.Element {
  const { summary, fileName, legend, columns, rows, keyOf, height, head, children } = props;
  const [asTable, setAsTable] = useState(false);
  const [place, width] = useWidth<HTMLDivElement>();
  const plot = useRef<HTMLDivElement>(null);
  const saveCsv = () => {
    const text = csvText(
      columns.map(({ heading }) => heading),
      rows.map((row) => columns.map(({ value }) => value(row))),
    );
    saveFile(`${fileName}.csv`, new Blob([text], { type: 'text/csv' }));
  };
  return (
    <figure class="chart" aria-label={summary}>
      <div class="chart-head">
        <div>{head}</div>
        <div class="chart-tools">
          <Tool
            icon={asTable ? 'chart' : 'table'}
            label={asTable ? texts.shell.asChart : texts.shell.asTable}
            onPress={() => setAsTable(!asTable)}
          />
          <Tool icon="download" label={texts.shell.exportCsv} onPress={saveCsv} />
          {asTable ? null : (
            <Tool
              icon="picture"
              label={texts.shell.exportPng}
              onPress={() => {
                if (plot.current) void savePicture(fileName, plot.current);
              }}
            />
          )}
        </div>
      </div>
      <div ref={place}>
        {asTable ? (
          <Table caption={summary} columns={columns} rows={rows} keyOf={keyOf} />
        ) : (
          <div ref={plot} class="plot" style={{ minHeight: `${height}px` }}>
            {width > 0 ? children(width) : null}
          </div>
        )}
      </div>
      {asTable ? null : (
        <ul class="legend">
          {legend.map(({ look, shape = 'line', name }) => (
            <li key={name}>
              <span class={`key ${look} ${shape}`} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

interface ToolProps {
  readonly icon: 'chart' | 'table' | 'download' | 'picture';
  readonly label: string;
  readonly onPress: () => void;
}

const Tool = ({ icon, label, onPress }: ToolProps): JSX.Element => (
  <button type="button" aria-label={label} title={label} onClick={onPress}>
    <Icon name={icon} />
  </button>
);
