import { DomainError } from './errors';
import { formatMicros, parseRatio } from './units';

interface NumberParameter {
  readonly default: string;
  readonly least: string;
  readonly most: string;
  readonly whole: boolean;
  readonly meaning: string;
}
interface ChoiceParameter {
  readonly default: string;
  readonly choices: readonly string[];
  readonly meaning: string;
}

/** The network's parameters with their ranges (spec 12 to 14); a new one is a row. */
export const parameters = {
  M: { default: '0.5', least: '0', most: '1', whole: false, meaning: 'largest minting cost, ENT/kWh' },
  B: { default: '0.5', least: '0', most: '1', whole: false, meaning: 'largest burning cost, ENT/kWh' },
  C: { default: '0.05', least: '0', most: '10', whole: false, meaning: 'share of a loss recovered per kWh' },
  H: { default: '7200', least: '60', most: '86400', whole: true, meaning: 'length of a consumption session, s' },
  F: { default: '0.2', least: '0', most: '1', whole: false, meaning: "the unit owner's share of minted ENT" },
  voteExpiry: { default: '2592000', least: '3600', most: '31536000', whole: true, meaning: 'age of a vote, s' },
  trustScore2: { default: '2', least: '0', most: '5', whole: false, meaning: 'trust score for 2 points' },
  trustScore3: { default: '3', least: '0', most: '5', whole: false, meaning: 'trust score for 3 points' },
  trustScore4: { default: '4', least: '0', most: '5', whole: false, meaning: 'trust score for 4 points' },
  trustDays: { default: '30', least: '1', most: '3650', whole: true, meaning: 'unit of time in the trust score, days' },
  trustEuros: { default: '100', least: '1', most: '1000000', whole: true, meaning: 'unit of money in it, eEuro' },
  deliveryTolerance: {
    default: '0.9',
    least: '0',
    most: '1',
    whole: false,
    meaning: 'least delivery that costs nothing',
  },
  ratingWindow: { default: '14', least: '1', most: '365', whole: true, meaning: 'time to rate a trade, days' },
  ratingMinimum: {
    default: '0.01',
    least: '0',
    most: '1000',
    whole: false,
    meaning: 'smallest trade that counts, eEuro',
  },
  trustCoinPrice: {
    default: '1',
    least: '0.000001',
    most: '1000000',
    whole: false,
    meaning: 'price of trust coin, eEuro',
  },
  agentStake: {
    default: '10',
    least: '0.000001',
    most: '1000000000',
    whole: false,
    meaning: 'least stake of an agent, TRUST',
  },
  agentThreshold: { default: '3', least: '0', most: '5', whole: false, meaning: 'least trust score of an agent' },
  attestationTurn: {
    default: '60',
    least: '60',
    most: '86400',
    whole: true,
    meaning: 'time until the next agent may attest, s',
  },
  attestationTimeout: {
    default: '900',
    least: '60',
    most: '604800',
    whole: true,
    meaning: 'time until a listing settles without an attestation, s',
  },
  feeShare: { default: '0.2', least: '0', most: '1', whole: false, meaning: "share of a listing's fees for its agent" },
  currency: { default: 'banker', choices: ['banker', 'fund'], meaning: 'who issues eEuro' },
} as const satisfies Record<string, NumberParameter | ChoiceParameter>;
export type ParameterName = keyof typeof parameters;

/** A decimal in its shortest form, so that "0.50" and "0.5" are the same vote; anything else as it stands. */
export function canonicalValue(value: string): string {
  if (!/^[0-9]+(\.[0-9]+)?$/.test(value)) return value;
  const [whole = '0', fraction = ''] = value.split('.');
  const digits = fraction.replace(/0+$/, '');
  return whole.replace(/^0+(?=[0-9])/, '') + (digits === '' ? '' : `.${digits}`);
}

/** The parameter's name and value in canonical form; PARAMETER_UNKNOWN or PARAMETER_RANGE. */
export function checkParameter(name: string, value: string): [ParameterName, string] {
  if (!Object.hasOwn(parameters, name)) {
    throw new DomainError('PARAMETER_UNKNOWN', `${name} is not one of ${Object.keys(parameters).join(', ')}`, { name });
  }
  const known = name as ParameterName;
  const parameter: NumberParameter | ChoiceParameter = parameters[known];
  return [known, 'choices' in parameter ? checkChoice(name, parameter, value) : checkNumber(name, parameter, value)];
}

function checkChoice(name: string, { choices }: ChoiceParameter, value: string): string {
  if (choices.includes(value)) return value;
  throw new DomainError('PARAMETER_RANGE', `${name} must be ${choices.join(' or ')}`, { name });
}

function checkNumber(name: string, { least, most, whole }: NumberParameter, value: string): string {
  const micros = parseRatio(value, 'value');
  const outside = micros < parseRatio(least) || micros > parseRatio(most);
  if (outside || (whole && micros % 1_000_000n !== 0n)) {
    throw new DomainError(
      'PARAMETER_RANGE',
      `${name} must be a ${whole ? 'whole number' : 'number'} from ${least} to ${most}`,
      { name, least, most },
    );
  }
  return formatMicros(micros);
}
