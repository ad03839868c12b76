/** Where figures lie on a drawing. Numbers here are places on a screen; amounts stay decimal strings elsewhere. */

export interface Scale {
  /** The place of a value. */
  readonly at: (value: number) => number;
  /** The value at a place. */
  readonly from: (place: number) => number;
  /** Round values within, for lines and labels. */
  readonly ticks: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** A scale of values between two places, widened to round values. With `most` below `least` or equal, one step is shown. */
export function linearScale(values: readonly number[], places: readonly [number, number], wanted = 5): Scale {
  const known = values.filter((value) => Number.isFinite(value));
  const low = known.length === 0 ? 0 : Math.min(...known);
  const high = known.length === 0 ? 1 : Math.max(...known);
  const step = roundStep((high - low || Math.abs(high) || 1) / wanted);
  const least = Math.floor(low / step + 1e-9) * step;
  const most = Math.max(Math.ceil(high / step - 1e-9) * step, least + step);
  const [start, end] = places;
  const at = (value: number): number => start + ((value - least) / (most - least)) * (end - start);
  const from = (place: number): number => least + ((place - start) / (end - start)) * (most - least);
  const count = Math.round((most - least) / step);
  // Multiplying keeps 0.1 + 0.2 from showing as 0.30000000000000004.
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((least + index * step).toPrecision(12)));
  return { at, from, ticks, least, most };
}

/** The next of 1, 2, 5, 10, 20 ... at or above a value. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const share = value / power;
  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
}

/** As many decimals as the ticks of a scale need. */
export function tickDecimals({ ticks }: Pick<Scale, 'ticks'>): number {
  return Math.max(0, ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length));
}
