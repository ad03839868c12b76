import { type WriteMonitor } from '../fabric/write-monitor';
import { type GatewayLog } from '../gateway-log';
import { type RequestMonitor } from '../http/request-monitor';

/**
 * A line for each request and one for each write, tied together by the request's id. They say what was asked and what came
 * of it, never by whom or with what: no address, body, token, nor a path, which holds members' ids.
 */
export function requestLog(log: GatewayLog): RequestMonitor {
  return {
    began: () => undefined,
    answered: ({ requestId, method, route = 'other', status, seconds, stream, aborted }) => {
      const what = { requestId, method, route, status, ms: milliseconds(seconds) };
      log.info(aborted ? { ...what, aborted } : what, stream ? 'A stream ended' : 'A request was answered');
    },
  };
}

/** The line of a write: request id and transaction id together lead from the client's report to the ledger and back. */
export function writeLog(log: GatewayLog): WriteMonitor {
  return {
    attempted: () => undefined,
    ended: ({ requestId, transactionId, transaction, outcome, code, attempts, seconds }) => {
      const what = { requestId, transactionId, transaction, outcome, code, attempts, ms: milliseconds(seconds) };
      if (outcome === 'unknown' || outcome === 'failed') log.warn(what, 'A write did not come to an end');
      else log.info(what, 'A write ended');
    },
  };
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e3;

/** Both hear of every request. */
export const bothRequests = (one: RequestMonitor, other: RequestMonitor): RequestMonitor => ({
  began: () => {
    one.began();
    other.began();
  },
  answered: (request) => {
    one.answered(request);
    other.answered(request);
  },
});

/** Both hear of every write. */
export const bothWrites = (one: WriteMonitor, other: WriteMonitor): WriteMonitor => ({
  attempted: (code) => {
    one.attempted(code);
    other.attempted(code);
  },
  ended: (write) => {
    one.ended(write);
    other.ended(write);
  },
});
