import { type GatewayConfig } from './gateway-config';
import { settingNames, settingOf } from './settings';

/**
 * A configuration as lines for people: each value with where it comes from. Secrets are masked; of the database's address
 * only the password is one.
 */
export function summaryLines({ values, peers, sources }: GatewayConfig): string[] {
  const rows = settingNames.flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    return [[name, shownValue(value, settingOf(name).secret === true), sources.get(name) ?? ''] as const];
  });
  const peerRows = peers.map(({ address }, index) => [`network.peers[${index}]`, address, ''] as const);
  const all = [...rows, ...peerRows];
  const width = Math.max(...all.map(([name]) => name.length));
  return all.map(([name, value, source]) => `${name.padEnd(width)}  ${value}${source === '' ? '' : `  (${source})`}`);
}

function shownValue(value: string | number | boolean, secret: boolean): string {
  if (!secret) return String(value);
  const text = String(value);
  if (!URL.canParse(text)) return '***';
  const url = new URL(text);
  const user = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : ':***'}@`;
  // The query of such an address can hold a password, too.
  return `${url.protocol}//${user}${url.host}${url.pathname}${url.search === '' ? '' : '?***'}`;
}
