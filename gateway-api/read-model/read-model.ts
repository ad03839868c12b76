import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, type Transaction } from 'kysely';
import { type GatewayLog } from '../gateway-log';
import { migrate } from '../sql/migrate';
import { type SqlDatabase } from '../sql/sql-database';
import { type BlockSource } from '../fabric/channel-blocks';
import { readCheckpoint, requestRebuild } from './checkpoint';
import { PROJECTION_VERSION } from './projection';
import { Projector } from './projector';
import { readModelMigrations } from './read-model-migrations';
import { type ReadModelTables } from './tables';

/** A read waits so long for the block that its asker may know of. */
const PATIENCE_MS = 500;
const LOOK_MS = 10;
/** A model that is further behind isn't waited for. */
const NEAR = 20n;

/** Where the model stands, for operators. */
export interface ReadModelStatus {
  /** Blocks in the model. */
  readonly height: bigint;
  /** Blocks that this gateway knows the channel to have. */
  readonly ledgerHeight: bigint;
  /** Blocks that are missing in the model. */
  readonly lag: bigint;
  /** Whether this instance writes, or another one that shares the database. */
  readonly projecting: boolean;
}

/** What was read, and how many blocks it knows of. */
export interface ModelRead<T> {
  readonly height: bigint;
  readonly value: T;
}

/** The read model (spec 32): the channel's blocks in SQL, kept up by a projector of this or of another instance. */
export class ReadModel {
  private readonly projector: Projector;
  private height = 0n;
  private known = 0n;
  private waiting: (() => void)[] = [];
  /** Where the model stood when it was waited for in vain: until it moves, nobody waits for it again. */
  private stuckAt: bigint | undefined;

  private constructor(
    private readonly database: SqlDatabase,
    source: BlockSource,
    log: GatewayLog,
  ) {
    this.projector = new Projector(database, source, { reached: (height) => this.reached(height) }, log);
  }

  /** Makes the tables, where they are missing; `start` begins to fill them. */
  static async open(database: SqlDatabase, source: BlockSource, log: GatewayLog): Promise<ReadModel> {
    await migrate(database, readModelMigrations);
    const model = new ReadModel(database, source, log);
    const checkpoint = await readCheckpoint(model.tables);
    model.height = checkpoint?.version === BigInt(PROJECTION_VERSION) ? checkpoint.height : 0n;
    return model;
  }

  start(): void {
    this.projector.start();
  }

  async stop(): Promise<void> {
    await this.projector.stop();
  }

  /** Has it built again from block 0, by whichever instance writes. */
  async rebuild(): Promise<void> {
    await requestRebuild(this.tables);
  }

  /** The channel has so many blocks: this gateway has told somebody so, by a receipt or an event, or is about to. */
  noteLedgerHeight(height: bigint): void {
    if (height > this.known) this.known = height;
  }

  status(): ReadModelStatus {
    const { height, projector } = this;
    const ledgerHeight = this.known > height ? this.known : height;
    return { height, ledgerHeight, lag: ledgerHeight - height, projecting: projector.projecting };
  }

  /**
   * Whether the model knows of every block that this gateway has told anybody of: what a client has just been told would
   * otherwise be missing in what it reads. Waits a little where it nearly does, but not again for a model that hasn't moved
   * since: all its readers would be slowed down for nothing.
   */
  async isUpToDate(): Promise<boolean> {
    const wanted = this.known;
    if (this.height >= wanted && this.height > 0n) return true;
    const begun = Date.now();
    for (;;) {
      // Another instance's progress is seen in the database only.
      if (!this.projector.projecting) this.height = (await readCheckpoint(this.tables))?.height ?? 0n;
      if (this.height >= wanted && this.height > 0n) return true;
      const patience = this.stuckAt === this.height ? 0 : PATIENCE_MS;
      if (wanted - this.height > NEAR || Date.now() - begun >= patience) break;
      await this.change(LOOK_MS);
    }
    this.stuckAt = this.height;
    return false;
  }

  /** Reads of one moment, with the height that they are of. */
  async read<T>(work: (tables: Transaction<ReadModelTables>) => Promise<T>): Promise<ModelRead<T>> {
    return await this.database.snapshot<ReadModelTables, ModelRead<T>>(async (tables) => {
      const height = (await readCheckpoint(tables))?.height ?? 0n;
      return { height, value: await work(tables) };
    });
  }

  /**
   * The same, but undefined where the model doesn't know of every block that this gateway has told anybody of, also where
   * another instance has just begun to build it anew.
   */
  async readUpToDate<T>(work: (tables: Transaction<ReadModelTables>) => Promise<T>): Promise<ModelRead<T> | undefined> {
    const wanted = this.known;
    if (!(await this.isUpToDate())) return undefined;
    return await this.database.snapshot<ReadModelTables, ModelRead<T> | undefined>(async (tables) => {
      const height = (await readCheckpoint(tables))?.height ?? 0n;
      if (height >= wanted && height > 0n) return { height, value: await work(tables) };
      this.height = height;
      return undefined;
    });
  }

  private get tables(): Kysely<ReadModelTables> {
    return this.database.withTables<ReadModelTables>();
  }

  private reached(height: bigint): void {
    this.height = height;
    this.noteLedgerHeight(height);
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Done when the model has moved, or after a while. */
  private async change(ms: number): Promise<void> {
    if (!this.projector.projecting) {
      await sleep(ms);
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
