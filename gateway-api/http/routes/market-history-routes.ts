import { Type } from '@sinclair/typebox';
import * as s from '../../../chaincode/wire/schemas';
import { transactions as t } from '../../../chaincode/wire/transactions';
import { listingStates } from '../../../chaincode/domain/listing-state';
import { ledgerCall } from '../../fabric/ledger-call';
import { listingFlows, marketHours } from '../../read-model/queries/market-hours';
import { type Period, periods } from '../../read-model/queries/period';
import { marketStatistics, unitStatistics } from '../../read-model/queries/trade-statistics';
import { type ReadModel } from '../../read-model/read-model';
import { modelRoute, pageOf, paging, timeRange } from '../model-route';
import { type Route } from '../route';

const closed = { additionalProperties: false } as const;
const perhaps = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });
/** What statistics are added up over. */
export const periodQuery = {
  period: Type.Optional(Type.Unsafe<Period>({ ...s.oneOf(periods, 'What is added up, in UTC'), default: 'day' })),
};

const MarketHour = Type.Object(
  {
    listing: s.ListingId,
    deliveryStart: s.Time,
    deliveryEnd: s.Time,
    state: s.oneOf(listingStates, 'State'),
    price: Type.Union([s.Price, Type.Null()], { description: 'null where the clearing has no one price' }),
    averagePrice: Type.Union([s.Price, Type.Null()], { description: 'eEuro per kWh traded' }),
    energy: s.TotalEnergy,
    turnover: s.TotalAmount,
    trades: Count,
    offers: Count,
    offered: Type.String({ ...s.TotalEnergy, description: 'kWh of the sell offers' }),
    demanded: Type.String({ ...s.TotalEnergy, description: 'kWh of the bids' }),
  },
  { ...closed, $id: 'MarketHour' },
);
const MarketStatistics = Type.Object(
  {
    start: s.Time,
    listings: Count,
    trades: Count,
    energy: s.TotalEnergy,
    turnover: s.TotalAmount,
    averagePrice: perhaps(s.Price),
    lowestPrice: perhaps(s.Price),
    highestPrice: perhaps(s.Price),
    offered: s.TotalEnergy,
    demanded: s.TotalEnergy,
    selfSufficiency: Type.Union([s.Ratio, Type.Null()], { description: 'Traded share of what was demanded' }),
    selfConsumption: Type.Union([s.Ratio, Type.Null()], { description: 'Traded share of what was offered' }),
    members: Type.Integer({ minimum: 0, description: 'Different members who offered or bid' }),
  },
  { ...closed, $id: 'MarketStatistics' },
);
const UnitStatistics = Type.Object(
  {
    start: s.Time,
    offered: s.TotalEnergy,
    sold: s.TotalEnergy,
    received: s.TotalAmount,
    averagePrice: perhaps(s.Price),
  },
  { ...closed, $id: 'UnitStatistics' },
);
const EnergyFlow = Type.Object(
  {
    seller: s.MemberId,
    unit: perhaps(s.UnitId),
    location: Type.Union([Type.String(), Type.Null()], { description: "Bus of the grid at the seller's unit" }),
    buyer: s.MemberId,
    energy: s.TotalEnergy,
    payment: s.TotalAmount,
  },
  { ...closed, $id: 'EnergyFlow' },
);

/** What happened in markets, listings and units (docs/read-model.md). */
export const marketHistoryRoutes = (model: ReadModel): Route[] => [
  modelRoute(
    model,
    {
      operationId: 'getMarketHours',
      path: '/v1/markets/{market}/hours',
      tag: 'history',
      summary: "A market's listings with what was offered, demanded and traded, newest delivery first",
      parameters: Type.Object({ market: s.MarketId }, closed),
      query: Type.Object({ ...timeRange, ...paging }, closed),
      answer: Type.Object({ items: Type.Array(MarketHour), bookmark: s.Bookmark }),
      errors: ['MARKET_NOT_FOUND'],
    },
    async ({ tables, params, query, ask }) => {
      await ask(ledgerCall(t.GetMarket, params));
      return await marketHours(tables, params.market, query, pageOf(query));
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getMarketStatistics',
      path: '/v1/markets/{market}/statistics',
      tag: 'statistics',
      summary: "A market's energy, money and prices per hour, day or month, oldest first, at most 1,000 of them",
      parameters: Type.Object({ market: s.MarketId }, closed),
      query: Type.Object({ ...periodQuery, ...timeRange }, closed),
      answer: Type.Object({ items: Type.Array(MarketStatistics) }),
      errors: ['MARKET_NOT_FOUND'],
    },
    async ({ tables, params, query, ask }) => {
      await ask(ledgerCall(t.GetMarket, params));
      return { items: await marketStatistics(tables, params.market, query.period ?? 'day', query) };
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getUnitStatistics',
      path: '/v1/units/{unit}/statistics',
      tag: 'statistics',
      summary: 'What a unit offered and sold per hour, day or month, oldest first',
      parameters: Type.Object({ unit: s.UnitId }, closed),
      query: Type.Object({ ...periodQuery, ...timeRange }, closed),
      answer: Type.Object({ items: Type.Array(UnitStatistics) }),
      errors: ['UNIT_NOT_FOUND'],
    },
    async ({ tables, params, query, ask }) => {
      await ask(ledgerCall(t.GetPV, params));
      return { items: await unitStatistics(tables, params.unit, query.period ?? 'day', query) };
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getListingFlows',
      path: '/v1/listings/{listing}/flows',
      tag: 'history',
      summary: 'Who sold how much to whom in a listing, the largest 1,000 first',
      parameters: Type.Object({ listing: s.ListingId }, closed),
      answer: Type.Object({ items: Type.Array(EnergyFlow) }),
      errors: ['LISTING_NOT_FOUND', 'LISTING_STATE'],
    },
    async ({ tables, params, ask }) => {
      await ask(ledgerCall(t.GetTrades, { ...params, page: '0' }));
      return { items: await listingFlows(tables, params.listing) };
    },
  ),
];
