import { type Session } from '../../client';
import { parseEnergy } from '../../chaincode/domain/units';
import { type StorageApi } from '../client/storage-api';
import { type Battery, type BatteryMeters } from './battery';
import { type SimulatedBattery } from './simulated-battery';

/** A member who feeds the simulated battery at an even power. */
export interface Feeder {
  readonly member: string;
  /** W */
  readonly power: bigint;
}

/** What of a session the battery has given out; the ledger's figure lags behind by the reports that are under way. */
interface Delivery {
  readonly openedAt: string;
  readonly promised: bigint;
  given: bigint;
}

const MS_PER_HOUR = 3_600_000n;
/** A look that comes later than this lets no more time than this pass: a machine that slept has fed nothing. */
const LONGEST_PERIOD_MS = 3_600_000;

/**
 * A simulated battery that is in use, on the clock's time: feeders charge it, and who has an open session with the unit
 * is given its energy. Between two looks at the meters so much flows as the time, the battery and the sessions allow.
 * While the gateway is away it is charged all the same, and nobody is given anything.
 */
export class SimulatedSite implements Battery {
  private readonly deliveries = new Map<string, Delivery>();
  private seenAt = Date.now();
  private elapsedMs = 0;

  constructor(
    private readonly unit: string,
    private readonly battery: SimulatedBattery,
    private readonly feeders: readonly Feeder[],
    private readonly api: Pick<StorageApi, 'sessions'>,
  ) {}

  async read(): Promise<BatteryMeters> {
    const now = Date.now();
    const periodMs = Math.min(now - this.seenAt, LONGEST_PERIOD_MS);
    this.seenAt = now;
    this.battery.beginPeriod(periodMs);
    for (const { member, power } of this.feeders) {
      const before = fedBy(power, this.elapsedMs);
      this.battery.charge(member, fedBy(power, this.elapsedMs + periodMs) - before);
    }
    this.elapsedMs += periodMs;
    for (const session of await this.openSessions()) this.deliver(session);
    return this.battery.read();
  }

  private async openSessions(): Promise<readonly Session[]> {
    try {
      const now = new Date().toISOString();
      return (await this.api.sessions(this.unit)).filter(({ state, expiresAt }) => state === 'open' && expiresAt > now);
    } catch {
      // Whoever sends the reports says that the gateway is away.
      return [];
    }
  }

  private deliver({ member, openedAt, reserved }: Session): void {
    const known = this.deliveries.get(member);
    const delivery = known?.openedAt === openedAt ? known : { openedAt, promised: parseEnergy(reserved), given: 0n };
    delivery.given += this.battery.discharge(member, delivery.promised - delivery.given);
    this.deliveries.set(member, delivery);
  }
}

/** Wh that an even power comes to after so many ms; whole ones, so that no look loses a fraction. */
const fedBy = (power: bigint, elapsedMs: number) => (power * BigInt(elapsedMs)) / MS_PER_HOUR;
