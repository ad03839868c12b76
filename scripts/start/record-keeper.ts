import path from 'node:path';
import { type RecordKeeper } from '../../agents/simulator/community-storage';
import { fileLines, memoryLines, type RecordLines } from '../../agents/storage-unit/record-lines';

/** Keeps the records of storage units in a folder; without one they are gone with the process. */
export function recordKeeper(folder: string | undefined): RecordKeeper {
  const kept = new Map<string, RecordLines>();
  return {
    linesOf: async (unit) => {
      if (folder !== undefined) return await fileLines(path.join(folder, `${unit}.jsonl`));
      const lines = kept.get(unit) ?? memoryLines();
      kept.set(unit, lines);
      return lines;
    },
  };
}
