import { type MarketApi } from '../client/market-api';
import { ledgerTime } from '../community/local-time';

/** The clock of a simulated market, which only goes forward. */
export class MarketClock {
  private constructor(
    private readonly operator: MarketApi,
    private readonly market: string,
    private time: string | null,
  ) {}

  /** Throws where there is no such market. */
  static async of(operator: MarketApi, market: string): Promise<MarketClock> {
    const record = await operator.market(market);
    if (!record) throw new Error(`There is no market ${market} to play a day in`);
    return new MarketClock(operator, market, record.clock);
  }

  isBefore(time: Date): boolean {
    return this.time === null || this.time < ledgerTime(time);
  }

  /** Moves it on to a time; one that has passed changes nothing. */
  async advanceTo(time: Date): Promise<void> {
    if (!this.isBefore(time)) return;
    this.time = (await this.operator.advanceClock(this.market, ledgerTime(time))).clock;
  }
}
