/** What proves to outsiders what was committed and delivered (spec 14, "Two-block ledger"). */
import { type Static, Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed } from './shared';

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in hexadecimal' });

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

const Root = Type.Object(
  {
    mspId: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$', description: 'MSP id of the organisation' }),
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

export type CommitmentView = Static<typeof Commitment>;
export type RecognizedRootsView = Static<typeof RecognizedRoots>;
