import { type HourDocument, type ReportDocument } from '../../agents/report/report-document';

/** An hour that traded 2 kWh, or none. */
export const sampleHour = (hour: number, traded: boolean): HourDocument => ({
  listing: `m_20260601T${String(hour).padStart(2, '0')}00Z`,
  deliveryStart: `2026-06-01T${String(hour).padStart(2, '0')}:00:00Z`,
  localTime: `${String(hour).padStart(2, '0')}:00`,
  mechanism: 'mcp-fifo',
  sellOffers: traded ? 1 : 0,
  buyOffers: 1,
  offered: traded ? '2' : '0',
  wanted: '3',
  energy: traded ? '2' : '0',
  turnover: traded ? '0.25' : '0',
  fees: '0',
  trades: traded ? 1 : 0,
  price: traded ? '0.125' : null,
  retail: '0.2',
  feedIn: '0.05',
});

const member = (name: string, bought: string, sold: string) => ({
  member: name,
  kind: 'prosumer',
  load: '10',
  pv: '5',
  bought,
  sold,
  paid: '0.25',
  received: '0',
  fedIn: sold === '0' ? '0' : '1.5',
  taken: '0.5',
  entBought: bought === '0' ? '0' : '0.25',
  entSold: sold === '0' ? '0' : '0.25',
  paidForEnt: bought === '0' ? '0' : '0.05',
  receivedForEnt: sold === '0' ? '0' : '0.05',
  entHeld: '0.3',
  balance: '99.75',
  billWithMarket: '1.5',
  billWithoutMarket: '2',
});

/** A day of 24 hours with trade at noon, two members, and money that holds or not. */
export const sampleReport = (holds = true): ReportDocument => ({
  community: 'two homes',
  timeZone: 'UTC',
  market: 'm',
  date: '2026-06-01',
  complete: true,
  energy: { load: '20', pv: '10', ownUse: '4', surplus: '4', deficit: '16', tradable: '4', traded: '2' },
  bills: { withMarket: '3', withoutMarket: '4' },
  turnover: '0.25',
  hours: Array.from({ length: 24 }, (_, hour) => sampleHour(hour, hour === 12)),
  // What stands in the data is text, whatever it looks like.
  members: [member('h01@M', '2', '0'), member('<b>h02</b>@M', '0', '2')],
  money: { holds, statements: [{ says: 'in = out', left: '200', right: holds ? '200' : '199', holds }] },
  microgrids: null,
  agents: null,
  storage: {
    ...{ fedIn: '1.5', taken: '1', lost: '0.15', sessions: 2 },
    ...{ stored: '0.35', circulating: '0.6', gap: '0.25', rate: '0.0125', mintRate: '0.9875', burnRate: '1.0125' },
    units: [{ unit: 'su-h01@M', owner: 'h01@M', energy: '0.35' }],
    trades: { count: 1, amount: '0.25', turnover: '0.05', lowest: '0.2', highest: '0.2' },
    holds: true,
    statements: [{ says: 'ENT: in = out', left: '0.6', right: '0.6', holds: true }],
  },
});
