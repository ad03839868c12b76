import { type GatewayProblem, isProblem, type Receipt, type SunledgerClient } from '../../client';

/** Lists that are read whole come in the largest pages that the ledger gives. */
export const WHOLE = { pageSize: '200' } as const;

/** Who acts through a client; agents always act for somebody. */
export function memberOf({ member }: Pick<SunledgerClient, 'member'>): string {
  if (member === undefined) throw new TypeError('An agent acts for a member: its client needs a signer');
  return member;
}

/** What a command's transaction answered, once it is committed. */
export const resultOf = async <T>(command: Promise<Receipt<T>>): Promise<T> => (await command).result;

/** What is read, or undefined where the ledger says by this code that there is no such thing. */
export async function orUndefined<T>(reading: PromiseLike<T>, code: GatewayProblem['code']): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isProblem(error, code)) return undefined;
    throw error;
  }
}

/** Waits for a step that somebody else, or an earlier run, may have done: the refusal that says so is none. */
export async function unlessDone(step: Promise<unknown>, code: GatewayProblem['code']): Promise<void> {
  await orUndefined(step, code);
}
