/** Agents, epochs, attestations and shares of fees (spec 14). */
import { Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed, page } from './shared';

const Score = Type.String({ ...s.Ratio, description: 'Score, 0 to 5', examples: ['3'] });

export const Agent = Type.Object(
  {
    member: s.MemberId,
    state: s.oneOf(
      ['active', 'resigned', 'dismissed'],
      'resigned: it wants no further seat; dismissed: it attested a clearing falsely',
    ),
    stake: Type.String({ ...s.Amount, description: 'TRUST that it has staked' }),
    score: Type.String({ ...Score, description: 'Its own score as an agent, 0 to 5' }),
    batches: Type.Integer({ description: 'Listings that it has attested' }),
    since: Type.String({ ...s.Time, description: 'Its first stake' }),
  },
  { ...closed, $id: 'Agent' },
);
export const AgentPage = page(Agent);

export const Epoch = Type.Object(
  {
    number: Type.Integer(),
    agents: Type.Array(s.MemberId, { description: 'Who may attest' }),
    openSeats: Type.Integer({ description: 'Seats that the next members to stake get' }),
    listings: Type.Array(s.ListingId, {
      description: 'Listings that have counted, in order; it is over with the tenth',
    }),
    attested: Type.Integer({ description: 'How many of them were attested; for the others time ran out' }),
    resigned: Type.Array(s.MemberId, { description: 'Agents who have no seat after this epoch, by their own wish' }),
    next: Type.Union([Type.Array(s.MemberId), Type.Null()], { description: "The next epoch's agents, once drawn" }),
    draw: Type.Union([Type.Object({ number: Type.Integer(), hash: s.Digest }, { ...closed }), Type.Null()], {
      description: 'The block whose hash their lottery is drawn by',
    }),
  },
  { ...closed, $id: 'Epoch' },
);
export const EpochPage = page(Epoch);

export const Attestation = Type.Object(
  {
    epoch: Type.Integer(),
    listing: s.ListingId,
    member: Type.Union([s.MemberId, Type.Null()], { description: 'Who attested; null when nobody did in time' }),
    outcome: s.oneOf(['attested', 'wrong', 'timedOut'], 'wrong: the whole stake was burned'),
    digest: Type.Union([s.Digest, Type.Null()], { description: 'What the agent said the trades come to' }),
    at: s.Time,
    transaction: s.TransactionId,
    value: Type.String({ ...Score, description: 'What the attestation was worth, tv' }),
    score: Type.String({ ...Score, description: "The agent's own score after it" }),
    minted: Type.String({ ...s.Amount, description: 'TRUST minted to the agent' }),
    burned: Type.String({ ...s.Amount, description: "TRUST burned of the agent's stake" }),
    paid: Type.String({ ...s.Amount, description: "eEuro out of the listing's fees, once it is settled" }),
  },
  { ...closed, $id: 'Attestation' },
);
export const AttestationPage = page(Attestation);

export const FeeSharing = Type.Object(
  {
    epoch: Type.Integer(),
    state: s.oneOf(['held', 'counting', 'ranking', 'paying', 'done'], 'held: sharing has not begun'),
    fees: Type.String({
      ...s.TotalAmount,
      description: "eEuro held for the epoch's traders, less what its agents got",
    }),
    traders: Type.Integer({ description: 'Traders counted so far' }),
    paid: Type.String({ ...s.TotalAmount, description: 'eEuro paid so far' }),
  },
  { ...closed, $id: 'FeeSharing' },
);

/** The block that proves what the lottery's seed is. */
export const BlockProof = Type.Object(
  {
    block: Type.String({
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      minLength: 4,
      maxLength: 16_000_000,
      description: 'A block as its peers store it, in base64',
    }),
  },
  { ...closed, $id: 'BlockProof' },
);
