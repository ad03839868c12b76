// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export type Parameters = Readonly<Record<string, string>>;

/** What `getParameters` takes. The network parameters */
export interface GetParametersRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}
