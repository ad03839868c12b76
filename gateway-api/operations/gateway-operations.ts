import { type RequestHandler } from 'express';
import { collectDefaultMetrics } from 'prom-client';
import { type LedgerConnection } from '../fabric/connect-ledger';
import { type WriteMonitor } from '../fabric/write-monitor';
import { type GatewayLog } from '../gateway-log';
import { type DoorPart, type GatewayOptions } from '../gateway-options';
import { type ListeningServer, listen } from '../http/http-server';
import { type DoorLimits } from '../http/limits';
import { isLoopback } from '../http/local-request';
import { monitored, type RequestMonitor } from '../http/request-monitor';
import { addressRate, type MemberRate, memberRate } from '../http/request-rates';
import { type ReadinessProbe } from '../http/routes/service-routes';
import { keptNowhere, securityHeaders } from '../http/security-headers';
import { TlsRenewal } from '../http/tls-renewal';
import { type ReadModel } from '../read-model/read-model';
import { GatewayMetrics } from './gateway-metrics';
import { localMetricsRouter, operationsApp } from './operations-app';
import { bothRequests, bothWrites, requestLog, writeLog } from './operations-log';
import { defaultShutdownTimes, Shutdown } from './shutdown';
import { StreamTally } from './stream-tally';

const MOST_STREAMS_PER_MEMBER = 8;

/** What the gauges read. */
export interface Watched {
  readonly ledger: Pick<LedgerConnection, 'load' | 'events'>;
  readonly sessions: { readonly size: number };
  readonly model: Pick<ReadModel, 'isUpToDate' | 'status'>;
  /** Blocks of the channel, asked of the network. */
  readonly height: () => Promise<bigint>;
  readonly probe: ReadinessProbe;
}

/** What operators see of a gateway and tell it: metrics, logs, readiness, certificates, the way out of service. */
export class GatewayOperations {
  readonly metrics = new GatewayMetrics();
  readonly shutdown: Shutdown;
  readonly streams = new StreamTally(MOST_STREAMS_PER_MEMBER);
  readonly writes: WriteMonitor;
  readonly tls: TlsRenewal | undefined;
  private readonly requests: RequestMonitor;
  private readonly without: ReadonlySet<DoorPart>;

  constructor(
    private readonly options: GatewayOptions,
    private readonly limits: DoorLimits,
    log: GatewayLog,
  ) {
    this.shutdown = new Shutdown({ ...defaultShutdownTimes, ...options.shutdown });
    this.tls = options.tls && new TlsRenewal(options.tls, log);
    this.without = new Set(options.leaveOut ?? []);
    const { requests, submissions } = this.metrics;
    this.requests = this.has('log') ? bothRequests(requests, requestLog(log)) : requests;
    this.writes = this.has('log') ? bothWrites(submissions, writeLog(log)) : submissions;
  }

  /** What every request passes before its route. */
  before(): RequestHandler[] {
    const overTls = this.tls !== undefined || this.options.behindProxy === true;
    return [
      ...(this.has('metrics') ? [monitored(this.requests)] : []),
      ...(this.has('headers') ? [securityHeaders(overTls), keptNowhere] : []),
      this.endConnections,
      ...(this.has('addressRate') ? [addressRate(this.limits.perAddress)] : []),
      ...(this.options.operations === 'door' ? [localMetricsRouter(this.metrics)] : []),
    ];
  }

  memberRate(): MemberRate | undefined {
    return this.has('memberRate') ? memberRate(this.limits.perMember) : undefined;
  }

  /** Has the gauges read what they show. */
  watch({ ledger, sessions, model, height, probe }: Watched): void {
    const { metrics, tls } = this;
    metrics.watch('writes_in_flight', 'Writes that wait or run', () => ledger.load().writes);
    metrics.watch('writing_members', 'Members with writes that wait or run', () => ledger.load().members);
    metrics.watch(
      'contended_resources',
      'Books, units and the like that writes want now',
      () => ledger.load().contended,
    );
    metrics.watch('event_streams', 'Streams of events that clients follow', () => this.streams.size);
    metrics.watch('event_replays', 'Streams that catch up from the ledger', () => ledger.events.catchingUp);
    metrics.watch('event_block', 'Block of the latest event that was passed on', () =>
      numberOf(ledger.events.lastBlock),
    );
    metrics.watch('ledger_height_blocks', 'Blocks of the channel at the peer', async () => Number(await height()));
    // Asking whether it is up to date tells it how far another instance has come that writes it.
    const modelStatus = () => model.isUpToDate().then(() => model.status());
    metrics.watch('read_model_height_blocks', 'Blocks in the read model', async () =>
      Number((await modelStatus()).height),
    );
    metrics.watch('read_model_lag_blocks', 'Blocks that this instance knows of and the read model lacks', async () =>
      Number((await modelStatus()).lag),
    );
    metrics.watch('read_model_projecting', '1 at the instance that writes the read model', () =>
      model.status().projecting ? 1 : 0,
    );
    metrics.watch('sessions_open', 'Sessions that this instance holds open', () => sessions.size);
    metrics.watchEach('ready', '1 where what the gateway needs answers', 'check', async () => {
      return new Map([...(await probe())].map(([name, verdict]) => [name, verdict === 'ok' ? 1 : 0]));
    });
    if (!tls) return;
    metrics.watch('tls_certificate_expiry_timestamp_seconds', 'When the TLS certificate in use ends', () => {
      return tls.notAfter && tls.notAfter.getTime() / 1000;
    });
  }

  /** Serves operators at an address of their own, where one is given. */
  async serve(probe: ReadinessProbe): Promise<ListeningServer | undefined> {
    const { operations } = this.options;
    if (operations === undefined) return undefined;
    collectDefaultMetrics({ register: this.metrics.registry });
    if (operations === 'door') return undefined;
    const { requestMs } = this.limits;
    return await listen(operationsApp(this.metrics, probe, isLoopback(operations.host)), {
      ...operations,
      requestMs,
      stopMs: 0,
      tls: undefined,
    });
  }

  /** Clients that keep connections open have to leave them when the gateway goes. */
  private readonly endConnections: RequestHandler = (_request, response, next) => {
    if (!this.shutdown.isServing) response.setHeader('Connection', 'close');
    next();
  };

  private has(part: DoorPart): boolean {
    return !this.without.has(part);
  }
}

const numberOf = (block: bigint | undefined): number | undefined => (block === undefined ? undefined : Number(block));
