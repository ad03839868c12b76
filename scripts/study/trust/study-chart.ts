import { type FigureDocument, type ScenarioDocument, type StudyDocument } from './study-document';

interface Panel {
  readonly title: string;
  readonly of: (figures: FigureDocument) => string | null;
  /** What a value is multiplied with to be shown. */
  readonly times: number;
  readonly unit: string;
  /** Ends of the axis; where they are left out, they are chosen around the values. */
  readonly range?: readonly [number, number];
}

const panels: readonly Panel[] = [
  { title: 'Points', of: ({ points }) => points, times: 1, unit: '', range: [1, 4] },
  { title: 'Quota: what counts of an offer', of: ({ quota }) => quota, times: 100, unit: '%', range: [50, 100] },
  { title: 'Surplus sold to neighbours', of: ({ soldShare }) => soldShare, times: 100, unit: '%', range: [0, 100] },
  { title: 'Deficit bought from neighbours', of: ({ boughtShare }) => boughtShare, times: 100, unit: '%' },
  { title: 'Earned per kWh of surplus', of: ({ earnedPerKwh }) => earnedPerKwh, times: 100, unit: 'ct' },
  { title: 'Paid per kWh of deficit', of: ({ costPerKwh }) => costPerKwh, times: 100, unit: 'ct' },
];

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly dashes: string;
  readonly of: (study: StudyDocument) => readonly FigureDocument[];
}

const daysOf = (scenario: ScenarioDocument | undefined, group: 'honest' | 'cheating') =>
  (scenario?.byDay ?? []).map((day) => day[group]);

const lines: readonly Line[] = [
  { name: 'honest', colour: '#1c5fa8', dashes: '', of: ({ scenarios }) => daysOf(scenarios[0], 'honest') },
  { name: 'cheating', colour: '#c2410c', dashes: '', of: ({ scenarios }) => daysOf(scenarios[0], 'cheating') },
  {
    name: 'the same members, had nobody cheated',
    colour: '#c2410c',
    dashes: '5 4',
    of: ({ scenarios }) => daysOf(scenarios[1], 'cheating'),
  },
];

const WIDTH = 920;
const COLUMNS = 2;
const PANEL = { width: 400, height: 150, left: 56, top: 96, gapX: 56, gapY: 62 } as const;

/** The groups day by day, as an SVG document: one panel per figure. The same study gives the same bytes. */
export function studyChart(study: StudyDocument): string {
  const rows = Math.ceil(panels.length / COLUMNS);
  const height = PANEL.top + rows * (PANEL.height + PANEL.gapY) - 8;
  const { members, cheaters, days } = study.options;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
      `font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#24292f">`,
    `<title>How points, quotas, trade and prices of honest and cheating members part</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="20" y="30" font-size="18" font-weight="bold">Who breaks promises trades less and pays more</text>`,
    `<text x="20" y="50" fill="#57606a">${members} members, ${cheaters} of them cheat, ${days} days, mechanism trust-mcp; ` +
      `owners of panels, hours with something to buy, ct per kWh</text>`,
    ...legend(),
    ...panels.flatMap((panel, index) => panelParts(panel, index, study)),
    '</svg>',
    '',
  ].join('\n');
}

function legend(): string[] {
  let x = 20;
  return lines.flatMap(({ name, colour, dashes }) => {
    const at = x;
    x += 54 + name.length * 6.6;
    return [
      `<line x1="${at}" y1="68" x2="${at + 28}" y2="68" ${stroke(colour, dashes)}/>`,
      `<text x="${at + 34}" y="72">${name}</text>`,
    ];
  });
}

function panelParts(panel: Panel, index: number, study: StudyDocument): string[] {
  const left = PANEL.left + (index % COLUMNS) * (PANEL.width + PANEL.gapX);
  const top = PANEL.top + Math.floor(index / COLUMNS) * (PANEL.height + PANEL.gapY) + 18;
  const bottom = top + PANEL.height;
  const series = lines.map((line) => ({ line, values: line.of(study).map((figures) => valueOf(panel, figures)) }));
  const ticks = ticksOf(
    panel,
    series.flatMap(({ values }) => values.filter((value) => value !== null)),
  );
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const days = Math.max(2, study.options.days);
  const x = (day: number) => fixed(left + (day * PANEL.width) / (days - 1));
  const y = (value: number) => fixed(bottom - ((value - low) * PANEL.height) / (high - low));
  return [
    `<text x="${left}" y="${top - 10}" font-weight="bold">${panel.title}</text>`,
    ...ticks.flatMap((tick) => [
      `<line x1="${left}" y1="${y(tick)}" x2="${left + PANEL.width}" y2="${y(tick)}" stroke="#d8dee4"/>`,
      `<text x="${left - 8}" y="${Number(y(tick)) + 4}" text-anchor="end" fill="#57606a">${labelOf(tick, ticks)}${panel.unit === '%' ? ' %' : ''}</text>`,
    ]),
    ...dayLabels(days).map(
      (day) =>
        `<text x="${x(day)}" y="${bottom + 17}" text-anchor="${day === 0 ? 'start' : 'middle'}" fill="#57606a">${day === 0 ? 'day 1' : day + 1}</text>`,
    ),
    ...series.flatMap(({ line, values }) =>
      segmentsOf(values).map((segment) => {
        const points = segment.map(({ day, value }) => `${x(day)},${y(value)}`).join(' ');
        return `<polyline points="${points}" fill="none" stroke-linejoin="round" ${stroke(line.colour, line.dashes)}/>`;
      }),
    ),
  ];
}

/** Runs of days that have a value: where nobody had anything to trade, the line is broken. */
function segmentsOf(values: readonly (number | null)[]): { day: number; value: number }[][] {
  const segments: { day: number; value: number }[][] = [[]];
  values.forEach((value, day) => {
    if (value === null) segments.push([]);
    else segments.at(-1)?.push({ day, value });
  });
  return segments.filter((segment) => segment.length > 0);
}

/** Round values that the axis shows, the first and the last of them its ends. */
function ticksOf({ range }: Panel, values: readonly number[]): number[] {
  const low = range?.[0] ?? Math.min(...values);
  const high = range?.[1] ?? Math.max(...values);
  const span = high > low ? high - low : 1;
  const step = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50].find((each) => span / each <= 5) ?? span;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil((low + span) / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

const labelOf = (tick: number, ticks: readonly number[]) =>
  tick.toFixed(ticks.every((each) => Number.isInteger(Math.round(each * 1000) / 1000)) ? 0 : 2);
const dayLabels = (days: number) => Array.from({ length: days }, (_, day) => day).filter((day) => day % 3 === 0);
const stroke = (colour: string, dashes: string) =>
  `stroke="${colour}" stroke-width="2"${dashes === '' ? '' : ` stroke-dasharray="${dashes}"`}`;
const fixed = (value: number) => value.toFixed(1);

function valueOf({ of, times }: Panel, figures: FigureDocument): number | null {
  const value = of(figures);
  return value === null ? null : Number(value) * times;
}
