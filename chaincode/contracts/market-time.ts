import { DomainError } from '../domain/errors';
import { parseTime, type Seconds } from '../domain/time';
import { clockRecord } from '../ledger/records';
import { type MarketRulesView } from '../wire/views';
import { type TransactionContext } from './transaction-context';

/**
 * A market's time: ledger time, or what its operator's AdvanceClock said in a simulated one (spec 00, "Time").
 * MARKET_CLOCK when a simulated clock has not been set. Reads one key in a simulated market, none in a real one.
 */
export async function marketTime(
  ctx: TransactionContext,
  market: string,
  rules: Pick<MarketRulesView, 'clock'>,
): Promise<Seconds> {
  if (rules.clock === 'real') return ctx.now;
  const clock = await ctx.ledger.get(clockRecord, market);
  if (!clock) throw new DomainError('MARKET_CLOCK', `The clock of market ${market} has not been set`, { market });
  return parseTime(clock.time);
}

/** Refuses (TIME_BEFORE_LEDGER) a transaction dated before what the market has recorded. */
export function checkNotBefore(ctx: TransactionContext, recordedAt: string): void {
  if (ctx.time < recordedAt) {
    throw new DomainError('TIME_BEFORE_LEDGER', `The transaction is dated ${ctx.time}, before ${recordedAt}`, {
      recordedAt,
    });
  }
}
