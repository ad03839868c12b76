import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type WriteMonitor } from '../fabric/write-monitor';
import { type RequestMonitor } from '../http/request-monitor';

const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS']);
const requestSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const writeSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/**
 * What a gateway counts, in a registry of its own: names and base units after Prometheus's conventions. Labels take their
 * values from declarations (routes, transactions, codes) and never from a request, so that a client can neither make new
 * series nor leave a trace in them; members, addresses and ids are in none.
 */
export class GatewayMetrics {
  readonly registry = new Registry();

  private readonly requestCount = this.counter('http_requests_total', 'Requests that ended, by route and status', [
    'method',
    'route',
    'status',
  ]);
  private readonly requestTime = this.histogram(
    'http_request_duration_seconds',
    'From the first byte of a request to the last of its answer; streams are left out',
    requestSeconds,
    ['method', 'route'],
  );
  private readonly requestsUnderWay = this.gauge('http_requests_in_flight', 'Requests under way, streams among them');
  private readonly abortedRequests = this.counter(
    'http_requests_aborted_total',
    'Requests whose client left first',
    [],
  );
  private readonly writes = this.counter('transactions_total', 'Writes that ended, by outcome and code of refusal', [
    'transaction',
    'outcome',
    'code',
  ]);
  private readonly attempts = this.counter(
    'transaction_attempts_total',
    "Transactions made for writes, by Fabric's validation code, or ENDORSEMENT_MISMATCH where endorsers differed",
    ['validation_code'],
  );
  private readonly attemptsOfWrite = this.histogram(
    'transaction_attempts',
    'Transactions that one write took: more than one where it met conflicts',
    [1, 2, 3, 4, 5, 10, 20],
    [],
  );
  private readonly writeTime = this.histogram(
    'transaction_duration_seconds',
    'From the arrival of a write to its end, waiting in queues included',
    writeSeconds,
    ['outcome'],
  );

  /** Counts requests by route. */
  readonly requests: RequestMonitor = {
    began: () => this.requestsUnderWay.inc(),
    answered: ({ method, route = 'other', status, seconds, stream, aborted }) => {
      this.requestsUnderWay.dec();
      const named = methods.has(method) ? method : 'other';
      this.requestCount.inc({ method: named, route, status: String(status) });
      if (aborted) this.abortedRequests.inc();
      else if (!stream) this.requestTime.observe({ method: named, route }, seconds);
    },
  };

  /** Counts writes by outcome. */
  readonly submissions: WriteMonitor = {
    attempted: (code) => this.attempts.inc({ validation_code: code }),
    ended: ({ transaction, outcome, code = '', attempts, seconds }) => {
      this.writes.inc({ transaction, outcome, code });
      this.attemptsOfWrite.observe(attempts);
      this.writeTime.observe({ outcome }, seconds);
    },
  };

  /** A gauge that asks for its value when it is read. One that fails to answer is left out of that reading. */
  watch(name: string, help: string, value: () => number | undefined | Promise<number | undefined>): void {
    new Gauge({
      name: `sunledger_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        const found = await Promise.resolve()
          .then(value)
          .catch(() => undefined);
        if (found === undefined) this.remove();
        else this.set(found);
      },
    });
  }

  /** The same for several values that one label tells apart; its values come from us. */
  watchEach(name: string, help: string, label: string, values: () => Promise<ReadonlyMap<string, number>>): void {
    new Gauge({
      name: `sunledger_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [value, number] of await values()) this.set({ [label]: value }, number);
      },
    });
  }

  private counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `sunledger_${name}`, help, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `sunledger_${name}`, help, registers: [this.registry] });
  }

  private histogram<L extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly L[],
  ): Histogram<L> {
    return new Histogram({ name: `sunledger_${name}`, help, buckets, labelNames, registers: [this.registry] });
  }
}
