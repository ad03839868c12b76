/** What transactions answer: the ledger's records as members see them, in decimal strings (spec 00, "Units"). */
export * from './agents';
export * from './book';
export * from './electricity';
export * from './governance';
export * from './market';
export * from './members';
export * from './microgrids';
export * from './proofs';
export * from './storage';
export * from './tokens';
export * from './trust';
export * from './units';
