import { divideHalfEven, formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { type Figures } from './figures';
import { type GroupName, type Scenario, type StudyOptions, type TrustStudy } from './trust-study';

/** A group's figures as decimal strings: shares of 1, prices in eEuro per kWh, energy in kWh; null of nothing. */
export interface FigureDocument {
  /** Mean over members and days. */
  readonly points: string | null;
  /** What quotas let count of what was offered and bid for. */
  readonly quota: string | null;
  readonly surplus: string;
  readonly soldShare: string | null;
  /** What a kWh of surplus earned, in the market or at feed-in. */
  readonly earnedPerKwh: string | null;
  readonly deficit: string;
  readonly boughtShare: string | null;
  /** What a kWh of deficit cost, in the market or at retail. */
  readonly costPerKwh: string | null;
  /** What a kWh bought in the market cost. */
  readonly pricePaid: string | null;
}

export interface ScenarioDocument {
  readonly name: Scenario['name'];
  readonly brokenPromises: number;
  readonly total: Readonly<Record<GroupName, FigureDocument>>;
  readonly byDay: readonly Readonly<Record<GroupName, FigureDocument>>[];
}

/** One statement of "who has lower trust pays more and gets less". */
export interface Claim {
  readonly says: string;
  readonly honest: string | null;
  readonly cheating: string | null;
  /** Cheating less honest; and the same where nobody cheats: what chance alone makes of it. */
  readonly gap: string | null;
  readonly controlGap: string | null;
  /** The gap has the right sign and is more than three times that of chance. */
  readonly holds: boolean;
}

export interface StudyDocument {
  readonly community: string;
  readonly options: StudyOptions;
  readonly sizes: Readonly<Record<GroupName, number>>;
  readonly scenarios: readonly ScenarioDocument[];
  readonly byPoints: readonly { readonly points: number; readonly figures: FigureDocument }[];
  readonly claims: readonly Claim[];
  readonly holds: boolean;
}

const statements: readonly { says: string; of: (figures: Figures) => bigint | null; sign: 1 | -1 }[] = [
  { says: 'has fewer points', of: (f) => ratio(f.points, f.pointsCount), sign: -1 },
  { says: 'is let trade less of what it offers', of: (f) => ratio(f.counted, f.offered), sign: -1 },
  { says: 'sells less of its surplus', of: (f) => ratio(f.sold, f.surplus), sign: -1 },
  { says: 'earns less per kWh of surplus', of: (f) => perKwh(f.earned, f.surplus), sign: -1 },
  { says: 'buys less of its deficit', of: (f) => ratio(f.bought, f.deficit), sign: -1 },
  { says: 'pays more per kWh of deficit', of: (f) => perKwh(f.spent, f.deficit), sign: 1 },
];

/** The study as a document; the same study gives the same bytes. */
export function studyDocument(study: TrustStudy): StudyDocument {
  const claims = claimsOf(study);
  return {
    community: study.community,
    options: study.options,
    sizes: study.sizes,
    scenarios: study.scenarios.map(({ name, brokenPromises, total, byDay }) => ({
      name,
      brokenPromises,
      total: groups(total),
      byDay: byDay.map(groups),
    })),
    byPoints: study.byPoints.map(({ points, figures }) => ({ points, figures: figureDocument(figures) })),
    claims,
    holds: claims.every(({ holds }) => holds),
  };
}

function claimsOf({ scenarios: [cheated, control] }: TrustStudy): Claim[] {
  return statements.map(({ says, of, sign }) => {
    const gapOf = ({ total }: Scenario) => {
      const [honest, cheating] = [of(total.honest), of(total.cheating)];
      return honest === null || cheating === null ? null : cheating - honest;
    };
    const [gap, controlGap] = [gapOf(cheated), gapOf(control)];
    const chance = controlGap === null ? null : controlGap < 0n ? -controlGap : controlGap;
    return {
      says,
      honest: orNull(of(cheated.total.honest)),
      cheating: orNull(of(cheated.total.cheating)),
      gap: orNull(gap),
      controlGap: orNull(controlGap),
      holds: gap !== null && chance !== null && gap * BigInt(sign) > 3n * chance,
    };
  });
}

const groups = (both: Readonly<Record<GroupName, Figures>>) => ({
  honest: figureDocument(both.honest),
  cheating: figureDocument(both.cheating),
});

const figureDocument = (figures: Figures): FigureDocument => ({
  points: orNull(ratio(figures.points, figures.pointsCount)),
  quota: orNull(ratio(figures.counted, figures.offered)),
  surplus: formatEnergy(figures.surplus),
  soldShare: orNull(ratio(figures.sold, figures.surplus)),
  earnedPerKwh: orNull(perKwh(figures.earned, figures.surplus)),
  deficit: formatEnergy(figures.deficit),
  boughtShare: orNull(ratio(figures.bought, figures.deficit)),
  costPerKwh: orNull(perKwh(figures.spent, figures.deficit)),
  pricePaid: orNull(perKwh(figures.paidInMarket, figures.bought)),
});

/** In millionths; null of nothing. */
const ratio = (part: bigint, whole: bigint) => (whole === 0n ? null : divideHalfEven(part * 1_000_000n, whole));
/** In micro-eEuro per kWh; null of nothing. */
const perKwh = (money: bigint, wh: bigint) => (wh === 0n ? null : divideHalfEven(money * 1000n, wh));
const orNull = (micros: bigint | null) => (micros === null ? null : formatMicros(micros));
