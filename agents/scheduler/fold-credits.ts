import { inParallel } from '../client/in-parallel';
import { type MarketApi } from '../client/market-api';

/** From so many credits on, an account is folded: well below what a balance can sum up. */
const MANY_CREDITS = 100;
const AT_ONCE = 8;

/**
 * Folds the credits of members who receive and never spend, so that reading their balance stays cheap. Moves no money.
 * Reads one balance per member; a transaction folds at most 100 credits.
 */
export async function foldManyCredits(api: MarketApi): Promise<void> {
  const members = await api.members();
  await inParallel(members, AT_ONCE, async ({ id }) => {
    let { unfolded } = await api.balance(id);
    while (unfolded >= MANY_CREDITS) {
      const before = unfolded;
      await api.foldCredits(id);
      ({ unfolded } = await api.balance(id));
      if (unfolded >= before) return;
    }
  });
}
