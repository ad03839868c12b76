/**
 * The endorsing peer's clock. It may refuse a transaction whose time is too far from it, and nothing else: it never
 * reaches the ledger or a result (spec 00, "Time"). The linter allows `Date` in this file only.
 */
export const peerClock = {
  now: (): number => Math.floor(Date.now() / 1000),
};
