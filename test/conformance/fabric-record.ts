import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a client of real Fabric learned in each case, normalised. Read from and kept in the source tree. */
export interface FabricRecord {
  /** The version of Fabric that answered. */
  readonly fabric: string;
  readonly outcomes: Readonly<Record<string, unknown>>;
}

// Compiled, this file lies in build/test/conformance.
const file = path.join(__dirname, '..', '..', '..', 'test', 'conformance', 'fabric-record.json');

export function readRecord(): FabricRecord {
  return JSON.parse(readFileSync(file, 'utf8')) as FabricRecord;
}

export function writeRecord(record: FabricRecord): void {
  writeFileSync(file, `${JSON.stringify(record, undefined, 1)}\n`);
}
