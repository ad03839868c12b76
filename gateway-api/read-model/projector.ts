import { setTimeout as sleep } from 'node:timers/promises';
import { common } from '@hyperledger/fabric-protos';
import { type Kysely } from 'kysely';
import { decodeBlock, type DecodedBlock } from '../fabric/decoded-block';
import { type GatewayLog } from '../gateway-log';
import { type HeldLock, type SqlDatabase } from '../sql/sql-database';
import { Batch } from './batch';
import { batchesOf } from './block-queue';
import { type BlockSource } from '../fabric/channel-blocks';
import { advance, beginModel, type Checkpoint, CheckpointMoved, readCheckpoint } from './checkpoint';
import { PROJECTION_VERSION, projectBlock } from './projection';
import { type ReadModelTables } from './tables';

/** Of all instances that share a database, the one that holds it writes. */
const LOCK = 'read model projector';
const AGAIN_MS = 500;
/** How often an idle projector looks whether somebody has asked for a rebuild. */
const LOOK_MS = 1_000;
/** Blocks of one SQL transaction: enough to make its cost small, few enough to let others have their turn. */
const MOST_BLOCKS = 50;

/** What the projector tells of its work. */
export interface ProjectorEvents {
  /** The tables hold that many blocks now. */
  reached(height: bigint): void;
}

/**
 * Keeps the tables up with the channel, from where they stand: blocks, their changes and the checkpoint go into one SQL
 * transaction, so that a process that dies anywhere neither loses a block nor counts it twice. It begins anew from block 0
 * where the tables are of another chain or of another version of the projections. While another instance does the work it
 * waits to take over.
 */
export class Projector {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private projectingNow = false;

  constructor(
    private readonly database: SqlDatabase,
    private readonly source: BlockSource,
    private readonly events: ProjectorEvents,
    private readonly log: GatewayLog,
  ) {}

  /** Whether this instance is the one that writes. */
  get projecting(): boolean {
    return this.projectingNow;
  }

  start(): void {
    this.running = this.run();
  }

  /** Done when nothing is written any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private get tables(): Kysely<ReadModelTables> {
    return this.database.withTables<ReadModelTables>();
  }

  private async run(): Promise<void> {
    while (!this.isStopped()) {
      try {
        const lock = await this.database.tryLock(LOCK);
        if (lock) await this.hold(lock);
      } catch (error) {
        if (error instanceof CheckpointMoved) this.log.info({}, 'The read model moved; it is taken up where it stands');
        else if (!this.isStopped()) this.log.warn({ err: error }, 'The read model stopped following; it goes on soon');
      }
      await sleep(AGAIN_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
    }
  }

  /** A method, so that the compiler doesn't take for granted what another task may have changed meanwhile. */
  private isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async hold(lock: HeldLock): Promise<void> {
    this.projectingNow = true;
    try {
      await this.follow(await this.prepare(), lock);
    } finally {
      this.projectingNow = false;
      await lock.release();
    }
  }

  /** The checkpoint to go on from; the model is emptied where it isn't one of this chain and version. */
  private async prepare(): Promise<Checkpoint> {
    const known = await readCheckpoint(this.tables);
    const genesis = this.decode(common.Block.deserializeBinary(await this.source.block(0n))).hash;
    const { channel } = this.source;
    if (known && known.genesis === genesis && known.channel === channel && (await this.isOurs(known))) {
      this.events.reached(known.height);
      return known;
    }
    if (known) this.log.warn({ version: known.version.toString(), channel }, 'The read model is built anew');
    this.events.reached(0n);
    return await beginModel(this.tables, { channel, genesis });
  }

  private async isOurs({ version, height, head }: Checkpoint): Promise<boolean> {
    if (version !== BigInt(PROJECTION_VERSION)) return false;
    // A peer that is behind says nothing of the block; one that has another in its place is of another chain.
    if (height === 0n || (await this.source.height()) < height) return true;
    return this.decode(common.Block.deserializeBinary(await this.source.block(height - 1n))).hash === head;
  }

  private decode(block: common.Block): DecodedBlock {
    return decodeBlock(block, this.source.chaincode);
  }

  /** Works blocks in until the stream ends, the lock is lost, the projector is stopped or a rebuild is asked for. */
  private async follow(from: Checkpoint, lock: HeldLock): Promise<void> {
    let checkpoint = from;
    const stream = await this.source.open(from.height);
    const moved = new AbortController();
    const over = AbortSignal.any([lock.lost, this.stopping.signal, moved.signal]);
    const isOver = (): boolean => over.aborted;
    const end = (): void => stream.close();
    over.addEventListener('abort', end, { once: true });
    const looking = setInterval(() => void this.look(checkpoint, moved), LOOK_MS);
    looking.unref();
    try {
      if (isOver()) return;
      for await (const blocks of batchesOf(stream, MOST_BLOCKS)) {
        if (isOver()) return;
        const decoded = blocks.map((block) => this.decode(block));
        checkpoint = await this.project(checkpoint, decoded);
        this.events.reached(checkpoint.height);
      }
    } catch (error) {
      if (!isOver()) throw error;
    } finally {
      clearInterval(looking);
      over.removeEventListener('abort', end);
      stream.close();
    }
    if (moved.signal.aborted) throw new CheckpointMoved('A rebuild of the read model was asked for');
  }

  /** Blocks and checkpoint in one transaction. */
  private async project(from: Checkpoint, blocks: readonly DecodedBlock[]): Promise<Checkpoint> {
    checkChain(from, blocks);
    return await this.tables.transaction().execute(async (inside) => {
      const last = blocks.at(-1);
      if (!last) return from;
      const to = await advance(inside, from, last);
      const batch = new Batch(inside);
      for (const block of blocks) await projectBlock(batch, block);
      await batch.write();
      return to;
    });
  }

  /** Where no block comes, a rebuild that was asked for would go unnoticed. */
  private async look({ version }: Checkpoint, moved: AbortController): Promise<void> {
    try {
      const now = await readCheckpoint(this.tables);
      if (now?.version !== version) moved.abort();
    } catch (error) {
      this.log.debug({ err: error }, 'The checkpoint could not be read');
    }
  }
}

/** Throws unless the blocks follow the checkpoint and one another. */
function checkChain({ height, head }: Checkpoint, blocks: readonly DecodedBlock[]): void {
  let expected = { number: height, previousHash: head };
  for (const { number, previousHash, hash } of blocks) {
    if (number !== expected.number || previousHash !== expected.previousHash) {
      throw new CheckpointMoved(`The peer's block ${number} does not follow the read model's ${height} blocks`);
    }
    expected = { number: number + 1n, previousHash: hash };
  }
}
