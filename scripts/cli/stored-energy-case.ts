/**
 * What happens to a community's stored energy, as files: a case `{name, parameters, steps: [{op, ...}]}`, or an array of
 * them (spec 12). What else an entry has (`after`) is left alone.
 */
import { checkParameter } from '../../chaincode/domain/parameters';
import { energyParameters, type EnergyParameters } from '../../chaincode/domain/stored-energy/energy-parameters';
import { type MicroEnt, parseAmount, parseEnergy, type Wh } from '../../chaincode/domain/units';
import { eachCase, fieldsOf, found, idOf, inPlace, nameOfCase, quantity, wrong } from './document';

export type EnergyStep =
  | { readonly op: 'register'; readonly unit: string; readonly owner: string }
  | { readonly op: 'remove'; readonly unit: string }
  | { readonly op: 'produced'; readonly unit: string; readonly producer: string; readonly energy: Wh }
  | { readonly op: 'consumed'; readonly unit: string; readonly consumer: string; readonly energy: Wh }
  | { readonly op: 'actual'; readonly unit: string; readonly energy: Wh }
  | { readonly op: 'session'; readonly unit: string; readonly consumer: string; readonly amount: MicroEnt }
  | { readonly op: 'close'; readonly unit: string; readonly consumer: string }
  | { readonly op: 'transfer'; readonly from: string; readonly to: string; readonly amount: MicroEnt };

export interface EnergyCase {
  /** null where the file gives none. */
  readonly name: string | null;
  readonly parameters: EnergyParameters;
  readonly steps: readonly EnergyStep[];
  /** How messages call the case. */
  readonly where: string;
}

/** Reads a case or an array of cases. Throws CliError naming the case, the step and the field. */
export const parseEnergyCases = (document: unknown): EnergyCase | EnergyCase[] => eachCase(document, parseCase);

/** How messages call a step of a case, counted from 0. */
export const placeOfStep = (where: string, index: number, op: string): string =>
  `${where}, step ${index + 1} (${found(op)})`;

function parseCase(document: unknown, position: string): EnergyCase {
  const fields = fieldsOf(document, position, 'an object with name, parameters and steps');
  const { name, where } = nameOfCase(fields, position);
  const entries = fields['steps'];
  if (!Array.isArray(entries)) throw wrong(`${where}: steps`, 'an array', entries);
  const steps = entries.map((entry: unknown, index) => parseStep(entry, index, where));
  return { name, parameters: parseParameters(fields['parameters'], `${where}: parameters`), steps, where };
}

/** Decimal strings by name, in the ranges of spec 12 and 13; what is left out has its default. */
function parseParameters(document: unknown, where: string): EnergyParameters {
  if (document === undefined) return energyParameters({});
  const fields = fieldsOf(document, where, 'an object such as {"M": "0.5"}');
  const checked = Object.entries(fields).map(([name, value]) => {
    if (typeof value !== 'string') throw wrong(`${where}: ${found(name)}`, 'a decimal string like "0.5"', value);
    return inPlace(where, () => checkParameter(name, value));
  });
  return energyParameters(Object.fromEntries(checked));
}

function parseStep(document: unknown, index: number, position: string): EnergyStep {
  const fields = fieldsOf(document, `${position}, step ${index + 1}`, 'an object with op');
  const op = fields['op'];
  const where = typeof op === 'string' ? placeOfStep(position, index, op) : `${position}, step ${index + 1}`;
  const id = (field: string) => idOf(fields[field], `${where}: ${field}`);
  const energy = () => quantity(fields['kWh'], `${where}: kWh`, parseEnergy);
  const amount = () => quantity(fields['ENT'], `${where}: ENT`, parseAmount) as MicroEnt;
  switch (op) {
    case 'register':
      return { op, unit: id('unit'), owner: id('owner') };
    case 'remove':
      return { op, unit: id('unit') };
    case 'produced':
      return { op, unit: id('unit'), producer: id('producer'), energy: energy() };
    case 'consumed':
      return { op, unit: id('unit'), consumer: id('consumer'), energy: energy() };
    case 'actual':
      return { op, unit: id('unit'), energy: energy() };
    case 'session':
      return { op, unit: id('unit'), consumer: id('consumer'), amount: amount() };
    case 'close':
      return { op, unit: id('unit'), consumer: id('consumer') };
    case 'transfer':
      return { op, from: id('from'), to: id('to'), amount: amount() };
    default:
      throw wrong(
        `${where}: op`,
        '"register", "remove", "produced", "consumed", "actual", "session", "close" or "transfer"',
        op,
      );
  }
}
