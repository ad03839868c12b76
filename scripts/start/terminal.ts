import { type DayReport } from '../../agents/report/day-report';
import { reportDocument } from '../../agents/report/report-document';
import { hourLine, reportLines } from '../../agents/report/text/report-text';
import { type Style } from '../../agents/report/text/style';
import { type PlayableDay } from '../../agents/simulator/next-day';
import { type SetUpStep } from '../../agents/simulator/set-up-community';
import { type Audience } from './demonstration';

/** Where the start writes: lines for people, and reports as JSON where they are asked for. */
export interface TerminalOptions {
  readonly say: (line: string) => void;
  /** Writes one JSON document on a line of its own; undefined when reports are for people. */
  readonly writeJson: ((document: object) => void) | undefined;
  readonly style: Style;
}

const stepTexts: Readonly<Record<SetUpStep, string>> = {
  admit: 'Admitting and enrolling the members through their Fabric CAs ...',
  register: 'Registering the members on the ledger ...',
  roles: 'Voting on who operates the market and who is the banker ...',
  units: 'Registering and verifying PV units ...',
  storage: 'Voting on storage units and opening the order book ...',
};

/** Tells a demonstration on a terminal, line by line and without control characters where none are wanted. */
export class Terminal implements Audience {
  constructor(private readonly options: TerminalOptions) {}

  setUp(step: SetUpStep): void {
    this.options.say(stepTexts[step]);
  }

  dayBegins({ day, market }: PlayableDay, mechanism: string): void {
    const { say, style } = this.options;
    say('');
    say(style.bold(`Playing ${day.date} in market ${market}, cleared by ${mechanism}`));
  }

  offerRefused(member: string, code: string): void {
    this.options.say(`        The ledger refused the offer of ${member}: ${code}`);
  }

  storageRefused(member: string, code: string): void {
    this.options.say(`        The ledger refused what ${member} wanted of stored energy: ${code}`);
  }

  hourSettled(hour: Parameters<Audience['hourSettled']>[0]): void {
    this.options.say(hourLine(hour));
  }

  dayReported(report: DayReport, tookMs: number): void {
    const { say, writeJson, style } = this.options;
    say(style.dim(`Played in ${(tookMs / 1000).toFixed(1)} s`));
    if (writeJson) {
      writeJson(reportDocument(report, report.hours.length));
      return;
    }
    say('');
    for (const line of reportLines(report, style)) say(line);
  }
}
