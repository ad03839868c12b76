import assert from 'node:assert/strict';
import sinon from 'sinon';
import { type BatteryMeters, unusedMeters } from '../../../../agents/storage-unit/battery';
import { memoryLines, type RecordLines } from '../../../../agents/storage-unit/record-lines';
import { reportBatch } from '../../../../agents/storage-unit/report-batch';
import { ReportRecord } from '../../../../agents/storage-unit/report-record';
import { StorageUnitAgent, type StorageUnitOptions } from '../../../../agents/storage-unit/storage-unit-agent';
import { FakeStorageGateway } from '../../../support/fake-storage-gateway';

const UNIT = 'u@M';
const silent = { info: () => undefined, warn: () => undefined };

/** A battery that one member feeds; what it shows is set by the test. */
class Cell {
  fed = 0n;
  broken = false;
  read(): Promise<BatteryMeters> {
    if (this.broken) return Promise.reject(Object.assign(new Error('no wire'), { code: 'NO_WIRE' }));
    return Promise.resolve({ fedIn: new Map([['a@M', this.fed]]), taken: new Map(), holds: this.fed });
  }
}

describe("a storage unit's agent", () => {
  let clock: sinon.SinonFakeTimers;
  let gateway: FakeStorageGateway;
  let lines: RecordLines;
  let cell: Cell;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: new Date('2026-06-01T12:00:00Z') });
    gateway = new FakeStorageGateway();
    lines = memoryLines();
    cell = new Cell();
  });
  afterEach(() => clock.restore());

  const openRecord = () =>
    ReportRecord.open(lines, UNIT, () =>
      Promise.resolve({ ledger: { unit: UNIT, lastReport: 0, energy: 0n }, meters: unusedMeters }),
    );
  const agentWith = (record: ReportRecord, options: Partial<StorageUnitOptions> = {}) =>
    new StorageUnitAgent({
      api: gateway.api,
      unit: UNIT,
      battery: cell,
      record,
      log: silent,
      everyMs: 10_000,
      ...options,
    });
  const started = async (options: Partial<StorageUnitOptions> = {}) => {
    const record = await openRecord();
    const agent = agentWith(record, options);
    const stop = new AbortController();
    const ended = agent.run(stop.signal);
    return {
      ...{ agent, record, ended },
      stop: async () => {
        stop.abort();
        await ended;
      },
    };
  };
  const numbers = () => gateway.taken.map(({ report }) => report);

  it('reports what the meters show more, every time they are read', async () => {
    const { agent, stop } = await started();
    cell.fed = 500n;
    await clock.tickAsync(10_000);
    cell.fed = 800n;
    await clock.tickAsync(10_000);
    assert.deepEqual(gateway.taken, [
      { report: 1, kind: 'produced', member: 'a@M', energy: '0.5' },
      { report: 2, kind: 'produced', member: 'a@M', energy: '0.3' },
    ]);
    assert.deepEqual(agent.health, {
      ...{ lastReading: 2, lastReport: 2, waiting: 0, failure: undefined },
      lastSuccessAt: new Date('2026-06-01T12:00:20Z'),
    });
    await stop();
  });

  it('keeps reading while the gateway is away, waits longer and longer, and sends all of it in one batch then', async () => {
    gateway.isAway = true;
    const { agent, stop } = await started({ firstWaitMs: 5_000, longestWaitMs: 60_000 });
    for (let look = 0; look < 30; look++) {
      cell.fed += 10n;
      await clock.tickAsync(10_000);
    }
    assert.deepEqual([agent.health.waiting, agent.health.failure], [30, 'NO_ANSWER']);
    // After 0, 5, 15, 35, 75, 135, 195, 255 seconds.
    assert.equal(gateway.asked, 8);
    gateway.isAway = false;
    await clock.tickAsync(60_000);
    assert.equal(gateway.batches[0], 30);
    assert.deepEqual(
      numbers(),
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    assert.deepEqual([agent.health.waiting, agent.health.failure], [0, undefined]);
    await stop();
  });

  it('does not double a report whose answer was lost', async () => {
    const { agent, stop } = await started();
    await clock.tickAsync(0);
    cell.fed = 500n;
    gateway.troubles.push('answer lost');
    await clock.tickAsync(10_000);
    assert.equal(agent.health.failure, 'NO_ANSWER');
    cell.fed = 900n;
    await clock.tickAsync(30_000);
    assert.deepEqual(
      gateway.taken.map(({ report, energy }) => `${report}: ${energy}`),
      ['1: 0.5', '2: 0.4'],
    );
    await stop();
  });

  it('sends what a stopped process had read and not sent, and nothing that had arrived', async () => {
    const record = await openRecord();
    const first = agentWith(record);
    for (let look = 1n; look <= 5n; look++) {
      cell.fed = look * 100n;
      await first.read();
    }
    // Three of the five arrived, and the process never learned of it.
    await gateway.api.report(reportBatch(record.next(3)));
    const { stop, record: again } = await started();
    await clock.tickAsync(0);
    assert.deepEqual(numbers(), [1, 2, 3, 4, 5]);
    assert.deepEqual([gateway.energy, again.waiting], [500n, 0]);
    await stop();
  });

  it('carries at most 200 reports at a time, and fewer where names are long', async () => {
    const record = await openRecord();
    for (let look = 1n; look <= 450n; look++) {
      cell.fed = look;
      await agentWith(record).read();
    }
    const { stop } = await started();
    await clock.tickAsync(0);
    assert.deepEqual(gateway.batches, [200, 200, 50]);
    await stop();
    const member = `${'m'.repeat(100)}@M`;
    const long = Array.from({ length: 250 }, (_, index) => ({
      number: 1_000_000 + index,
      reading: { kind: 'produced' as const, member, energy: 1_234n },
    }));
    const batch = reportBatch(long);
    assert.ok(batch.length < 200);
    assert.ok(JSON.stringify({ reports: batch }).length < 32_768);
  });

  it('takes a ledger that is ahead of an answer as it is: REPORT_REPEATED makes it look', async () => {
    const record = await openRecord();
    const agent = agentWith(record);
    cell.fed = 100n;
    await agent.read();
    await agent.send();
    cell.fed = 250n;
    await agent.read();
    // Somebody delivered the envelope that this agent had given up on.
    await gateway.api.report(reportBatch(record.next(1)));
    await agent.send();
    assert.deepEqual([numbers(), record.waiting], [[1, 2], 0]);
  });

  it('goes on when the ledger refuses, and says so in its health', async () => {
    cell.fed = 100n;
    gateway.troubles.push('refused', 'refused');
    const { agent, stop } = await started();
    gateway.troubles.unshift('away');
    await clock.tickAsync(0);
    assert.equal(agent.health.failure, 'NO_ANSWER');
    await clock.tickAsync(1_000);
    assert.equal(agent.health.failure, 'UNIT_STATE');
    await clock.tickAsync(10_000);
    assert.deepEqual([agent.health.failure, numbers()], [undefined, [1]]);
    await stop();
  });

  it('reports on while the meters cannot be read, and says so in its health', async () => {
    const { agent, stop } = await started();
    cell.fed = 100n;
    await clock.tickAsync(10_000);
    cell.broken = true;
    await clock.tickAsync(10_000);
    assert.deepEqual([agent.health.failure, agent.health.lastReport], ['NO_WIRE', 1]);
    cell.broken = false;
    await clock.tickAsync(10_000);
    assert.equal(agent.health.failure, undefined);
    await stop();
  });

  it('stops for good when somebody else reports for the unit', async () => {
    const { ended } = await started();
    const failed = assert.rejects(ended, { code: 'RECORD_MISMATCH' });
    gateway.lastReport = 7;
    cell.fed = 100n;
    await clock.tickAsync(20_000);
    await failed;
  });
});
