/**
 * Books of offers as files: a case `{name, limits, offers: [{id, side, kWh, price, trp}]}`, or an array of them. The
 * order of the offers stands for their order of arrival (spec 00, "Time"). `trp`, the member's trust points, is read
 * where they count; `microgrid` of an offer, `retail` and `feedIn` of the case where there are microgrids. What else an
 * entry has (`expected`) is left alone.
 */
import { type Clearing, type Limits } from '../../chaincode/domain/clearing/clearing';
import { type GridPrices } from '../../chaincode/domain/microgrid/supply-demand-prices';
import { NEWCOMER_POINTS, type TrustPoints } from '../../chaincode/domain/trust/points';
import { type Offer } from '../../chaincode/domain/offer';
import { formatEnergy, formatMicros, parseEnergy, parsePrice } from '../../chaincode/domain/units';
import { CliError } from './cli-error';
import { eachCase, fieldsOf, found, idOf, nameOfCase, quantity, sideOf, wrong } from './document';

export interface Case {
  /** null where the file gives none. */
  readonly name: string | null;
  readonly limits: Limits;
  /** What the grid takes and gives for a kWh, where the rule needs it. */
  readonly grid?: GridPrices | undefined;
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

/** What the rule that the case is for looks at. */
export interface CaseOptions {
  /** Trust points: `trp` of an offer. */
  readonly trusted: boolean;
  /** Microgrids: `microgrid` of an offer, `retail` and `feedIn` of the case. */
  readonly microgrids?: boolean;
}

/** Reads a case or an array of cases. Throws CliError naming the case, the entry and the field. */
export const parseCases = (document: unknown, options: CaseOptions): Case | Case[] =>
  eachCase(document, (entry, position) => parseCase(entry, position, options));

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

function parseCase(document: unknown, position: string, options: CaseOptions): Case {
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
    const offer = parseOffer(entry, place, options);
    if (ids.has(offer.id)) throw new CliError(`${place}: id ${found(offer.id)} is taken by an earlier offer`);
    ids.add(offer.id);
    return offer;
  });
  return { name, limits, offers, grid: options.microgrids ? gridOf(fields, where) : undefined };
}

/** The grid's prices, retail the higher one. */
function gridOf(fields: Readonly<Record<string, unknown>>, where: string): GridPrices {
  const retail = quantity(fields['retail'], `${where}: retail`, parsePrice);
  const feedIn = quantity(fields['feedIn'], `${where}: feedIn`, parsePrice);
  if (feedIn >= retail) throw wrong(`${where}: feedIn`, `below retail, ${formatMicros(retail)}`, fields['feedIn']);
  return { retail, feedIn };
}

function parseOffer(document: unknown, position: string, { trusted, microgrids }: CaseOptions): Offer {
  const fields = fieldsOf(document, position, 'an object with id, side, kWh and price');
  const id = idOf(fields['id'], `${position}: id`);
  const where = `${position} (${found(id)})`;
  const energy = quantity(fields['kWh'], `${where}: kWh`, parseEnergy);
  // As on the ledger: an offer of nothing is none.
  if (energy === 0n) throw wrong(`${where}: kWh`, 'above 0', fields['kWh']);
  const price = quantity(fields['price'], `${where}: price`, parsePrice);
  const offer = { id, side: sideOf(fields['side'], `${where}: side`), energy, price };
  const microgrid = fields['microgrid'];
  return {
    ...offer,
    ...(trusted ? { points: pointsOf(fields['trp'], `${where}: trp`) } : {}),
    ...(microgrids && microgrid !== undefined ? { microgrid: idOf(microgrid, `${where}: microgrid`) } : {}),
  };
}

/** A member of whom nothing is said is a newcomer. */
function pointsOf(value: unknown, where: string): TrustPoints {
  if (value === undefined) return NEWCOMER_POINTS;
  if (value !== 1 && value !== 2 && value !== 3 && value !== 4) throw wrong(where, '1, 2, 3 or 4', value);
  return value;
}
