// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

/** What `transfer` takes. Moves an amount of a token from the caller's account to another member's */
export type TransferRequest =
  | {
      readonly token: 'ENT';
      /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
      readonly to: string;
      /** Amount of a token above 0, at most 6 decimals, like "12.5" */
      readonly amount: string;
    }
  | {
      readonly token: 'eEuro';
      /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
      readonly to: string;
      /** Amount of a token above 0, at most 6 decimals, like "12.5" */
      readonly amount: string;
    }
  | {
      readonly token: 'TRUST';
      /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
      readonly to: string;
      /** Amount of a token above 0, at most 6 decimals, like "12.5" */
      readonly amount: string;
    };
