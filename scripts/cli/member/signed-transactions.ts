import { createHash } from 'node:crypto';
import path from 'node:path';
import { type GivenTransaction, type GivenTransactions } from '../../../client/own-key/given-transactions';
import { readJson, writePrivate } from './profiles';

/** A given transaction as it lies on disk. */
interface Kept {
  readonly transactionId: string;
  readonly rewrites: readonly (readonly [key: string, version: string])[];
}

/**
 * What a member's own key has signed under the idempotency keys that its user chose, one file each: so that a command
 * that is run again isn't signed a second time on a gateway's word.
 */
export class SignedTransactions implements GivenTransactions {
  constructor(
    private readonly folder: string,
    private readonly member: string,
  ) {}

  async of(command: string): Promise<readonly GivenTransaction[]> {
    const kept = ((await readJson(this.fileOf(command))) ?? []) as readonly Kept[];
    return kept.map(({ transactionId, rewrites }) => ({ transactionId, rewrites: new Map(rewrites) }));
  }

  async note(command: string, given: GivenTransaction): Promise<void> {
    const all = [...(await this.of(command)), given];
    const kept: readonly Kept[] = all.map(({ transactionId, rewrites }) => ({
      transactionId,
      rewrites: [...rewrites],
    }));
    await writePrivate(this.fileOf(command), kept);
  }

  private fileOf(command: string): string {
    const name = createHash('sha256').update(command).digest('hex');
    return path.join(this.folder, 'signed', this.member, `${name}.json`);
  }
}
