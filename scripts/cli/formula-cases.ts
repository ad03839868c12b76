/**
 * Cases of the market's formulas, as files: `{sigmoid, nrg, sdr, trust, imbalance}`, each a list of entries with the
 * formula's inputs (spec 14 and 16). What else an entry has is left alone, but for the results, which are computed.
 */
import { fixedOf, S } from '../../chaincode/domain/fixed-point';
import { supplyDemandPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { imbalancePayment } from '../../chaincode/domain/tariffs/imbalance-price';
import { consumptionCharge, feedInReward } from '../../chaincode/domain/tariffs/substation-tariff';
import { nextTrustScore } from '../../chaincode/domain/trust/trust-score';
import { formatMicros, type MicroEuro, ratioOf } from '../../chaincode/domain/units';
import { CliError } from './cli-error';
import { fieldsOf, found, inPlace, wrong } from './document';
import { FormulaInput } from './formula-input';

type Result = Readonly<Record<string, string>>;
type Formula = (input: FormulaInput) => Result;

const SECONDS_PER_DAY = 86_400n;
const MILLION = 1_000_000n;

/** The formulas in the order of the pages, by the name of their list. A further one is a row. */
const formulas = {
  sigmoid: (input) => ({ S: micros(S(fixedOf(input.signedRatio('x'), MILLION))) }),
  nrg: (input) => {
    const slot = { produced: input.energy('tp'), consumed: input.energy('tc') };
    const [q, a, r] = [input.ratio('q'), input.positive('a'), input.ratio('r')];
    return {
      g: micros(feedInReward(input.energy('x'), slot, q, a)),
      h: micros(consumptionCharge(input.energy('y'), slot, r)),
    };
  },
  sdr: (input) => {
    const [retail, feedIn] = [input.price('retail'), input.price('feedIn')];
    if (feedIn >= retail) throw input.wrong('feedIn', `below retail, ${formatMicros(retail)}`);
    const { sell, buy } = supplyDemandPrices(input.energy('TES'), input.energy('TEP'), { retail, feedIn });
    return { sell: micros(sell), buy: micros(buy) };
  },
  trust: (input) => {
    const count = input.whole('trades', 0);
    const before = { count, score: count === 0 ? ratioOf(0n) : input.upTo('score', 5) };
    const next = nextTrustScore(before, {
      rating: ratioOf(BigInt(input.whole('rating', 1, 5)) * MILLION),
      registered: BigInt(input.whole('days', 0)) * SECONDS_PER_DAY,
      traded: input.amount('eEuroTraded') as MicroEuro,
    });
    return { next: micros(next) };
  },
  imbalance: (input) => {
    const [floor, cap] = [input.ratio('floor'), input.ratio('cap')];
    if (floor > MILLION) throw input.wrong('floor', 'at most 1');
    if (cap < MILLION) throw input.wrong('cap', 'at least 1');
    const curve = {
      base: input.price('base'),
      slope: input.ratio('slope'),
      floor,
      cap,
      scale: input.someEnergy('scale'),
    };
    const from = input.signedEnergy('imbalance');
    const energy = input.energy('kWh');
    const to = input.oneOf('side', ['produce', 'consume']) === 'produce' ? from + energy : from - energy;
    return { total: micros(imbalancePayment(curve, from, to)) };
  },
} as const satisfies Readonly<Record<string, Formula>>;

/** The names of the lists that a file can have. */
export const formulaNames = Object.keys(formulas);

/**
 * The same lists with the results computed, their entries otherwise as they were. Throws CliError naming the list, the
 * entry and the field.
 */
export function computeFormulas(document: unknown): Record<string, object[]> {
  const lists = fieldsOf(
    document,
    'the document',
    `an object with one or more of the lists ${formulaNames.join(', ')}`,
  );
  // From entries: a list called __proto__ is refused like any other that there isn't.
  return Object.fromEntries(Object.entries(lists).map(([name, entries]) => [name, computeList(name, entries)]));
}

function computeList(name: string, entries: unknown): object[] {
  if (!Object.hasOwn(formulas, name)) {
    throw new CliError(`${found(name)} is none of the lists ${formulaNames.join(', ')}`);
  }
  const formula: Formula = formulas[name as keyof typeof formulas];
  if (!Array.isArray(entries)) throw wrong(name, 'an array', entries);
  return entries.map((entry: unknown, index) => {
    const where = `${name}, entry ${index + 1}`;
    const fields = fieldsOf(entry, where, "an object with the formula's inputs");
    return { ...fields, ...inPlace(where, () => formula(new FormulaInput(fields, where))) };
  });
}

/** Six decimals always: in a column of results digits stand below each other. */
function micros(value: bigint): string {
  const digits = value.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
