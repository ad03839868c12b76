import { openSync, writeSync } from 'node:fs';
import { type DestinationStream } from 'pino';

/**
 * Where a start logs to: a file that is added to, readable by its owner alone. A line that the disk has no room for is
 * left out: a log must not stop what it tells of. Throws where the file can't be opened.
 */
export function logFile(path: string): DestinationStream {
  const file = openSync(path, 'a', 0o600);
  return {
    write: (line) => {
      try {
        writeSync(file, line);
      } catch {
        // There is nowhere to tell of it.
      }
    },
  };
}
