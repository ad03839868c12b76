/** Every refusal of deliveries, ratings and what becomes of them, provoked in a peopled world (spec 14). */
import { formatTime, parseTime } from '../../../chaincode/domain/time';
import { clockRecord, unitRecord } from '../../../chaincode/ledger/records';
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { people, type Person, type Stage } from '../peopled-world';
import { nobody, type Prepare, type RefusalCase } from './refusal-case';

const { member, otherMember } = people;

/** The market's clock is so many seconds from where it is in a peopled world. */
const later =
  (seconds: number): Prepare =>
  (world) => {
    const { time } = world.peer.records<{ time: string }>('clock').get('clock/past') ?? { time: '' };
    world.peer.seed(clockRecord, { market: 'past', time: formatTime(parseTime(time) + seconds) });
  };
const WINDOW = 14 * 86_400;
const said = (...trades: number[]) => JSON.stringify(trades.map((trade) => ({ trade, delivered: '1' })));

/** What the buyer of the trades owns now. */
const unitSold: Prepare = (world) => {
  world.peer.seed(unitRecord, {
    ...{ id: 'pv-b', owner: otherMember, kind: 'solar', capacityW: 1, location: '', certifications: [], equipment: '' },
    ...{ metadata: {}, state: 'verified', offeredTo: null, ownedSince: '2026-06-01T11:00:00Z' },
  });
};

export const trustRefusals = ({ world, things: { settled, unrated, cleared } }: Stage): RefusalCase[] => {
  const ofTrade = (
    name: TransactionName,
    by: Person,
    args: (trade: string) => string[],
    more: string[] = [],
  ): RefusalCase[] => [
    [name, 'LISTING_NOT_FOUND', by, ['m_20260601T1300Z', ...args('0'), ...more]],
    [name, 'LISTING_STATE', by, [world.listing, ...args('0'), ...more]],
    [name, 'LISTING_STATE', by, [cleared, ...args('0'), ...more]],
    [name, 'TRADE_NOT_FOUND', by, [settled, ...args('2'), ...more]],
  ];
  const own = (trade: string) => [trade];
  const many = (trade: string) => [said(Number(trade))];
  return [
    ...ofTrade('AttestDelivery', 'member', own, ['1']),
    ['AttestDelivery', 'TRADE_NOT_OWN', 'voter', [settled, '1', '1']],
    ['AttestDelivery', 'DELIVERY_NOT_OVER', 'member', [settled, '1', '1'], later(-1)],
    ['AttestDelivery', 'RATING_WINDOW_OVER', 'member', [settled, '1', '1'], later(WINDOW + 1)],
    ['AttestDelivery', 'DELIVERY_SETTLED', 'member', [settled, '0', '1']],
    ['AttestDelivery', 'DELIVERY_EXCEEDED', 'member', [settled, '1', '1.001']],
    ['AttestDelivery', 'INVALID_ARGUMENT', 'member', [settled, '1', '0.0001']],
    ...ofTrade('AttestDeliveries', 'operator', many),
    ['AttestDeliveries', 'FORBIDDEN', 'rival', [settled, said(1)]],
    ['AttestDeliveries', 'INVALID_ARGUMENT', 'operator', [settled, said(0, 500)]],
    ['AttestDeliveries', 'INVALID_ARGUMENT', 'operator', [settled, said(...Array<number>(201).fill(1))]],
    ['AttestDeliveries', 'DELIVERY_NOT_OVER', 'operator', [settled, said(1)], later(-1)],
    ['AttestDeliveries', 'RATING_WINDOW_OVER', 'operator', [settled, said(1)], later(WINDOW + 1)],
    ['AttestDeliveries', 'DELIVERY_SETTLED', 'operator', [settled, said(1, 0)]],
    ['AttestDeliveries', 'DELIVERY_SETTLED', 'operator', [settled, said(1, 1)]],
    ['AttestDeliveries', 'DELIVERY_EXCEEDED', 'operator', [settled, said(1).replace('"1"', '"2"')]],
    ...ofTrade('RateTrade', 'member', own, ['4']),
    ['RateTrade', 'TRADE_NOT_OWN', 'voter', [settled, '0', '4']],
    ['RateTrade', 'DELIVERY_NOT_SETTLED', 'member', [settled, '1', '4']],
    ['RateTrade', 'RATING_WINDOW_OVER', 'member', [settled, '0', '4'], later(WINDOW + 1)],
    ['RateTrade', 'RATING_RELATED', 'member', [settled, '0', '4'], unitSold],
    [
      'RateTrade',
      'RATING_EXISTS',
      'member',
      [settled, '0', '4'],
      (w) => w.as(member, 'RateTrade', [settled, '0', '1']),
    ],
    ['RateTrade', 'INVALID_ARGUMENT', 'member', [settled, '0', '6']],
    ['RateTrade', 'INVALID_ARGUMENT', 'member', [settled, '0', '0']],
    ['CloseRatings', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z']],
    ['CloseRatings', 'LISTING_STATE', 'member', [cleared]],
    ['CloseRatings', 'RATING_WINDOW_OPEN', 'member', [settled]],
    ['CloseRatings', 'RATINGS_CLOSED', 'member', [unrated], (w) => w.as(otherMember, 'CloseRatings', [unrated])],
    ['RatePlatform', 'PLATFORM_RATED', 'member', ['1', '1'], (w) => w.as(member, 'RatePlatform', ['5', '5'])],
    ['GetTrust', 'MEMBER_NOT_FOUND', 'member', [nobody]],
    ...ofTrade('GetTrade', 'member', own),
    ['FindFraud', 'MEMBER_NOT_FOUND', 'voter', [nobody]],
  ];
};
