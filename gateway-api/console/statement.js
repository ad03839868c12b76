import { element } from './elements.js';

/** @typedef {import('../../agents/report/storage-document').StatementDocument} Statement */

/** Two figures that have to be the same, as an entry of a list. @param {Statement} statement */
export function statementLine({ says, left, right, holds }) {
  const verdict = holds ? 'holds' : 'does not hold';
  return element(
    'li',
    {},
    element('span', {}, says),
    element('span', {}, `${left} = ${right}`),
    element('span', { class: holds ? 'good' : 'bad' }, verdict),
  );
}
