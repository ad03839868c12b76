// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export interface Agent {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** resigned: it wants no further seat; dismissed: it attested a clearing falsely */
  readonly state: 'active' | 'resigned' | 'dismissed';
  /** TRUST that it has staked, like "12.5" */
  readonly stake: string;
  /** Its own score as an agent, 0 to 5, like "3" */
  readonly score: string;
  /** Listings that it has attested */
  readonly batches: number;
  /** Its first stake, like "2026-06-01T12:00:00Z" */
  readonly since: string;
}

/** What `getAgents` takes. Everybody who has ever staked trust coin, by id */
export interface GetAgentsRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getAgent` takes. An agent with its stake and its own score */
export interface GetAgentRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `buyTrustCoin` takes. Mints trust coin (TRUST) to the caller, who pays its price in eEuro to the banker */
export interface BuyTrustCoinRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token above 0, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

/**
 * What `stakeTrust` takes. Stakes trust coin of the caller, which makes it an agent; where a seat of the epoch
 * is open, it gets it
 */
export interface StakeTrustRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token above 0, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

/**
 * What `unstakeTrust` takes. Takes staked trust coin back; not while the agent has a seat in this epoch or the
 * next one
 */
export interface UnstakeTrustRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
  /** Amount of a token above 0, at most 6 decimals, like "12.5" */
  readonly amount: string;
}

/**
 * What `resignSeat` takes. The calling agent has no seat after this epoch and is not drawn any more, until it
 * stakes again
 */
export interface ResignSeatRequest {
  /** Member: enrollment id @ MSP id, like "h01@HouseholdsMSP" */
  readonly member: string;
}

export interface Attestation {
  readonly epoch: number;
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** Who attested; null when nobody did in time */
  readonly member: string | null;
  /** wrong: the whole stake was burned */
  readonly outcome: 'attested' | 'wrong' | 'timedOut';
  /** What the agent said the trades come to */
  readonly digest: string | null;
  /** Time in UTC, RFC 3339 with whole seconds, like "2026-06-01T12:00:00Z" */
  readonly at: string;
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transaction: string;
  /** What the attestation was worth, tv, like "3" */
  readonly value: string;
  /** The agent's own score after it, like "3" */
  readonly score: string;
  /** TRUST minted to the agent, like "12.5" */
  readonly minted: string;
  /** TRUST burned of the agent's stake, like "12.5" */
  readonly burned: string;
  /** eEuro out of the listing's fees, once it is settled, like "12.5" */
  readonly paid: string;
}

/**
 * What `attestClearing` takes. An agent of the epoch says, in its turn, which digest the trades of a cleared
 * listing have. A right one lets the listing settle and is rewarded; a wrong one burns the whole stake:
 * `outcome` says which
 */
export interface AttestClearingRequest {
  /** Listing: market id _ start of delivery, like "fontana_20260601T1200Z" */
  readonly listing: string;
  /** SHA-256, lower-case hex, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  readonly digest: string;
}

export interface Epoch {
  readonly number: number;
  /** Who may attest */
  readonly agents: readonly string[];
  /** Seats that the next members to stake get */
  readonly openSeats: number;
  /** Listings that have counted, in order; it is over with the tenth */
  readonly listings: readonly string[];
  /** How many of them were attested; for the others time ran out */
  readonly attested: number;
  /** Agents who have no seat after this epoch, by their own wish */
  readonly resigned: readonly string[];
  /** The next epoch's agents, once drawn */
  readonly next: readonly string[] | null;
  /** The block whose hash their lottery is drawn by */
  readonly draw: {
    readonly number: number;
    /** SHA-256, lower-case hex, like "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
    readonly hash: string;
  } | null;
}

/** What `getCurrentEpoch` takes. The present epoch of agents */
export interface GetCurrentEpochRequest {
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getEpochs` takes. All epochs of agents, the first one first */
export interface GetEpochsRequest {
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/** What `getEpoch` takes. An epoch: its agents, its listings, the next agents */
export interface GetEpochRequest {
  /** Epoch of agents, from 1, like "1" */
  readonly epoch: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `getAttestations` takes. Who attested which listing of an epoch, what it was worth, and for which
 * listings time ran out; by listing
 */
export interface GetAttestationsRequest {
  /** Epoch of agents, from 1, like "1" */
  readonly epoch: string;
  /** How many entries a page holds, 1 to 200, like "50" */
  readonly pageSize?: string;
  /** Where the page begins: empty for the first, else the bookmark of the page before */
  readonly bookmark?: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `drawAgents` takes. Draws the next epoch's agents, once half of the epoch's listings have counted: the
 * seed is the hash of the block that holds the clearing of the fifth. The first block with that transaction
 * counts, so an earlier one draws anew
 */
export interface DrawAgentsRequest {
  /** Epoch of agents, from 1, like "1" */
  readonly epoch: string;
}

export interface FeeSharing {
  readonly epoch: number;
  /** held: sharing has not begun */
  readonly state: 'held' | 'counting' | 'ranking' | 'paying' | 'done';
  /** eEuro held for the epoch's traders, less what its agents got, like "9.787995" */
  readonly fees: string;
  /** Traders counted so far */
  readonly traders: number;
  /** eEuro paid so far, like "9.787995" */
  readonly paid: string;
}

/**
 * What `getFeeSharing` takes. How much of an epoch's fees is held for its traders, and how far sharing it out
 * has come
 */
export interface GetFeeSharingRequest {
  /** Epoch of agents, from 1, like "1" */
  readonly epoch: string;
  /** Whom to ask: the read model, or the peers */
  readonly consistency?: 'read-model' | 'ledger';
}

/**
 * What `shareFees` takes. Does the next step of sharing out the fees of an epoch that is over, to its traders by
 * trust score x energy; `state` says when it is done
 */
export interface ShareFeesRequest {
  /** Epoch of agents, from 1, like "1" */
  readonly epoch: string;
}
