import { createHash } from 'node:crypto';

/** The number under which PostgreSQL knows a lock of ours: a name's hash, as a decimal of 64 bits with sign. */
export const lockKey = (name: string): string =>
  createHash('sha256').update(`sunledger ${name}`).digest().readBigInt64BE().toString();
