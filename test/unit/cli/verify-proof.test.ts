/** What a majority could sign and still be no proof: records that contradict themselves, each other, or the answer. */
import { strict as assert } from 'node:assert';
import { commitmentView, fulfilmentView } from '../../../chaincode/contracts/proof-views';
import { commitTo } from '../../../chaincode/domain/commitment';
import { fulfil } from '../../../chaincode/domain/fulfilment';
import {
  type CommitmentEntry,
  commitmentRecord,
  type FulfilmentEntry,
  fulfilmentRecord,
} from '../../../chaincode/ledger/records';
import { type ProofDocument } from '../../../gateway-api/http/proof-document';
import { CliError } from '../../../scripts/cli/cli-error';
import { verifyProof } from '../../../scripts/cli/proof/verify-proof';
import { MadeNetwork } from '../../support/made-network';

const LISTING = 'fontana_20260601T1200Z';
const trades = [{ buy: 'a@M:b1', sell: 'b@M:s1', energy: 1_500n, price: 200_000n, payment: 300_000n }];
const shownTrades = [{ buy: 'a@M:b1', sell: 'b@M:s1', energy: '1.5', price: '0.2', payment: '0.3' }];
const deliveries = [{ delivered: 1_200n, source: 'meter' as const }];
const shownDeliveries = [{ delivered: '1.2', source: 'meter' as const }];
const at = '2026-06-01T12:00:00Z';

describe('A proof whose signatures are all right', () => {
  let network: MadeNetwork;
  before(async () => {
    network = await MadeNetwork.create();
  });

  /** What a transaction writes under a key, and peers answer of it; `write` is given the transaction's own id. */
  const evidence = (key: string, write: (transaction: string) => string, answer: (transaction: string) => object) => {
    // The id depends on what is proposed, not on what is written.
    let made = network.transaction({});
    const { id } = made;
    made = network.transaction({ writes: { [key]: write(id) }, like: made });
    const attested = network.transaction({ reads: { [key]: [7, 0] }, answer: JSON.stringify(answer(id)) });
    return {
      transaction: id,
      block: network.block([made.envelope]).toString('base64'),
      attestation: attested.payload.toString('base64'),
    };
  };
  interface Wrong {
    readonly commitment?: Partial<CommitmentEntry>;
    readonly commitmentAnswer?: object;
    readonly fulfilment?: Partial<FulfilmentEntry>;
    readonly text?: string;
  }
  const proofWith = (wrong: Wrong = {}): ProofDocument => {
    const commitment = (id: string): CommitmentEntry => ({
      ...{ ...commitTo(LISTING, trades), listing: LISTING, clearedAt: at, publishedBy: [id] },
      ...wrong.commitment,
    });
    const fulfilment = (id: string): FulfilmentEntry => ({
      ...{ ...fulfil(LISTING, commitment('').digest, deliveries), listing: LISTING, closedAt: at, closedBy: [id] },
      ...wrong.fulfilment,
    });
    return {
      ...{ format: 'sunledger-proof/1', channel: 'energy', chaincode: 'sunledger', listing: LISTING },
      commitment: {
        ...evidence(
          `commitment/${LISTING}`,
          (id) => wrong.text ?? commitmentRecord.encode(commitment(id)),
          (id) => ({ ...commitmentView(commitment(id)), ...wrong.commitmentAnswer }),
        ),
        trades: shownTrades,
      },
      fulfilment: {
        ...evidence(
          `fulfilment/${LISTING}`,
          (id) => fulfilmentRecord.encode(fulfilment(id)),
          (id) => fulfilmentView(fulfilment(id)),
        ),
        deliveries: shownDeliveries,
      },
    };
  };
  const verify = (document: ProofDocument) => {
    const roots = {
      organizations: [...network.organizationRoots],
      orderers: [...network.roots('OrdererMSP')],
      signatures: 1,
    };
    return verifyProof(document, { roots, channel: 'energy', chaincode: 'sunledger' });
  };

  it('holds when its records fit', () => {
    const { commitment, fulfilment } = verify(proofWith());
    assert.deepEqual([commitment.energy, fulfilment?.delivered], ['1.5', '1.2']);
  });

  for (const [what, wrong, sentence] of [
    ['of another listing', { commitment: { listing: 'fontana_20260601T1300Z' } }, /that of another listing/],
    [
      'that names another transaction',
      { commitment: { publishedBy: ['ab'.repeat(32)] } },
      /commitment names another transaction/,
    ],
    ['whose sum is not that of its trades', { commitment: { energy: 1_501n } }, /contradicts its own trades/],
    [
      'whose digest is not that of its pages',
      { commitment: { digest: 'ab'.repeat(32) } },
      /contradicts its own trades/,
    ],
    ['that peers answer otherwise', { commitmentAnswer: { energy: '1.6' } }, /peers attest another commitment/],
    ['in no form that is known', { text: 'commitment' }, /not in a form that this program knows/],
    [
      'fulfilled by the deliveries of another',
      { fulfilment: { commitment: 'ab'.repeat(32) } },
      /that of another commitment/,
    ],
    [
      'whose fulfilment names another transaction',
      { fulfilment: { closedBy: [] } },
      /fulfilment names another transaction/,
    ],
    ['whose fulfilment is not whole', { fulfilment: { digest: null } }, /not those that were recorded/],
    ['whose fulfilment miscounts', { fulfilment: { delivered: 1_500n } }, /not those that were recorded/],
  ] as const) {
    it(`does not hold of a commitment ${what}`, () => {
      assert.throws(
        () => verify(proofWith(wrong)),
        (error: unknown) => error instanceof CliError && (assert.match(error.message, sentence), true),
      );
    });
  }
});
