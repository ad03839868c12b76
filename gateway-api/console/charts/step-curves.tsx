import { type JSX } from 'preact';
import { formatEnergy, formatMicros } from '../../../chaincode/domain/units';
import { shifted } from '../model/amounts';
import { type CurveStep, curveOf, stepAt } from '../model/curves';
import { type HourOffer } from '../model/hour-offers';
import { shortMember } from '../model/names';
import { linearScale, tickDecimals } from '../model/scale';
import { showEnergy, showPrice } from '../model/show';
import { texts } from '../model/texts';
import { BottomLabels, type Margins, ValueAxis } from './axes';
import { ChartFrame, type DataColumn } from './chart-frame';
import { useCursor } from './use-cursor';

interface StepCurvesProps {
  readonly offers: readonly HourOffer[];
  /** Millionths of eEuro per kWh; null where there is none. */
  readonly price: bigint | null;
  /** Wh that change hands at it. */
  readonly traded: bigint;
  /** Wh that an offer trades, by its id in the book. */
  readonly tradedBy: ReadonlyMap<string, bigint>;
  /** Whose offers are marked. */
  readonly member: string;
  readonly fileName: string;
  readonly height?: number;
}

const margins: Margins = { left: 40, right: 12, top: 22, bottom: 40 };

/** Supply and demand of an hour with the price that they lead to, and the member's own offers marked. */
export function StepCurves(props: StepCurvesProps): JSX.Element {
  const { offers, price, fileName, height = 300, tradedBy } = props;
  const curves = { supply: curveOf(offers, 'sell'), demand: curveOf(offers, 'buy') };
  const words = texts.market.curves;
  const summary = words.summary(
    showEnergy(curves.supply.at(-1)?.to ?? 0n),
    showEnergy(curves.demand.at(-1)?.to ?? 0n),
    price === null ? undefined : showPrice(price),
  );
  return (
    <ChartFrame
      summary={summary}
      fileName={fileName}
      height={height}
      legend={[
        { look: 'sell', name: words.supply },
        { look: 'buy', name: words.demand },
        { look: 'price', shape: 'dashed', name: words.price },
        { look: 'sun', shape: 'block', name: words.mine },
      ]}
      columns={columnsFor(tradedBy)}
      rows={[...curves.demand, ...curves.supply]}
      keyOf={({ offer }) => offer.id}
    >
      {(width) => <Drawing {...props} curves={curves} summary={summary} width={width} height={height} />}
    </ChartFrame>
  );
}

function columnsFor(tradedBy: ReadonlyMap<string, bigint>): readonly DataColumn<CurveStep>[] {
  const { columns, sides } = texts.market.curves;
  const column = (heading: string, value: (step: CurveStep) => string, figure = true): DataColumn<CurveStep> => ({
    ...{ heading, value, figure },
    cell: value,
  });
  return [
    column(columns.side, ({ offer }) => sides[offer.side], false),
    column(columns.member, ({ offer }) => shortMember(offer.member), false),
    column(columns.energy, ({ offer }) => formatEnergy(offer.energy)),
    column(columns.price, ({ offer }) => shifted(formatMicros(offer.price), 2)),
    column(columns.traded, ({ offer }) => formatEnergy(tradedBy.get(offer.id) ?? 0n)),
  ];
}

interface DrawingProps extends StepCurvesProps {
  readonly curves: { readonly supply: readonly CurveStep[]; readonly demand: readonly CurveStep[] };
  readonly summary: string;
  readonly width: number;
  readonly height: number;
}

