import { Type } from '@sinclair/typebox';
import * as s from '../../../chaincode/wire/schemas';
import { transactions as t } from '../../../chaincode/wire/transactions';
import { movementKinds } from '../../../chaincode/wire/views/tokens';
import { ledgerCall } from '../../fabric/ledger-call';
import { requireInsight } from '../../read-model/model-queries';
import { memberOffers, trustHistory } from '../../read-model/queries/changes';
import { balanceView, movementsOf } from '../../read-model/queries/movements';
import { memberStatistics } from '../../read-model/queries/trade-statistics';
import { type ReadModel } from '../../read-model/read-model';
import { modelRoute, pageOf, paging, timeRange } from '../model-route';
import { type Route } from '../route';
import { periodQuery } from './market-history-routes';

const closed = { additionalProperties: false } as const;
const perhaps = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const ofMember = Type.Object({ member: s.MemberId }, closed);
const inMarket = { market: Type.Optional(s.MarketId) };

const MemberStatistics = Type.Object(
  {
    start: s.Time,
    bought: s.TotalEnergy,
    sold: s.TotalEnergy,
    paid: s.TotalAmount,
    received: Type.String({ ...s.TotalAmount, description: 'eEuro, less fees' }),
    fees: s.TotalAmount,
    averagePaid: perhaps(s.Price),
    averageReceived: perhaps(s.Price),
    demanded: s.TotalEnergy,
    offered: s.TotalEnergy,
    selfSufficiency: Type.Union([s.Ratio, Type.Null()], { description: 'Bought share of what was demanded' }),
  },
  { ...closed, $id: 'MemberStatistics' },
);
const PastOffer = Type.Object(
  {
    listing: s.ListingId,
    deliveryStart: s.Time,
    offer: s.OfferId,
    side: s.Side,
    unit: perhaps(s.UnitId),
    energy: s.Energy,
    price: s.Price,
    traded: s.Energy,
    amount: Type.String({ ...s.Amount, description: 'eEuro that the buyer paid or the seller received' }),
    fee: s.Amount,
    refund: Type.String({ ...s.Amount, description: 'Escrow that the buyer got back' }),
  },
  { ...closed, $id: 'PastOffer' },
);
const BalanceChange = Type.Object(
  {
    at: s.Time,
    block: Type.String({ pattern: '^[0-9]+$', examples: ['7'] }),
    transaction: s.TransactionId,
    kind: s.oneOf(movementKinds, 'What moved the balance'),
    counterparty: perhaps(s.MemberId),
    reference: Type.String({ description: 'Listing, offer or transaction that it belongs to' }),
    change: Type.String({ ...s.SignedAmount, description: 'Of all that the account holds' }),
    available: Type.String({ ...s.SignedAmount, description: 'After it, with what has arrived' }),
    locked: Type.String({ ...s.SignedAmount, description: 'After it, for withdrawal' }),
    escrowed: Type.String({ ...s.SignedAmount, description: 'After it, in offers, orders, sessions and stakes' }),
  },
  { ...closed, $id: 'BalanceChange' },
);
const TrustStep = Type.Object(
  {
    at: s.Time,
    kind: s.oneOf(['rating', 'unrated', 'failedDelivery', 'fraud'], 'What moved it'),
    listing: perhaps(s.ListingId),
    trade: perhaps(Type.Integer()),
    rating: s.Ratio,
    score: s.Ratio,
    points: s.TrustPoints,
  },
  { ...closed, $id: 'TrustStep' },
);

/** What members did and how they fared; what is of money, for those who may see the account (docs/read-model.md). */
export const memberHistoryRoutes = (model: ReadModel): Route[] => [
  modelRoute(
    model,
    {
      operationId: 'getMemberStatistics',
      path: '/v1/members/{member}/statistics',
      tag: 'statistics',
      summary: 'What a member bought and sold per hour, day or month, oldest first; for who may see its account',
      parameters: ofMember,
      query: Type.Object({ ...periodQuery, ...inMarket, ...timeRange }, closed),
      answer: Type.Object({ items: Type.Array(MemberStatistics) }),
      errors: ['MEMBER_NOT_FOUND'],
    },
    async ({ tables, params, query, identity }) => {
      await requireInsight(tables, identity, params.member);
      const of = { ...params, market: query.market };
      return { items: await memberStatistics(tables, of, query.period ?? 'day', query) };
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getMemberOffers',
      path: '/v1/members/{member}/offers',
      tag: 'history',
      summary: "A member's offers with what came of them, newest delivery first; for who may see its account",
      parameters: ofMember,
      query: Type.Object({ ...inMarket, ...timeRange, ...paging }, closed),
      answer: Type.Object({ items: Type.Array(PastOffer), bookmark: s.Bookmark }),
      errors: ['MEMBER_NOT_FOUND'],
    },
    async ({ tables, params, query, identity }) => {
      await requireInsight(tables, identity, params.member);
      return await memberOffers(tables, { ...params, market: query.market }, query, pageOf(query));
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getBalanceHistory',
      path: '/v1/accounts/{member}/{token}/balances',
      tag: 'history',
      summary: 'What moved an account and what it held after each step, newest first',
      parameters: Type.Object({ member: s.MemberId, token: s.Token }, closed),
      query: Type.Object({ ...timeRange, ...paging }, closed),
      answer: Type.Object({ items: Type.Array(BalanceChange), bookmark: s.Bookmark }),
      errors: ['MEMBER_NOT_FOUND'],
    },
    async ({ tables, params, query, identity }) => {
      await requireInsight(tables, identity, params.member, params.token);
      const page = await movementsOf(tables, params, pageOf(query), query);
      return { items: page.rows.map(balanceView), bookmark: page.bookmark };
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getTrustHistory',
      path: '/v1/members/{member}/trust/history',
      tag: 'history',
      summary: "What moved a member's trust, newest first",
      parameters: ofMember,
      query: Type.Object(paging, closed),
      answer: Type.Object({ items: Type.Array(TrustStep), bookmark: s.Bookmark }),
      errors: ['MEMBER_NOT_FOUND'],
    },
    async ({ tables, params, query, ask }) => {
      await ask(ledgerCall(t.GetTrust, params));
      return await trustHistory(tables, params.member, pageOf(query));
    },
  ),
];
