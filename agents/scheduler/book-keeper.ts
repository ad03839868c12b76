import { type AgentLog } from '../client/agent-log';
import { type BookApi } from '../client/book-api';
import { isProblem } from '../../client';
import { codeOf } from '../client/own-fault';
import { pause } from '../client/pause';

export interface BookKeeperOptions {
  readonly api: Pick<BookApi, 'book' | 'clearInterval' | 'releaseHeldTrades' | 'clearExpired'>;
  readonly book: string;
  readonly log: AgentLog;
  /** How long between two rounds; 30 s unless told. */
  readonly everyMs?: number;
}

/** More steps than a round of any book takes that is kept at all. */
const MOST_STEPS = 10_000;

/**
 * Does for a book what nobody's own order does: clears each interval when it is over, lets undisputed trades take place
 * whose time is up, and takes void orders out. Any member may keep any book, and several may: each step is the ledger's
 * to allow, and one that another has done is passed over. A round that fails is logged and made up for by the next one.
 */
export class BookKeeper {
  constructor(private readonly options: BookKeeperOptions) {}

  /** Keeps the book until the signal says stop. */
  async run(signal: AbortSignal): Promise<void> {
    const { book, log, everyMs = 30_000 } = this.options;
    while (!signal.aborted) {
      try {
        await this.round(signal);
      } catch (error) {
        log.warn({ book, code: codeOf(error) }, error instanceof Error ? error.message : 'The round failed');
      }
      await pause(everyMs, signal);
    }
  }

  /** Does what is due now. An interval comes first: while it is being cleared, its void orders stay. */
  private async round(signal: AbortSignal): Promise<void> {
    const { api, book } = this.options;
    const found = await api.book(book);
    if (!found) throw new Error(`There is no order book ${book}`);
    if (found.rules.matching === 'interval') await this.clear(signal);
    await whileMore(signal, () => api.releaseHeldTrades(book));
    await whileMore(signal, () => api.clearExpired(book));
  }

  private async clear(signal: AbortSignal): Promise<void> {
    const { api, book, log } = this.options;
    try {
      let trades = 0;
      await whileMore(signal, async () => {
        const step = await api.clearInterval(book);
        trades += step.trades.length;
        if (!step.more) log.info({ book, end: step.end, trades }, 'Cleared an interval');
        return step;
      });
    } catch (error) {
      if (!isProblem(error, 'INTERVAL_NOT_OVER')) throw error;
    }
  }
}

async function whileMore(signal: AbortSignal, step: () => Promise<{ readonly more: boolean }>): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS && !signal.aborted; steps++) {
    if (!(await step()).more) return;
  }
}
