import { type Admission } from '../auth/admission';
import { type Authentication } from '../auth/authentication';
import { type Challenges } from '../auth/challenges';
import { type Enrolment } from '../auth/enrolment';
import { type OwnKeyEnrolment } from '../auth/own-key-enrolment';
import { type Sessions } from '../auth/sessions';
import { type LedgerConnection } from '../fabric/connect-ledger';
import { type FabricIdentity } from '../fabric/fabric-identity';
import { type NetworkConnection } from '../fabric/network-connection';
import { type StreamTally } from '../operations/stream-tally';
import { type ReadModel } from '../read-model/read-model';
import { ledgerHandler } from './ledger-handler';
import { LedgerReads } from './ledger-reads';
import { ledgerRoutes } from './ledger-routes';
import { prepareCaRequest, prepareHandler } from './prepare-handler';
import { type Preparations } from './preparations';
import { type Route } from './route';
import { admissionRoutes } from './routes/admission-routes';
import { authRoutes, renewalRoute } from './routes/auth-routes';
import { eventRoutes } from './routes/event-routes';
import { explorerRoutes } from './routes/explorer-routes';
import { marketHistoryRoutes } from './routes/market-history-routes';
import { memberHistoryRoutes } from './routes/member-history-routes';
import { preparationRoutes } from './routes/preparation-routes';
import { proofRoutes } from './routes/proof-routes';
import { type ReadinessProbe, serviceRoutes } from './routes/service-routes';
import { seriesRoutes } from './routes/series-routes';
import { transactionRoutes } from './routes/transaction-routes';

/** What stands behind the routes of a gateway. */
export interface ApiParts {
  readonly network: NetworkConnection;
  readonly ledger: Pick<LedgerConnection, 'blocks' | 'client' | 'events' | 'signed' | 'transactions'>;
  /** The gateway's own identity, by which it reads what is no member's. */
  readonly reader: FabricIdentity;
  readonly enrolment: Enrolment;
  readonly ownKeys: OwnKeyEnrolment;
  readonly challenges: Challenges;
  readonly preparations: Preparations;
  readonly sessions: Sessions;
  readonly admission: Admission;
  readonly authentication: Authentication;
  readonly readiness: ReadinessProbe;
  readonly streams: StreamTally;
  readonly model: ReadModel;
}

/** Every route of the API: what the gateway serves, its OpenAPI document shows and its clients are made from. */
export function apiRoutes(parts: ApiParts): Route[] {
  const { network, ledger, reader, authentication, preparations } = parts;
  const caRoutes = [renewalRoute(parts), ...admissionRoutes(parts.admission)];
  const reads = new LedgerReads(ledger.client, parts.model);
  const prepared = {
    ...{ client: ledger.client, reads, signed: ledger.signed, log: ledger.transactions },
    preparations,
    reader,
  };
  return [
    ...ledgerRoutes.map((route) => ledgerHandler(route, ledger.client, reads)),
    ...authRoutes(parts),
    ...caRoutes,
    ...ledgerRoutes.map((route) => prepareHandler(route, prepared)),
    ...caRoutes.map((route) => prepareCaRequest(route, preparations)),
    ...preparationRoutes(preparations, ledger.signed, ledger.client, caRoutes),
    ...transactionRoutes(ledger.client, ledger.transactions, reader),
    ...eventRoutes(ledger.events, authentication, reads, parts.streams),
    ...proofRoutes(ledger.client, reads, reader, network),
    ...marketHistoryRoutes(parts.model),
    ...memberHistoryRoutes(parts.model),
    ...seriesRoutes(parts.model),
    ...explorerRoutes(parts.model, ledger.blocks),
    ...serviceRoutes(network, parts.readiness, () => ledger.client.height(reader)),
  ];
}

/** The routes with nothing behind them, for what only reads how they are declared. To handle a request throws. */
export function declaredRoutes(): Route[] {
  const nothing: object = new Proxy(() => undefined, {
    get: (_, name) => (typeof name === 'symbol' ? undefined : nothing),
    apply: () => {
      throw new Error('These routes are declarations: there is no gateway behind them.');
    },
  });
  return apiRoutes(nothing as ApiParts);
}
