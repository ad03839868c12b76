import { type FollowedEvent } from '../../../client';
import { printable } from './print';

type Facts = Readonly<Record<string, unknown>>;

/** What happened, in words, by the transaction; the others are told by their name. */
const sentences: Readonly<Record<string, (result: Facts, by: string) => string>> = {
  PVOffer: (result, by) => `${by} offers ${text(result, 'energy')} kWh for at least ${text(result, 'price')} eEuro/kWh`,
  BUYOffer: (result, by) => `${by} bids for ${text(result, 'energy')} kWh at most ${text(result, 'price')} eEuro/kWh`,
  CancelOffer: (result, by) => `${by} took offer ${text(result, 'id')} back`,
  AcceptOfferBroadcast: (result) => `listing ${text(result, 'id')} is open`,
  CloseBidding: (result) => `listing ${text(result, 'id')} is closed`,
  ClearListing: (result) => cleared(result),
  SettleListing: (result) => `listing ${text(result, 'id')} is ${text(result, 'state')}`,
  PlaceOrder: (result, by) => placed(result, by),
  CancelOrder: (result, by) => `${by} took order ${text(result, 'id')} back`,
  StartConsumptionSession: (result, by) => `${by} starts a session with ${text(result, 'unit')}`,
  CloseConsumptionSession: (result) => `the session of ${text(result, 'member')} with ${text(result, 'unit')} is over`,
  RegisterMember: (_, by) => `${by} is a member`,
  BookPrices: (result) => `bid ${text(result, 'bid')}, ask ${text(result, 'ask')}, last ${text(result, 'last')}`,
};

/** One line for people: when, where, what. */
export function eventText({ name, event }: FollowedEvent): string {
  // What is no transaction, like BookPrices, has its facts in itself.
  const facts = (event.result ?? event) as Facts;
  const by = typeof event.by === 'string' ? event.by : '';
  const sentence = sentences[name]?.(facts, by) ?? `${name}${by === '' ? '' : ` by ${by}`}`;
  const place = event.listing ?? event.market;
  const at = typeof event.at === 'string' ? event.at : '-';
  return printable([at.padEnd(20), place === undefined ? '' : `${place}: `, sentence].join(' ').replace('  ', ' '));
}

function cleared(result: Facts): string {
  const { clearing } = result as { clearing?: Facts | null };
  if (!clearing) return `listing ${text(result, 'id')} is being cleared`;
  return `listing ${text(result, 'id')} is cleared: ${text(clearing, 'trades')} trades, ${text(clearing, 'energy')} kWh at ${text(clearing, 'price')} eEuro/kWh`;
}

function placed(result: Facts, by: string): string {
  const { order = {}, trades = [] } = result as { order?: Facts; trades?: readonly Facts[] };
  const terms = `${text(order, 'side')} ${text(order, 'amount')} at ${text(order, 'price')}`;
  return `${by} orders to ${terms}: ${trades.length} trades, ${text(order, 'left')} left`;
}

function text(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '-';
}
