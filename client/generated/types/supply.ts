// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

/** What `getSupply` takes. All of a token that is in circulation, locked and escrowed included */
export interface GetSupplyRequest {
  readonly token: 'ENT' | 'eEuro' | 'TRUST';
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}
