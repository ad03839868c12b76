import { type Movement, type TokenName } from './account';

/**
 * What a rule does to one member's account. The contract makes a movement of it by adding time and transaction: on the
 * caller's own account at once, on anybody else's as a credit. `available` and `escrowed` are signed millionths.
 */
export interface AccountChange extends Pick<
  Movement,
  'kind' | 'available' | 'escrowed' | 'counterparty' | 'reference'
> {
  readonly member: string;
  readonly token: TokenName;
}

/** Whether the change moves anything; one that doesn't is left out of what a rule returns. */
export const moves = (change: AccountChange): boolean => change.available !== 0n || change.escrowed !== 0n;
