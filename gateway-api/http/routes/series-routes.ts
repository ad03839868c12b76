import { Type } from '@sinclair/typebox';
import * as s from '../../../chaincode/wire/schemas';
import { transactions as t } from '../../../chaincode/wire/transactions';
import { ledgerCall } from '../../fabric/ledger-call';
import { storageHistory } from '../../read-model/queries/changes';
import { bookCandles, energySeries, supplySeries } from '../../read-model/queries/series';
import { type ReadModel } from '../../read-model/read-model';
import { intervalWidth, modelRoute, pageOf, paging, timeRange } from '../model-route';
import { type Route } from '../route';

const closed = { additionalProperties: false } as const;
const series = Type.Object({ ...intervalWidth, ...timeRange }, closed);
const totals = { ENT: t.GetTotalENT, eEuro: t.GetTotalEEuro, TRUST: t.GetTotalTrustCoin };

const SupplyPoint = Type.Object({ at: s.Time, total: s.Amount }, { ...closed, $id: 'SupplyPoint' });
const EnergyPoint = Type.Object(
  {
    at: s.Time,
    energy: Type.String({ ...s.TotalEnergy, description: 'KWH: energy in all storage units' }),
    circulating: Type.String({ ...s.TotalAmount, description: 'ENT in circulation' }),
    gap: Type.String({ ...s.TotalAmount, description: 'D = |KWH - ENT|' }),
    rate: Type.String({ ...s.TotalAmount, description: 'R, in ENT per kWh' }),
  },
  { ...closed, $id: 'EnergyPoint' },
);
const StorageStep = Type.Object(
  {
    at: s.Time,
    block: Type.String({ pattern: '^[0-9]+$', examples: ['7'] }),
    transaction: s.TransactionId,
    report: Type.Integer({ description: "Number of the unit's last report" }),
    energy: s.Energy,
    reserved: s.Energy,
    change: Type.String({ ...s.SignedAmount, description: 'kWh that came or went' }),
  },
  { ...closed, $id: 'StorageStep' },
);
const WideCandle = Type.Object(
  {
    start: s.Time,
    open: s.Price,
    high: s.Price,
    low: s.Price,
    close: s.Price,
    volume: s.TotalAmount,
    turnover: s.TotalAmount,
    trades: Type.Integer({ minimum: 1 }),
  },
  { ...closed, $id: 'WideCandle' },
);

/** Figures over time: tokens in circulation, KWH against ENT with R, storage units, prices of books (docs/read-model.md). */
export const seriesRoutes = (model: ReadModel): Route[] => [
  modelRoute(
    model,
    {
      operationId: 'getSupplyHistory',
      path: '/v1/supply/{token}/history',
      tag: 'history',
      summary: 'Tokens in circulation over time, oldest first: the last figure of each interval with a change',
      parameters: Type.Object({ token: s.Token }, closed),
      query: series,
      answer: Type.Object({ items: Type.Array(SupplyPoint) }),
    },
    async ({ tables, params, query, ask }) => {
      await ask(ledgerCall(totals[params.token], {}));
      return { items: await supplySeries(tables, params.token, Number(query.width ?? '3600'), query) };
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getEnergyHistory',
      path: '/v1/energy/history',
      tag: 'history',
      summary: 'KWH, ENT, D and R over time, oldest first: the last figures of each interval with a change',
      query: series,
      answer: Type.Object({ items: Type.Array(EnergyPoint) }),
    },
    async ({ tables, query, ask }) => {
      await ask(ledgerCall(t.GetTotalEnergy, {}));
      return { items: await energySeries(tables, Number(query.width ?? '3600'), query) };
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getStorageUnitHistory',
      path: '/v1/storage-units/{unit}/history',
      tag: 'history',
      summary: "What changed a storage unit's energy, newest first",
      parameters: Type.Object({ unit: s.StorageUnitId }, closed),
      query: Type.Object(paging, closed),
      answer: Type.Object({ items: Type.Array(StorageStep), bookmark: s.Bookmark }),
      errors: ['UNIT_NOT_FOUND'],
    },
    async ({ tables, params, query, ask }) => {
      await ask(ledgerCall(t.GetStorageUnitInfo, params));
      return await storageHistory(tables, params.unit, pageOf(query));
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getBookHistory',
      path: '/v1/books/{book}/history',
      tag: 'history',
      summary: "Candles of a book's trades of any width, oldest first, at most 1,000",
      parameters: Type.Object({ book: s.MarketId }, closed),
      query: series,
      answer: Type.Object({ items: Type.Array(WideCandle) }),
      errors: ['BOOK_NOT_FOUND'],
    },
    async ({ tables, params, query, ask }) => {
      await ask(ledgerCall(t.GetBook, params));
      return { items: await bookCandles(tables, params.book, Number(query.width ?? '3600'), query) };
    },
  ),
];
