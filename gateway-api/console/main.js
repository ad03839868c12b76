import { priceChart } from './chart.js';
import { byId, fillFigures, fillTable } from './elements.js';
import { cents, difference, energy, energyFigure, euro, euroFigure, longDate, percent } from './format.js';
import { statementLine } from './statement.js';
import { renderStorage } from './storage.js';

/** @typedef {import('../../scripts/start/report-board').BoardDocument} Board */
/** @typedef {import('../../agents/report/report-document').ReportDocument} Report */
/** @typedef {import('../../agents/report/report-document').HourDocument} Hour */

const RETRY_MS = 3000;

/** @param {string[]} ids @param {boolean} visible */
const show = (ids, visible) => ids.forEach((id) => (byId(id).hidden = !visible));

/** @param {Board} board */
function render(board) {
  const { report, playing } = board;
  byId('status').textContent = statusOf(board);
  const progress = /** @type {HTMLProgressElement} */ (byId('progress'));
  progress.hidden = playing === null;
  if (playing) {
    progress.max = playing.hours;
    progress.value = board.hours.length;
  }
  const hours = playing ? board.hours : (report?.hours ?? []);
  show(['prices'], hours.length > 0);
  if (hours.length > 0) renderHours(hours, playing?.hours ?? hours.length);
  const shown = playing === null ? report : null;
  show(['figures', 'members-section', 'money-section'], shown !== null);
  show(['storage-section', 'ent-section'], (shown?.storage ?? null) !== null);
  if (shown) renderReport(shown);
}

/** @param {Board} board */
function statusOf({ playing, report, hours }) {
  if (playing) return `Playing ${longDate(playing.date)}: ${hours.length} of ${playing.hours} hours are settled.`;
  if (report) return `${longDate(report.date)} is settled. Prices are in eEuro; local time is ${report.timeZone}.`;
  return 'No day has been played yet.';
}

/** @param {readonly Hour[]} hours @param {number} slots */
function renderHours(hours, slots) {
  byId('chart').replaceChildren(priceChart(hours, slots));
  fillTable(
    'hours',
    'Every hour of the day',
    [
      'Hour',
      'Sell offers',
      'Buy offers',
      'Offered kWh',
      'Wanted kWh',
      'Traded kWh',
      'Price ct',
      'Retail ct',
      'Turnover €',
    ],
    hours.map((hour) => [
      hour.localTime,
      hour.sellOffers,
      hour.buyOffers,
      energyFigure(hour.offered),
      energyFigure(hour.wanted),
      energyFigure(hour.energy),
      cents(hour.price),
      cents(hour.retail),
      euroFigure(hour.turnover),
    ]),
  );
}

/** @param {Report} report */
function renderReport(report) {
  byId('subtitle').textContent = `${report.community}, market ${report.market}`;
  const saved = difference(report.bills.withoutMarket, report.bills.withMarket);
  const traded = report.energy.traded;
  const averagePrice = Number(traded) === 0 ? null : String(Number(report.turnover) / Number(traded));
  const figures = [
    ['Traded locally', energy(traded), `${percent(traded, report.energy.surplus)} of the surplus`],
    ['Average price', `${cents(averagePrice)} ct/kWh`, `turnover ${euro(report.turnover)}`],
    ['Saved together', euro(saved), `${euro(report.bills.withMarket)} instead of ${euro(report.bills.withoutMarket)}`],
    [
      'Own sun used',
      percent(
        String(Number(report.energy.ownUse) + Number(traded) + Number(report.storage?.taken ?? 0)),
        report.energy.pv,
      ),
      `${percent(report.energy.ownUse, report.energy.pv)} without the market`,
    ],
  ];
  fillFigures('key-figures', figures);
  renderMembers(report);
  byId('money').replaceChildren(...report.money.statements.map(statementLine));
  if (report.storage) renderStorage(report.storage, report.members);
}

/** @param {Report} report */
function renderMembers({ members, bills }) {
  fillTable(
    'members',
    "Every member's energy, balance and bill",
    ['Member', 'Used kWh', 'Produced kWh', 'Bought kWh', 'Sold kWh', 'Balance €', 'Bill €', 'Without €', 'Saved €'],
    members.map((member) => [
      member.member,
      energyFigure(member.load),
      energyFigure(member.pv),
      energyFigure(member.bought),
      energyFigure(member.sold),
      member.balance === null ? '–' : euroFigure(member.balance),
      euroFigure(member.billWithMarket),
      euroFigure(member.billWithoutMarket),
      euroFigure(difference(member.billWithoutMarket, member.billWithMarket)),
    ]),
    [
      'Together',
      ...['', '', '', '', ''],
      euroFigure(bills.withMarket),
      euroFigure(bills.withoutMarket),
      euroFigure(difference(bills.withoutMarket, bills.withMarket)),
    ],
  );
}

async function load() {
  const response = await fetch('/report.json', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`The report was answered with ${response.status}`);
  render(/** @type {Board} */ (await response.json()));
}

/** Follows the market: whenever the board says that something has changed, the page asks for it. */
function follow() {
  const events = new EventSource('/report-events');
  events.addEventListener('changed', () => void load().catch(offline));
  events.addEventListener('open', () => void load().catch(offline));
  events.addEventListener('error', offline);
}

function offline() {
  byId('status').textContent = `The market does not answer; asking again every ${RETRY_MS / 1000} seconds.`;
}

follow();
