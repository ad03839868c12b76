import { type Static, Type } from '@sinclair/typebox';
import { ListingId, TransactionId } from '../../chaincode/wire/schemas';
import * as views from '../../chaincode/wire/views';

const closed = { additionalProperties: false } as const;
const Base64 = Type.String({
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  description: 'Bytes in base64',
  examples: ['CgYIARIC'],
});

export const PROOF_FORMAT = 'sunledger-proof/1';

/** A record's block, the transaction in it that wrote the record, and a majority's word that it counted. */
const Evidence = {
  transaction: TransactionId,
  block: Type.String({ ...Base64, description: 'common.Block, whole, with its metadata' }),
  attestation: Type.String({ ...Base64, description: 'common.Payload of an endorsed query of the record' }),
};

/**
 * What convinces a stranger of a listing's commitment and, once there is one, of its fulfilment. It holds no roots: who
 * checks it brings the organisations' own (docs/proof.md).
 */
export const ProofDocument = Type.Object(
  {
    format: Type.Literal(PROOF_FORMAT),
    channel: Type.String({ examples: ['energy'] }),
    chaincode: Type.String({ examples: ['sunledger'] }),
    listing: ListingId,
    commitment: Type.Object({ ...Evidence, trades: Type.Array(views.Trade) }, closed),
    fulfilment: Type.Union(
      [Type.Object({ ...Evidence, deliveries: Type.Array(views.FulfilledTrade) }, closed), Type.Null()],
      { description: 'What was delivered of the trades, in their order; null until that is closed' },
    ),
  },
  { ...closed, $id: 'Proof' },
);
export type ProofDocument = Static<typeof ProofDocument>;
