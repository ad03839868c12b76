import { Refusal } from '../../refusal';

/** What a query gives. Throws STORE_UNAVAILABLE instead of the database's own error, which is the cause. */
export async function reachable<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (cause) {
    const message = "The gateway's own database does not answer as it should; please try again.";
    throw new Refusal('STORE_UNAVAILABLE', message, { retryAfterSeconds: 2 }, { cause });
  }
}
