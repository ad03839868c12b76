/** Every kind of record that lies on the ledger, with its key family. */
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
