// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Vote {
  /** Vote: command . hash of its arguments . round, like "SetParameter.0f4a1c5e9b7d2386.1" */
  readonly id: string;
  /** For example "SetParameter" */
  readonly command: string;
  /** For example {"name":"B","value":"0.4"} */
  readonly arguments: Readonly<Record<string, string>>;
  /** State */
  readonly state: 'open' | 'passed' | 'failed' | 'expired';
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly ballots: readonly {
    /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
    readonly voter: string;
    readonly yes: boolean;
    /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
    readonly at: string;
  }[];
}

/** What `getVotes` takes. All votes, by id */
export interface GetVotesRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

export interface RecognizedRoots {
  /** Of those that endorse */
  readonly organizations: readonly {
    /** MSP id of the organisation, like "HouseholdsMSP" */
    readonly mspId: string;
    /**
     * Root certificate of the organisation, PEM, like "-----BEGIN CERTIFICATE-----\nMIIB\n-----END
     * CERTIFICATE-----\n"
     */
    readonly certificate: string;
  }[];
  /** Of those that order */
  readonly orderers: readonly {
    /** MSP id of the organisation, like "HouseholdsMSP" */
    readonly mspId: string;
    /**
     * Root certificate of the organisation, PEM, like "-----BEGIN CERTIFICATE-----\nMIIB\n-----END
     * CERTIFICATE-----\n"
     */
    readonly certificate: string;
  }[];
  /** Orderers that have to sign a block */
  readonly signatures: number;
}

/** What `castVote` takes. Votes on a command; the first vote opens it, the last one executes it */
export type CastVoteRequest =
  | {
      readonly command: 'AddVoter';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      };
    }
  | {
      readonly command: 'RemoveVoter';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      };
    }
  | {
      readonly command: 'ChangeBanker';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      };
    }
  | {
      readonly command: 'GrantRole';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
        /** Role that a vote can grant */
        readonly role: 'marketOperator' | 'gridOperator' | 'meterAuthority' | 'arbiter' | 'auditor' | 'bridgeService';
      };
    }
  | {
      readonly command: 'RevokeRole';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
        /** Role that a vote can grant */
        readonly role: 'marketOperator' | 'gridOperator' | 'meterAuthority' | 'arbiter' | 'auditor' | 'bridgeService';
      };
    }
  | {
      readonly command: 'SetParameter';
      readonly arguments: {
        /** Name of a network parameter, like "B" */
        readonly name: string;
        /** Value of at most 140 letters, digits and @ . _ -, like "0.4" */
        readonly value: string;
      };
    }
  | {
      readonly command: 'ChangeMarketRule';
      readonly arguments: {
        /** Market id, chosen by its operator, like "fontana" */
        readonly market: string;
        /** Name of a rule of a market, like "priceCap" */
        readonly rule: string;
        /** Value of at most 140 letters, digits and @ . _ -, like "0.4" */
        readonly value: string;
      };
    }
  | {
      readonly command: 'RegisterStorageUnit';
      readonly arguments: {
        /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
        readonly unit: string;
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly owner: string;
      };
    }
  | {
      readonly command: 'RemoveStorageUnit';
      readonly arguments: {
        /** Storage unit: enrollment id @ MSP id of its own identity, like "su1@HouseholdsMSP" */
        readonly unit: string;
      };
    }
  | {
      readonly command: 'MintFromFund';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
        /** Amount of a token above 0, at most 6 decimals, like "12.5" */
        readonly amount: string;
      };
    }
  | {
      readonly command: 'BurnFromFund';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
        /** Amount of a token above 0, at most 6 decimals, like "12.5" */
        readonly amount: string;
      };
    }
  | {
      readonly command: 'UnlockFromFund';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
        /** Amount of a token above 0, at most 6 decimals, like "12.5" */
        readonly amount: string;
      };
    }
  | {
      readonly command: 'RecognizeOrderers';
      readonly arguments: {
        readonly roots: RecognizedRoots;
      };
    }
  | {
      readonly command: 'SuspendMember';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      };
    }
  | {
      readonly command: 'ReinstateMember';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      };
    }
  | {
      readonly command: 'FindFraud';
      readonly arguments: {
        /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
        readonly member: string;
      };
    };

/** What `getVote` takes. A vote with its ballots */
export interface GetVoteRequest {
  /** Vote: command . hash of its arguments . round, like "SetParameter.0f4a1c5e9b7d2386.1" */
  readonly vote: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getVoters` takes. The voters */
export interface GetVotersRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}
