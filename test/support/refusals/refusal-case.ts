import { type ErrorCode } from '../../../chaincode/domain/errors';
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { type MarketWorld } from '../market-world';
import { type Person } from '../peopled-world';

/** A transaction that is refused with a code when this person calls it with these arguments, after what prepares it. */
export type RefusalCase = readonly [TransactionName, ErrorCode, Person, readonly string[], Prepare?];

/** What happens in a peopled world before a transaction is refused in it. */
export type Prepare = (world: MarketWorld) => unknown;

/** Who is no member. */
export const nobody = 'nobody@HouseholdsMSP';

/** The caller's clock may be behind its peer's, within what is tolerated. */
export const backwards: Prepare = (world) => {
  world.peer.now -= 20;
};
