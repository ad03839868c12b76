import { type ErrorCode } from '../../domain/errors';
import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'agents';

export const BuyTrustCoin = declare({
  contract,
  name: 'BuyTrustCoin',
  kind: 'submit',
  summary: 'Mints trust coin (TRUST) to the caller, who pays its price in eEuro to the banker',
  args: { amount: s.AmountAboveZero },
  result: v.AccountRecord,
  callers: ['member'],
  errors: ['NO_BANKER', 'SAME_ACCOUNT', 'INSUFFICIENT_FUNDS', 'SUPPLY_EXCEEDED'],
});

export const StakeTrust = declare({
  contract,
  name: 'StakeTrust',
  kind: 'submit',
  summary: 'Stakes trust coin of the caller, which makes it an agent; where a seat of the epoch is open, it gets it',
  args: { amount: s.AmountAboveZero },
  result: v.Agent,
  callers: ['member'],
  errors: ['INSUFFICIENT_FUNDS', 'AGENT_DISMISSED', 'STAKE_TOO_SMALL', 'TRUST_TOO_LOW', 'TOO_MANY_AGENTS'],
});

export const UnstakeTrust = declare({
  contract,
  name: 'UnstakeTrust',
  kind: 'submit',
  summary: 'Takes staked trust coin back; not while the agent has a seat in this epoch or the next one',
  args: { amount: s.AmountAboveZero },
  result: v.Agent,
  callers: ['member'],
  errors: ['NOT_AGENT', 'AGENT_DISMISSED', 'AGENT_SEATED', 'INSUFFICIENT_FUNDS', 'STAKE_TOO_SMALL'],
});

export const ResignSeat = declare({
  contract,
  name: 'ResignSeat',
  kind: 'submit',
  summary: 'The calling agent has no seat after this epoch and is not drawn any more, until it stakes again',
  args: {},
  result: v.Agent,
  callers: ['member'],
  errors: ['NOT_AGENT', 'AGENT_DISMISSED'],
});

export const AttestClearing = declare({
  contract,
  name: 'AttestClearing',
  kind: 'submit',
  summary:
    'An agent of the epoch says, in its turn, which digest the trades of a cleared listing have. A right one lets the listing settle and is rewarded; a wrong one burns the whole stake: `outcome` says which',
  args: { listing: s.ListingId, digest: s.Digest },
  result: v.Attestation,
  callers: ['member'],
  errors: [
    'LISTING_NOT_FOUND',
    'LISTING_STATE',
    'NO_ATTESTATION',
    'LISTING_ATTESTED',
    'ATTESTATION_OVER',
    'NOT_AGENT',
    'AGENT_DISMISSED',
    'AGENT_NOT_SEATED',
    'TRUST_TOO_LOW',
    'NOT_ITS_TURN',
  ],
});

const ofEpoch = ['EPOCH_NOT_FOUND'] as const satisfies readonly ErrorCode[];

export const DrawAgents = declare({
  contract,
  name: 'DrawAgents',
  kind: 'submit',
  summary:
    "Draws the next epoch's agents, once half of the epoch's listings have counted: the seed is the hash of the block that holds the clearing of the fifth. The first block with that transaction counts, so an earlier one draws anew",
  args: { epoch: s.EpochNumber },
  transient: { key: 'proof', schema: v.BlockProof },
  result: v.Epoch,
  callers: ['member'],
  errors: [...ofEpoch, 'DRAW_NOT_DUE', 'DRAW_MADE', 'ROOTS_NOT_RECOGNIZED', 'BLOCK_NOT_PROVEN'],
});

export const ShareFees = declare({
  contract,
  name: 'ShareFees',
  kind: 'submit',
  summary:
    'Does the next step of sharing out the fees of an epoch that is over, to its traders by trust score x energy; `state` says when it is done',
  args: { epoch: s.EpochNumber },
  result: v.FeeSharing,
  callers: ['member'],
  errors: [...ofEpoch, 'EPOCH_NOT_OVER', 'FEES_SHARED'],
});

export const GetAgent = declare({
  contract,
  name: 'GetAgent',
  kind: 'evaluate',
  summary: 'An agent with its stake and its own score',
  args: { member: s.MemberId },
  result: v.Agent,
  callers: ['member'],
  errors: ['NOT_AGENT'],
});
export const GetAgents = declare({
  contract,
  name: 'GetAgents',
  kind: 'evaluate',
  summary: 'Everybody who has ever staked trust coin, by id',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.AgentPage,
  callers: ['member'],
});
export const GetCurrentEpoch = declare({
  contract,
  name: 'GetCurrentEpoch',
  kind: 'evaluate',
  summary: 'The present epoch of agents',
  args: {},
  result: v.Epoch,
  callers: ['member'],
});
export const GetEpoch = declare({
  contract,
  name: 'GetEpoch',
  kind: 'evaluate',
  summary: 'An epoch: its agents, its listings, the next agents',
  args: { epoch: s.EpochNumber },
  result: v.Epoch,
  callers: ['member'],
  errors: ofEpoch,
});
export const GetEpochs = declare({
  contract,
  name: 'GetEpochs',
  kind: 'evaluate',
  summary: 'All epochs of agents, the first one first',
  args: { pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.EpochPage,
  callers: ['member'],
});
export const GetAttestations = declare({
  contract,
  name: 'GetAttestations',
  kind: 'evaluate',
  summary: 'Who attested which listing of an epoch, what it was worth, and for which listings time ran out; by listing',
  args: { epoch: s.EpochNumber, pageSize: s.PageSize, bookmark: s.Bookmark },
  result: v.AttestationPage,
  callers: ['member'],
  errors: ofEpoch,
});
export const GetFeeSharing = declare({
  contract,
  name: 'GetFeeSharing',
  kind: 'evaluate',
  summary: "How much of an epoch's fees is held for its traders, and how far sharing it out has come",
  args: { epoch: s.EpochNumber },
  result: v.FeeSharing,
  callers: ['member'],
  errors: ofEpoch,
});
