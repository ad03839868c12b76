import { isProblem, type ReportResult } from '../../client';
import { type AgentLog } from '../client/agent-log';
import { codeOf } from '../client/own-fault';
import { pause } from '../client/pause';
import { type StorageApi } from '../client/storage-api';
import { type Battery } from './battery';
import { RecordError } from './record-error';
import { REPORTS_PER_BATCH, reportBatch } from './report-batch';
import { type ReportRecord } from './report-record';

export interface StorageUnitOptions {
  /** The unit's own identity. */
  readonly api: Pick<StorageApi, 'unit' | 'report'>;
  readonly unit: string;
  readonly battery: Battery;
  readonly record: ReportRecord;
  readonly log: AgentLog;
  /** How often the meters are read; every 60 s unless told. */
  readonly everyMs?: number;
  /** From what difference on the unit reports how much it really holds, in Wh; 1 unless told. */
  readonly tolerance?: bigint;
  /** The first wait after a failure; it doubles up to the longest. 1 s and 60 s unless told. */
  readonly firstWaitMs?: number;
  readonly longestWaitMs?: number;
}

/** How often a report may turn out to be there already before a round is given up: a peer that is behind answers so. */
const MOST_REPEATED = 3;

/** How a storage unit's agent does, for a health check. */
export interface StorageUnitHealth {
  /** Number of the last reading, and of the last report that is known to be on the ledger. */
  readonly lastReading: number;
  readonly lastReport: number;
  /** Readings that wait to be reported. */
  readonly waiting: number;
  readonly lastSuccessAt: Date | undefined;
  /** The code of the last failure, until a round succeeds. */
  readonly failure: string | undefined;
}

/**
 * Reports what goes into a battery and out of it (spec 34; spec 12) under the unit's own identity. Readings are recorded
 * first and sent then, so those of a time without a gateway wait on disk. The n-th reading is report n and the ledger
 * takes each number once: before anything is sent after a start or a failure the ledger is asked which number it has, so
 * a report whose answer was lost is neither repeated nor left out. What piles up travels in batches of up to 200.
 */
export class StorageUnitAgent {
  /** The ledger's last report number; undefined while that isn't known for certain. */
  private known: number | undefined;
  private failures = 0;
  private retryAt = 0;
  private lastSuccessAt: Date | undefined;
  private meterFailure: string | undefined;
  private reportFailure: string | undefined;

  constructor(private readonly options: StorageUnitOptions) {}

  get health(): StorageUnitHealth {
    const { record } = this.options;
    return {
      lastReading: record.lastNumber,
      lastReport: record.lastNumber - record.waiting,
      waiting: record.waiting,
      lastSuccessAt: this.lastSuccessAt,
      failure: this.meterFailure ?? this.reportFailure,
    };
  }

  /**
   * Runs until the signal says stop. What fails is logged and tried again, after longer and longer waits; only a record
   * that doesn't fit the ledger ends it (RecordError).
   */
  async run(signal: AbortSignal): Promise<void> {
    const { everyMs = 60_000 } = this.options;
    let readAt = Date.now();
    while (!signal.aborted) {
      if (Date.now() >= readAt) {
        readAt = Date.now() + everyMs;
        await this.tryToRead();
      }
      if (Date.now() >= this.retryAt) await this.tryToSend();
      const next = this.retryAt > Date.now() ? Math.min(readAt, this.retryAt) : readAt;
      await pause(Math.max(0, next - Date.now()), signal);
    }
  }

  /** Reads the battery's meters and records what they show; `label` names the look, for who wants to find it again. */
  async read(label = ''): Promise<void> {
    const { battery, record, tolerance = 1n } = this.options;
    await record.note(label, await battery.read(), tolerance);
  }

  /** Reports everything that waits; answers what the ledger said to each batch. Throws GatewayProblem or RecordError. */
  async send(): Promise<ReportResult[]> {
    const { record } = this.options;
    const answers: ReportResult[] = [];
    for (let repeated = 0; ;) {
      try {
        if (this.known === undefined) this.learn((await this.options.api.unit(this.options.unit)).lastReport);
        if (record.waiting === 0) return answers;
        const answer = await this.options.api.report(reportBatch(record.next(REPORTS_PER_BATCH)));
        this.learn(answer.unit.lastReport);
        answers.push(answer);
      } catch (error) {
        // Whatever became of it: only the ledger knows what has arrived.
        this.known = undefined;
        if (!isProblem(error, 'REPORT_REPEATED') || ++repeated > MOST_REPEATED) throw error;
      }
    }
  }

  /** Takes notice of the number of the last report that the ledger has. Throws RecordError. */
  learn(lastReport: number): void {
    this.options.record.confirm(lastReport);
    this.known = lastReport;
  }

  private async tryToRead(): Promise<void> {
    const { log, unit } = this.options;
    try {
      await this.read();
      this.meterFailure = undefined;
    } catch (error) {
      this.meterFailure = codeOf(error);
      log.warn({ unit, code: this.meterFailure }, messageOf(error));
    }
  }

  private async tryToSend(): Promise<void> {
    const { log, unit, record, firstWaitMs = 1_000, longestWaitMs = 60_000 } = this.options;
    try {
      const sent = await this.send();
      if (this.reportFailure !== undefined) log.info({ unit, lastReport: record.lastNumber }, 'Reports arrive again');
      else if (sent.length > 0) log.info({ unit, lastReport: record.lastNumber }, 'Reported');
      this.lastSuccessAt = new Date();
      this.reportFailure = undefined;
      this.failures = 0;
      this.retryAt = 0;
    } catch (error) {
      if (error instanceof RecordError) throw error;
      this.reportFailure = codeOf(error);
      const waitMs = Math.min(firstWaitMs * 2 ** Math.min(this.failures++, 20), longestWaitMs);
      this.retryAt = Date.now() + waitMs;
      log.warn({ unit, code: this.reportFailure, waiting: record.waiting, waitMs }, messageOf(error));
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'The round failed');
