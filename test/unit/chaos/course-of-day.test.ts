import assert from 'node:assert/strict';
import { CourseOfDay } from '../../../scripts/chaos/course-of-day';

describe('The course of a day with faults', () => {
  const signal = new AbortController().signal;

  /** Whether the next hour may be played, as things are. */
  async function mayGoOn(course: CourseOfDay): Promise<boolean> {
    const stop = new AbortController();
    const going = course.mayGoOn(stop.signal).then(
      () => true,
      () => false,
    );
    stop.abort();
    return going;
  }

  it('goes on until it would leave too few hours for the faults to come, and again when one is over', async () => {
    const course = new CourseOfDay(8, 2, 3);
    for (const hour of ['00:00', '01:00', '02:00', '03:00', '04:00']) {
      assert.ok(await mayGoOn(course), `before ${hour}`);
      course.settled(hour);
    }
    assert.equal(course.latest, '04:00');
    assert.equal(await mayGoOn(course), false);
    course.faultIsOver();
    assert.ok(await mayGoOn(course));
  });

  it('never waits for the last fault: its hours are what is left', async () => {
    const course = new CourseOfDay(3, 1, 3);
    course.settled('00:00');
    course.settled('01:00');
    assert.ok(await mayGoOn(course));
  });

  it('tells when so many more hours are settled', async () => {
    const course = new CourseOfDay(4, 1, 3);
    course.settled('00:00');
    const later = course.hoursLater(1, signal);
    course.settled('01:00');
    await later;
  });

  it('ends waiting with the signal', async () => {
    const stop = new AbortController();
    const waiting = new CourseOfDay(4, 1, 3).hoursLater(1, stop.signal);
    stop.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('refuses a day that is too short for its faults', () => {
    assert.throws(() => new CourseOfDay(23, 6, 4), /6 faults need a day of 24 hours; this one has 23/);
  });
});
