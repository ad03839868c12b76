/** How words are set off: with colours on a terminal, plainly anywhere else. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

const same = (text: string) => text;
/** No control characters at all. */
export const plainStyle: Style = { bold: same, dim: same, good: same, bad: same, accent: same };

const coded = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;
const colourStyle: Style = {
  bold: coded(1, 22),
  dim: coded(2, 22),
  good: coded(32, 39),
  bad: coded(31, 39),
  accent: coded(33, 39),
};

/** Colours only where a person reads them and hasn't asked for none (NO_COLOR, TERM=dumb). */
export function styleFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Style {
  const refused = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return stream.isTTY === true && !refused ? colourStyle : plainStyle;
}
