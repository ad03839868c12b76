/** A unit as the benches register them all, over REST and on the ledger. */
export const unitOf = (unit: string) => ({ unit, details: { kind: 'solar', capacityW: 5000, location: 'b1' } });
