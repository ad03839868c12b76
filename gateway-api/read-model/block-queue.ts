import { setImmediate as turn } from 'node:timers/promises';

/**
 * Takes what a stream has in batches: the next item, and whatever has come with it by then, up to `most`. So one write
 * serves many blocks while catching up, and one block doesn't wait for another afterwards.
 */
export async function* batchesOf<T>(stream: AsyncIterable<T>, most: number): AsyncGenerator<T[], void, undefined> {
  const iterator = stream[Symbol.asyncIterator]();
  let next = iterator.next();
  for (;;) {
    const first = await next;
    if (first.done === true) return;
    const batch = [first.value];
    next = iterator.next();
    // Whoever reads on later learns of a failure then.
    next.catch(() => undefined);
    while (batch.length < most) {
      const more = await Promise.race([next, nothingYet()]);
      if (more === undefined || more.done === true) break;
      batch.push(more.value);
      next = iterator.next();
      next.catch(() => undefined);
    }
    yield batch;
  }
}

async function nothingYet(): Promise<undefined> {
  await turn();
  return undefined;
}
