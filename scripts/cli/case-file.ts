/**
 * Books of offers as files: a case `{name, limits, offers: [{id, side, kWh, price}]}`, or an array of them. The order
 * of the offers stands for their order of arrival (spec 00, "Time"). What else an entry has (`expected`, `trp`) is left alone.
 */
import { type Clearing, type Limits } from '../../chaincode/domain/clearing/clearing';
import { DomainError } from '../../chaincode/domain/errors';
import { type Offer, type Side } from '../../chaincode/domain/offer';
import { formatEnergy, formatMicros, parseEnergy, parsePrice } from '../../chaincode/domain/units';
import { CliError } from './cli-error';

export interface Case {
  /** null where the file gives none. */
  readonly name: string | null;
  readonly limits: Limits;
  readonly offers: readonly Offer[];
}

/** A cleared case in the form in which results are published: kWh, eEuro and eEuro per kWh as decimal strings. */
export interface ClearedCase {
  readonly name: string | null;
  readonly price: string | null;
  readonly kWh: string;
  readonly turnover: string;
  readonly trades: readonly { buy: string; sell: string; kWh: string; price: string }[];
}

const LONGEST_ID = 256;

/** Reads a case or an array of cases. Throws CliError naming the case, the entry and the field. */
export function parseCases(document: unknown): Case | Case[] {
  if (!Array.isArray(document)) return parseCase(document, 'the case');
  return document.map((entry, index) => parseCase(entry, `case ${index + 1}`));
}

/** Writes a clearing of the case called `name`. */
export function formatCase(name: string | null, clearing: Clearing): ClearedCase {
  return {
    name,
    price: clearing.price === null ? null : formatMicros(clearing.price),
    kWh: formatEnergy(clearing.energy),
    turnover: formatMicros(clearing.turnover),
    trades: clearing.trades.map((trade) => ({
      buy: trade.buy.id,
      sell: trade.sell.id,
      kWh: formatEnergy(trade.energy),
      price: formatMicros(trade.price),
    })),
  };
}

function parseCase(document: unknown, position: string): Case {
  const fields = fieldsOf(document, position, 'an object with name, limits and offers');
  const name = fields['name'];
  if (name !== undefined && name !== null && typeof name !== 'string') {
    throw wrong(`${position}: name`, 'a string', name);
  }
  const where = typeof name === 'string' ? `${position} (${found(name)})` : position;

  const limits = fields['limits'] === undefined ? 'respected' : fields['limits'];
  if (limits !== 'respected' && limits !== 'ignored') {
    throw wrong(`${where}: limits`, '"respected" or "ignored"', limits);
  }
  const entries = fields['offers'];
  if (!Array.isArray(entries)) throw wrong(`${where}: offers`, 'an array', entries);
  const ids = new Set<string>();
  const offers = entries.map((entry: unknown, index) => {
    const place = `${where}, offer ${index + 1}`;
    const offer = parseOffer(entry, place);
    if (ids.has(offer.id)) throw new CliError(`${place}: id ${found(offer.id)} is taken by an earlier offer`);
    ids.add(offer.id);
    return offer;
  });
  return { name: name ?? null, limits, offers };
}

function parseOffer(document: unknown, position: string): Offer {
  const fields = fieldsOf(document, position, 'an object with id, side, kWh and price');
  const id = fields['id'];
  // Control characters could make one id look like another.
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID || /\p{Cc}/u.test(id)) {
    throw wrong(`${position}: id`, `a string of 1 to ${LONGEST_ID} characters, none of them a control character`, id);
  }
  const where = `${position} (${found(id)})`;
  const energy = quantity(fields['kWh'], `${where}: kWh`, parseEnergy);
  // As on the ledger: an offer of nothing is none.
  if (energy === 0n) throw wrong(`${where}: kWh`, 'above 0', fields['kWh']);
  const price = quantity(fields['price'], `${where}: price`, parsePrice);
  return { id, side: sideOf(fields['side'], where), energy, price };
}

function sideOf(value: unknown, where: string): Side {
  if (value !== 'sell' && value !== 'buy') throw wrong(`${where}: side`, '"sell" or "buy"', value);
  return value;
}

/** Parses a decimal string as the ledger does, and says what was found instead. */
function quantity<Q>(value: unknown, where: string, parse: (text: string, field: string) => Q): Q {
  if (typeof value !== 'string') throw wrong(where, 'a decimal string like "1.25"', value);
  try {
    return parse(value, where);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new CliError(`${cause.message}; found ${found(value)}`, { cause });
  }
}

/** The fields of an object, none of them checked yet. None that a case uses is inherited by objects. */
function fieldsOf(document: unknown, where: string, expected: string): Readonly<Record<string, unknown>> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw wrong(where, expected, document);
  }
  return document as Record<string, unknown>;
}

function wrong(where: string, expected: string, value: unknown): CliError {
  return new CliError(`${where} must be ${expected}; found ${found(value)}`);
}

/** A value as a message shows it, short whatever its size. */
function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string' && value.length > 64) return `${JSON.stringify(value.slice(0, 64))} and more`;
  return JSON.stringify(value);
}
