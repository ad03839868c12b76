// Figures for people. They come as exact decimal strings; here, and only here, they are rounded.

const LANGUAGE = 'en-GB';

/** A decimal string with so many decimals. @param {string} value @param {number} decimals */
const fixed = (value, decimals) =>
  Number(value).toLocaleString(LANGUAGE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** @param {string} value kWh */
export const energy = (value) => `${fixed(value, 1)} kWh`;
/** @param {string} value kWh */
export const energyFigure = (value) => fixed(value, 2);
/** @param {string} value ENT */
export const entFigure = (value) => fixed(value, 3);
/** @param {string} value eEuro */
export const euro = (value) => `${fixed(value, 2)} €`;
/** @param {string} value eEuro */
export const euroFigure = (value) => fixed(value, 2);
/** @param {string | null} value eEuro per kWh */
export const cents = (value) => (value === null ? '–' : fixed(String(Number(value) * 100), 2));

/** One share of another as a whole per cent. @param {string} part @param {string} whole */
export const percent = (part, whole) =>
  Number(whole) === 0 ? '–' : `${Math.round((Number(part) / Number(whole)) * 100)} %`;

/** The difference of two amounts, as a decimal string. @param {string} a @param {string} b */
export const difference = (a, b) => (Number(a) - Number(b)).toFixed(6);

/** A local date as people write it: "Monday, 15 August 2016". @param {string} date like 2016-08-15 */
export const longDate = (date) =>
  new Date(`${date}T12:00:00Z`).toLocaleDateString(LANGUAGE, { dateStyle: 'full', timeZone: 'UTC' });
