import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'proofs';

// Whoever the channel admits may ask: what peers endorse here is there to be shown to outsiders.
export const GetCommitment = declare({
  contract,
  name: 'GetCommitment',
  kind: 'evaluate',
  summary: 'What a cleared listing commits its traders to: the digest of all its trades',
  args: { listing: s.ListingId },
  result: v.Commitment,
  callers: ['anyone'],
  errors: ['COMMITMENT_NOT_FOUND'],
});

export const FulfilListing = declare({
  contract,
  name: 'FulfilListing',
  kind: 'submit',
  summary:
    'Closes the next page of what was delivered in a settled listing, once its deliveries are settled or the time for that is over. A small listing is done in one call; `digest` says so',
  args: { listing: s.ListingId },
  result: v.Fulfilment,
  callers: ['member'],
  errors: ['LISTING_NOT_FOUND', 'LISTING_STATE', 'FULFILMENT_OPEN', 'FULFILMENT_CLOSED'],
});

export const GetFulfilment = declare({
  contract,
  name: 'GetFulfilment',
  kind: 'evaluate',
  summary: 'How the trades of a listing were fulfilled: the digest of what was delivered of each',
  args: { listing: s.ListingId },
  result: v.Fulfilment,
  callers: ['anyone'],
  errors: ['FULFILMENT_NOT_FOUND'],
});

export const GetFulfilledTrades = declare({
  contract,
  name: 'GetFulfilledTrades',
  kind: 'evaluate',
  summary: 'A page of what was delivered of a listing’s trades, in the order of the clearing',
  args: { listing: s.ListingId, page: s.PageNumber },
  result: v.FulfilledTradePage,
  callers: ['member'],
  errors: ['FULFILMENT_NOT_FOUND'],
});

export const GetRecognizedRoots = declare({
  contract,
  name: 'GetRecognizedRoots',
  kind: 'evaluate',
  summary: 'Whose signatures under transactions and blocks a vote has recognised',
  args: {},
  result: v.RecognizedRoots,
  callers: ['member'],
  errors: ['ROOTS_NOT_RECOGNIZED'],
});
