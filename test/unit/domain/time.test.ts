import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { formatTime, minuteOf, parseTime } from '../../../chaincode/domain/time';

const yearZero = Date.UTC(2000, 0, 1) / 1000 - 730_485 * 86_400;
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

describe('time', () => {
  it('writes and reads RFC 3339 as the calendar has it, from the year 0 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: yearZero, max: lastSecond }), (seconds) => {
        const text = new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
        assert.equal(formatTime(seconds), text);
        assert.equal(parseTime(text), seconds);
      }),
      { numRuns: 2000 },
    );
  });

  it('knows every day of four centuries', () => {
    for (let day = 0; day < 146_097; day++) {
      const seconds = Date.UTC(1900, 0, 1) / 1000 + day * 86_400;
      if (parseTime(formatTime(seconds)) !== seconds) assert.fail(formatTime(seconds));
    }
  });

  it('refuses days and hours that do not exist, and every other way to write a time', () => {
    const refused = [
      ...['2026-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2026-13-01T00:00:00Z'],
      ...['2026-00-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:60:00Z'],
      ...['2026-01-01T00:00:60Z', '2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00+00:00', '2026-01-01 00:00:00Z'],
      ...[
        '2026-01-01T00:00:00z',
        '2026-01-01',
        '20260101T000000Z',
        '',
        '2026-01-01T00:00:00Z\n',
        '１026-01-01T00:00:00Z',
      ],
    ];
    for (const text of refused) {
      assert.throws(() => parseTime(text, 'at'), { code: 'INVALID_ARGUMENT', details: { field: 'at' } }, text);
    }
    assert.equal(formatTime(parseTime('2024-02-29T23:59:59Z') + 1), '2024-03-01T00:00:00Z');
  });

  it('cuts an arrival to the minute', () => {
    assert.equal(formatTime(minuteOf(parseTime('2026-06-01T12:34:59Z'))), '2026-06-01T12:34:00Z');
    assert.equal(formatTime(minuteOf(parseTime('2026-06-01T12:34:00Z'))), '2026-06-01T12:34:00Z');
  });
});
