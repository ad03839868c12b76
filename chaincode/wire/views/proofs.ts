/** What proves to outsiders what was committed and delivered (spec 14, "Two-block ledger"). */
import { type Static, Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed } from './shared';

const { Digest } = s;

export const Commitment = Type.Object(
  {
    listing: s.ListingId,
    digest: Type.String({
      ...Digest,
      description: 'SHA-256 over listing, number of trades and the digests of the pages',
    }),
    pages: Type.Array(Digest, { description: 'Of each 500 trades, in the order of the clearing' }),
    trades: Type.Integer(),
    energy: s.TotalEnergy,
    payments: Type.String({ ...s.TotalAmount, description: 'eEuro that the buyers pay for the trades' }),
    clearedAt: s.Time,
    publishedBy: Type.Array(s.TransactionId, { description: 'The last one wrote the commitment' }),
  },
  { ...closed, $id: 'Commitment' },
);

/** How a listing's trades were fulfilled, as far as that is closed. */
export const Fulfilment = Type.Object(
  {
    listing: s.ListingId,
    commitment: Type.String({ ...Digest, description: 'Digest of the commitment that it is the fulfilment of' }),
    trades: Type.Integer(),
    pages: Type.Array(Digest, { description: 'Of each 500 trades, in the order of the clearing' }),
    known: Type.Integer({ description: 'Trades of which it is known what was delivered' }),
    delivered: Type.String({ ...s.TotalEnergy, description: 'Energy in kWh that was delivered of these' }),
    digest: Type.Union([Digest, Type.Null()], {
      description:
        'SHA-256 over listing, commitment, number of trades and the digests of the pages; null until it is whole',
    }),
    closedAt: Type.Union([s.Time, Type.Null()], { description: 'null until it is whole' }),
    closedBy: Type.Array(s.TransactionId, { description: 'The last one made it whole' }),
  },
  { ...closed, $id: 'Fulfilment' },
);

/** What was delivered of a trade, once its listing's fulfilment is closed. */
export const FulfilledTrade = Type.Object(
  {
    delivered: Type.Union([s.Energy, Type.Null()], { description: 'null where nobody could say in time' }),
    source: Type.Union([s.oneOf(['parties', 'operator', 'meter'], 'Source'), Type.Null()], {
      description: 'Who settled it',
    }),
  },
  { ...closed, $id: 'FulfilledTrade' },
);
export const FulfilledTradePage = Type.Object(
  { items: Type.Array(FulfilledTrade), page: Type.Integer(), pages: Type.Integer() },
  closed,
);

const Root = Type.Object(
  {
    mspId: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$',
      description: 'MSP id of the organisation',
      examples: ['HouseholdsMSP'],
    }),
    certificate: Type.String({
      pattern: '^-----BEGIN CERTIFICATE-----\\r?\\n[A-Za-z0-9+/=\\r\\n]+-----END CERTIFICATE-----\\s*$',
      maxLength: 4096,
      description: 'Root certificate of the organisation, PEM',
      examples: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
    }),
  },
  closed,
);
/** Whose signatures under transactions and blocks are recognised. */
export const RecognizedRoots = Type.Object(
  {
    organizations: Type.Array(Root, { minItems: 1, maxItems: 20, description: 'Of those that endorse' }),
    orderers: Type.Array(Root, { minItems: 1, maxItems: 20, description: 'Of those that order' }),
    signatures: Type.Integer({ minimum: 1, maximum: 100, description: 'Orderers that have to sign a block' }),
  },
  { ...closed, $id: 'RecognizedRoots' },
);

export type FulfilmentView = Static<typeof Fulfilment>;
export type FulfilledTradeView = Static<typeof FulfilledTrade>;
export type CommitmentView = Static<typeof Commitment>;
export type RecognizedRootsView = Static<typeof RecognizedRoots>;
