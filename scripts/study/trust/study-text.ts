import { columns } from '../../bench/columns';
import { type FigureDocument, type StudyDocument } from './study-document';

/** The study as tables for people. */
export function studyLines(study: StudyDocument): string[] {
  const { options, sizes, scenarios, byPoints, claims, holds } = study;
  const [cheated, control] = scenarios;
  if (!cheated || !control) return [];
  return [
    `${options.members} members made from the homes of ${study.community}, ${options.days} days, mechanism trust-mcp. ` +
      `${sizes.cheating} cheat: they break ${options.broken} % of`,
    `their sales and deliver 30 to 80 % of those. Compared with the ${sizes.honest} other owners of panels. ` +
      `Control: the same members and offers, nobody cheats.`,
    'Hours with something to buy. Shares in %, prices in ct/kWh; what a broken promise itself costs is left out.',
    '',
    ...columns([
      ['', ...heading],
      ['honest', ...cells(cheated.total.honest)],
      ['cheating', ...cells(cheated.total.cheating)],
      ['honest, control', ...cells(control.total.honest)],
      ['same members as cheating, control', ...cells(control.total.cheating)],
    ]),
    '',
    `By day, honest / cheating (${cheated.brokenPromises} promises broken; ${control.brokenPromises} in the control):`,
    ...columns([
      ['day', ...heading],
      ...cheated.byDay.map(({ honest, cheating }, day) => {
        const others = cells(cheating);
        return [String(day + 1), ...cells(honest).map((cell, column) => `${cell} / ${others[column] ?? ''}`)];
      }),
    ]),
    '',
    'By the points that an offer was made with, all members, from the third day on:',
    ...columns([
      ['points', ...heading.slice(1)],
      ...byPoints.map(({ points, figures }) => [String(points), ...cells(figures).slice(1)]),
    ]),
    '',
    'Who has lower trust ...',
    ...columns(
      claims.map(({ says, gap, controlGap, holds: each }) => [
        `  ${says}`,
        each ? 'holds' : 'DOES NOT HOLD',
        `gap ${gap ?? '-'}`,
        `by chance ${controlGap ?? '-'}`,
      ]),
    ),
    holds ? 'All of it holds.' : 'Not all of it holds.',
  ];
}

const heading = ['points', 'quota', 'sold', 'earned', 'bought', 'cost', 'price paid'];

const cells = (figures: FigureDocument): string[] => [
  shown(figures.points, 1, 2),
  shown(figures.quota, 100, 1),
  shown(figures.soldShare, 100, 1),
  shown(figures.earnedPerKwh, 100, 2),
  shown(figures.boughtShare, 100, 1),
  shown(figures.costPerKwh, 100, 2),
  shown(figures.pricePaid, 100, 2),
];

const shown = (value: string | null, times: number, decimals: number) =>
  value === null ? '-' : (Number(value) * times).toFixed(decimals);