function Drawing({ curves, price, traded, member, summary, width, height }: DrawingProps): JSX.Element {
  const { supply, demand } = curves;
  const words = texts.market.curves;
  const bottom = height - margins.bottom;
  const cents = (micros: bigint): number => Number(micros) / 10_000;
  const steps = [...supply, ...demand];
  const end = steps.reduce((most, { to }) => (to > most ? to : most), 0n);
  const x = linearScale([0, Number(end) / 1000], [margins.left, width - margins.right], 5);
  const y = linearScale([0, ...steps.map(({ offer }) => cents(offer.price))], [bottom, margins.top], 5);
  const at = (wh: bigint): number => x.at(Number(wh) / 1000);
  const starts = [...new Set(steps.map(({ from }) => from))].sort((a, b) => (a < b ? -1 : 1));
  const nearest = (place: number): number => {
    const wh = x.from(place) * 1000;
    return starts.findLastIndex((start) => Number(start) <= wh);
  };
  const cursor = useCursor(starts.length, nearest);
  const looked = cursor.index === undefined ? undefined : starts[cursor.index];
  const decimals = tickDecimals(y);
  return (
    <div role="group" aria-label={summary} tabIndex={0} {...cursor.handlers}>
      <svg height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <ValueAxis scale={y} margins={margins} width={width} unit="ct/kWh" label={(tick) => tick.toFixed(decimals)} />
        <BottomLabels
          labels={x.ticks.map((tick) => ({ x: x.at(tick), text: String(tick) }))}
          y={bottom + 18}
          room={36}
        />
        <text x={width - margins.right} y={bottom + 34} text-anchor="end">
          {words.energy}
        </text>
        <Mine steps={steps} member={member} at={at} y={(micros) => y.at(cents(micros))} bottom={bottom} />
        {looked === undefined ? null : (
          <line class="cursor" x1={at(looked)} x2={at(looked)} y1={margins.top} y2={bottom} />
        )}
        <path class="line buy" d={curvePath(demand, at, (micros) => y.at(cents(micros)), bottom)} />
        <path class="line sell" d={curvePath(supply, at, (micros) => y.at(cents(micros)), margins.top)} />
        {steps.length === 0 ? (
          <text class="strong" x={width / 2} y={height / 2} text-anchor="middle">
            {words.empty}
          </text>
        ) : null}
        {price === null ? null : (
          <g>
            <path class="line price dashed" d={`M${margins.left} ${y.at(cents(price))}H${width - margins.right}`} />
            {traded > 0n ? (
              <path class="line price dashed" d={`M${at(traded)} ${y.at(cents(price))}V${bottom}`} />
            ) : null}
            <circle class="meet" cx={at(traded)} cy={y.at(cents(price))} r={5} />
            <text class="strong" x={width - margins.right} y={y.at(cents(price)) - 7} text-anchor="end">
              {showPrice(price)}
            </text>
          </g>
        )}
      </svg>
      <p class={looked === undefined ? 'readout waiting' : 'readout'} aria-live="polite">
        {looked === undefined ? words.hint : readout(supply, demand, looked)}
      </p>
    </div>
  );
}

/** The stairs of a curve, ending in a fall or rise that shows that there is no more. */
function curvePath(
  curve: readonly CurveStep[],
  x: (wh: bigint) => number,
  y: (micros: bigint) => number,
  end: number,
): string {
  const first = curve[0];
  if (!first) return '';
  const stairs = curve.map(({ offer, to }) => `V${y(offer.price)}H${x(to)}`).join('');
  return `M${x(0n)} ${y(first.offer.price)}${stairs}V${end}`;
}

interface MineProps {
  readonly steps: readonly CurveStep[];
  readonly member: string;
  readonly at: (wh: bigint) => number;
  readonly y: (micros: bigint) => number;
  readonly bottom: number;
}

/** The member's own offers, as areas down to the axis. */
const Mine = ({ steps, member, at, y, bottom }: MineProps): JSX.Element => (
  <g>
    {steps
      .filter(({ offer }) => offer.member === member)
      .map(({ offer, from, to }) => (
        <rect
          key={offer.id}
          class="mine-area"
          x={at(from)}
          width={Math.max(2, at(to) - at(from))}
          y={y(offer.price)}
          height={Math.max(1, bottom - y(offer.price))}
        />
      ))}
  </g>
);

/** Who stands at an energy on both curves, exactly. */
function readout(supply: readonly CurveStep[], demand: readonly CurveStep[], energy: bigint): string {
  const words = texts.market.curves;
  const buyer = stepAt(demand, energy)?.offer;
  const seller = stepAt(supply, energy)?.offer;
  const buyers = buyer
    ? words.buyerPays(shortMember(buyer.member), showEnergy(buyer.energy), showPrice(buyer.price))
    : words.beyondDemand;
  const sellers = seller
    ? words.sellerAsks(shortMember(seller.member), showEnergy(seller.energy), showPrice(seller.price))
    : words.beyondSupply;
  return `${words.at(showEnergy(energy))}${buyers}; ${sellers}.`;
}
