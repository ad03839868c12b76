/**
 * Books of offers as files: a case `{name, limits, offers: [{id, side, kWh, price}]}`, or an array of them. The order
 * of the offers stands for their order of arrival (spec 00, "Time"). What else an entry has (`expected`, `trp`) is left alone.
 */
import { type Clearing, type Limits } from '../../chaincode/domain/clearing/clearing';
import { type Offer } from '../../chaincode/domain/offer';
import { formatEnergy, formatMicros, parseEnergy, parsePrice } from '../../chaincode/domain/units';
import { CliError } from './cli-error';
import { eachCase, fieldsOf, found, idOf, nameOfCase, quantity, sideOf, wrong } from './document';

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

/** Reads a case or an array of cases. Throws CliError naming the case, the entry and the field. */
export const parseCases = (document: unknown): Case | Case[] => eachCase(document, parseCase);

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
  const { name, where } = nameOfCase(fields, position);

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
  return { name, limits, offers };
}

function parseOffer(document: unknown, position: string): Offer {
  const fields = fieldsOf(document, position, 'an object with id, side, kWh and price');
  const id = idOf(fields['id'], `${position}: id`);
  const where = `${position} (${found(id)})`;
  const energy = quantity(fields['kWh'], `${where}: kWh`, parseEnergy);
  // As on the ledger: an offer of nothing is none.
  if (energy === 0n) throw wrong(`${where}: kWh`, 'above 0', fields['kWh']);
  const price = quantity(fields['price'], `${where}: price`, parsePrice);
  return { id, side: sideOf(fields['side'], `${where}: side`), energy, price };
}
