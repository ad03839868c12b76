import { cents, energyFigure } from './format.js';
import { drawing } from './elements.js';

/** @typedef {import('../../agents/report/report-document').HourDocument} Hour */

const SIZE = { width: 800, height: 320, left: 46, right: 46, top: 16, bottom: 34 };
const plot = { width: SIZE.width - SIZE.left - SIZE.right, height: SIZE.height - SIZE.top - SIZE.bottom };

/** The next round figure at or above a value, for the end of a scale. @param {number} value @param {number} step */
const roundUp = (value, step) => Math.max(step, Math.ceil(value / step) * step);

/**
 * A day's prices as lines and its traded energy as bars. A screen reader gets one sentence; the table has the figures.
 * @param {readonly Hour[]} hours @param {number} slots how many hours the day has
 */
export function priceChart(hours, slots) {
  const topPrice = roundUp(Math.max(...hours.map(({ retail, price }) => Number(retail ?? price ?? 0))), 0.05);
  const topEnergy = roundUp(Math.max(...hours.map(({ energy }) => Number(energy))), 5);
  const slot = plot.width / slots;
  const x = (/** @type {number} */ index) => SIZE.left + index * slot;
  const y = (/** @type {number} */ share) => SIZE.top + plot.height * (1 - share);
  const priceAt = (/** @type {string} */ price) => y(Number(price) / topPrice);

  const bars = hours.map((hour, index) => {
    const top = y(Number(hour.energy) / topEnergy);
    return drawing('rect', { class: 'bar', x: x(index) + 2, y: top, width: slot - 4, height: y(0) - top });
  });
  const steps = (/** @type {'retail' | 'feedIn' | 'price'} */ which, /** @type {string} */ name) =>
    drawing('path', { class: `series ${name}`, d: stepPath(hours, which, x, priceAt) });
  const points = hours.flatMap((hour, index) =>
    hour.price === null
      ? []
      : [
          drawing(
            'circle',
            { class: 'point', cx: x(index) + slot / 2, cy: priceAt(hour.price), r: 3.5 },
            drawing('title', {}, `${hour.localTime}: ${cents(hour.price)} ct, ${energyFigure(hour.energy)} kWh`),
          ),
        ],
  );
  return drawing(
    'svg',
    { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: 'img', 'aria-label': summary(hours) },
    ...axes(topPrice, topEnergy, y),
    ...hourMarks(slots, x),
    ...bars,
    steps('retail', 'retail'),
    steps('feedIn', 'feed-in'),
    steps('price', 'local'),
    ...points,
  );
}

/**
 * A line that is level for each hour, broken where there is no figure.
 * @param {readonly Hour[]} hours @param {'retail' | 'feedIn' | 'price'} which
 * @param {(index: number) => number} x @param {(price: string) => number} priceAt
 */
function stepPath(hours, which, x, priceAt) {
  let path = '';
  hours.forEach((hour, index) => {
    const price = hour[which];
    if (price === null) return;
    const connected = index > 0 && hours[index - 1]?.[which] !== null;
    path += `${connected ? 'L' : 'M'}${x(index)} ${priceAt(price)}H${x(index + 1)}`;
  });
  return path;
}

/** @param {number} topPrice @param {number} topEnergy @param {(share: number) => number} y */
function axes(topPrice, topEnergy, y) {
  return [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    drawing('line', { class: 'grid', x1: SIZE.left, x2: SIZE.width - SIZE.right, y1: y(share), y2: y(share) }),
    drawing('text', { x: SIZE.left - 6, y: y(share) + 4, 'text-anchor': 'end' }, Math.round(topPrice * share * 100)),
    drawing('text', { x: SIZE.width - SIZE.right + 6, y: y(share) + 4 }, Math.round(topEnergy * share)),
  ]);
}

/** @param {number} slots @param {(index: number) => number} x */
function hourMarks(slots, x) {
  const bottom = SIZE.height - SIZE.bottom;
  const hours = Array.from({ length: slots + 1 }, (_, hour) => hour).filter((hour) => hour % 3 === 0);
  return [
    ...hours.map((hour) =>
      drawing('text', { x: x(hour), y: bottom + 16, 'text-anchor': 'middle' }, `${String(hour).padStart(2, '0')}:00`),
    ),
    drawing('text', { x: 2, y: SIZE.height - 4 }, 'ct/kWh'),
    drawing('text', { x: SIZE.width - 2, y: SIZE.height - 4, 'text-anchor': 'end' }, 'kWh'),
  ];
}

/** @param {readonly Hour[]} hours */
function summary(hours) {
  const traded = hours.filter(({ price }) => price !== null);
  const prices = traded.map(({ price }) => Number(price));
  if (prices.length === 0) return 'No hour of the day had local trade.';
  const [least, most] = [Math.min(...prices), Math.max(...prices)].map((price) => cents(String(price)));
  return `${traded.length} ${traded.length === 1 ? 'hour' : 'hours'} had local trade, from ${traded[0]?.localTime} on, at ${least} to ${most} cents per kWh.`;
}
