import { byId, fillFigures, fillTable } from './elements.js';
import { cents, energy, energyFigure, entFigure, euro, euroFigure } from './format.js';
import { statementLine } from './statement.js';

/** @typedef {import('../../agents/report/report-document').ReportDocument} Report */

/** @param {NonNullable<Report['storage']>} storage @param {Report['members']} members */
export function renderStorage(storage, members) {
  const { trades } = storage;
  const prices = trades.lowest === trades.highest ? [trades.lowest] : [trades.lowest, trades.highest];
  fillFigures('storage-figures', [
    ['Fed in', energy(storage.fedIn), `${energy(storage.lost)} of it lost in the batteries`],
    ['Taken out', energy(storage.taken), `in ${counted(storage.sessions, 'session')}`],
    ['In storage', energy(storage.stored), `${entFigure(storage.circulating)} ENT in circulation`],
    [
      'R, ENT per kWh',
      entFigure(storage.rate),
      `a kWh mints ${entFigure(storage.mintRate)}, takes ${entFigure(storage.burnRate)}`,
    ],
    [
      'ENT traded',
      `${entFigure(trades.amount)} ENT`,
      trades.count === 0
        ? 'no trade'
        : `${counted(trades.count, 'trade')}, ${euro(trades.turnover)}, at ${prices.map(cents).join(' to ')} ct`,
    ],
  ]);
  fillTable(
    'storage',
    "Every member's stored energy and ENT",
    ['Member', 'Fed in kWh', 'Taken kWh', 'ENT bought', 'Paid €', 'ENT sold', 'Received €', 'ENT now'],
    members
      .filter(({ fedIn, taken, entBought, entSold, entHeld }) =>
        [fedIn, taken, entBought, entSold, entHeld].some(Number),
      )
      .map((member) => [
        member.member,
        energyFigure(member.fedIn),
        energyFigure(member.taken),
        entFigure(member.entBought),
        euroFigure(member.paidForEnt),
        entFigure(member.entSold),
        euroFigure(member.receivedForEnt),
        member.entHeld === null ? '–' : entFigure(member.entHeld),
      ]),
  );
  byId('ent').replaceChildren(...storage.statements.map(statementLine));
}

/** @param {number} count @param {string} what */
const counted = (count, what) => `${count} ${count === 1 ? what : `${what}s`}`;
