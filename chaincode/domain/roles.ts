/**
 * Roles that the ledger knows (spec 13). A member's certificate never grants one; votes do.
 * `voter` and `banker` have commands of their own, the others are granted by `GrantRole`.
 */
export const grantableRoles = [
  'marketOperator',
  'gridOperator',
  'meterAuthority',
  'arbiter',
  'auditor',
  'bridgeService',
] as const;
export type GrantableRole = (typeof grantableRoles)[number];

export const roles = ['voter', 'banker', ...grantableRoles] as const;
export type Role = (typeof roles)[number];

/** Who answers for the money, and so may see every member's account. */
export const insightRoles = ['banker', 'voter', 'marketOperator', 'auditor'] as const satisfies readonly Role[];
