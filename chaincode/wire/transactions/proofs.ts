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
