/** A listing's proof: made over REST by the embedded network, checked by its roots alone (spec 14, "Two-block ledger"). */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ProofDocument } from '../../gateway-api/http/proof-document';
import { Block, Envelope, Metadata } from '../../network/devnet/wire/common-messages';
import { type RecognizedRootsView } from '../../chaincode/wire/views';
import { CliError } from '../../scripts/cli/cli-error';
import { type ProvenListing, verifyProof } from '../../scripts/cli/proof/verify-proof';
import { DELIVERY, LISTING, MARKET, MarketNetwork } from '../support/market-network';
import { runCli } from '../unit/cli/run-cli';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string) => Buffer.from(text, 'base64');

describe('The proof of a listing', () => {
  const network = new MarketNetwork();
  let proof: ProofDocument;
  let roots: RecognizedRootsView;
  /** Before anything of its delivery was closed. */
  let early: ProofDocument;

  before(async () => {
    await network.start();
    await network.populate();
    const { h01, h02, operator } = network.cast;
    const offers = `/v1/listings/${LISTING}/offers`;
    await network.done(h01, offers, { side: 'sell', offer: 's1', unit: 'pv-h01', energy: '2', price: '0.1' });
    await network.done(h02, offers, { side: 'buy', offer: 'b1', energy: '1.5', price: '0.2' });
    await network.done(operator, `/v1/markets/${MARKET}/clock`, { time: DELIVERY });
    for (const step of ['closing', 'clearing']) await network.done(operator, `/v1/listings/${LISTING}/${step}`);
    early = await fetchProof(h02);
    await network.done(operator, `/v1/listings/${LISTING}/settlement`);
    await network.done(operator, `/v1/markets/${MARKET}/clock`, { time: '2026-06-01T13:00:00Z' });
    for (const side of [h01, h02]) {
      await network.done(side, `/v1/clearings/${LISTING}/trades/0/delivery`, { delivered: '1.2' });
    }
    await network.done(h01, `/v1/listings/${LISTING}/fulfilment`);
    proof = await fetchProof(h02);
    roots = await rootsOf(network);
  });
  after(() => network.stop());

  const rootsOf = async ({ gateway }: MarketNetwork) =>
    (await gateway.send('GET', '/v1/network/roots')).body as unknown as RecognizedRootsView;

  async function fetchProof(token: string): Promise<ProofDocument> {
    const answer = await network.gateway.send('GET', `/v1/listings/${LISTING}/proof`, { token });
    assert.equal(answer.status, 200, answer.text);
    return answer.body as unknown as ProofDocument;
  }

  const verify = (document: unknown, by: RecognizedRootsView = roots): ProvenListing =>
    verifyProof(document, { roots: by, channel: 'energy', chaincode: 'sunledger' });

  const refused = (sentence: RegExp, document: unknown, by: RecognizedRootsView = roots) => {
    assert.throws(
      () => verify(document, by),
      (error: unknown) => error instanceof CliError && (assert.match(error.message, sentence), true),
    );
  };
  /** The proof with some of its commitment replaced. */
  const changed = (change: Partial<ProofDocument['commitment']>): ProofDocument => ({
    ...proof,
    commitment: { ...proof.commitment, ...change },
  });

  it('says who committed what, where it lies, and whose signatures say so', () => {
    const { commitment, fulfilment, ...where } = verify(early);
    assert.deepEqual(where, { listing: LISTING, channel: 'energy', chaincode: 'sunledger' });
    assert.equal(fulfilment, null);
    assert.deepEqual(commitment.trades, [
      { buy: 'h02@HouseholdsMSP:b1', sell: 'h01@HouseholdsMSP:s1', energy: '1.5', price: '0.2', payment: '0.3' },
    ]);
    assert.deepEqual([commitment.energy, commitment.payments, commitment.by], ['1.5', '0.3', 'operator@OperatorMSP']);
    assert.deepEqual(commitment.orderedBy, ['orderer@HouseholdsMSP']);
    assert.ok(new Set(commitment.endorsedBy).size >= 2);
    assert.ok(new Set(commitment.attestedBy).size >= 2);
  });

  it('says what was delivered, and that it is the fulfilment of this very commitment', () => {
    const { commitment, fulfilment } = verify(proof);
    assert.ok(fulfilment && proof.fulfilment);
    assert.deepEqual(fulfilment.deliveries, [{ delivered: '1.2', source: 'parties' }]);
    assert.deepEqual([fulfilment.known, fulfilment.delivered, fulfilment.by], [1, '1.2', 'h01@HouseholdsMSP']);
    assert.ok(fulfilment.block > commitment.block);
    const delivered = (change: Partial<typeof proof.fulfilment>) => ({
      ...proof,
      fulfilment: { ...proof.fulfilment, ...change },
    });
    const [delivery] = proof.fulfilment.deliveries;
    assert.ok(delivery);
    for (const change of [{ delivered: '1.5' }, { delivered: null }, { source: 'meter' }, { source: null }] as const) {
      refused(/not those that were recorded/, delivered({ deliveries: [{ ...delivery, ...change }] }));
    }
    refused(/shows 2 deliveries of 1 trades/, delivered({ deliveries: [delivery, delivery] }));
    refused(/fulfilment is not proven/, delivered({ block: proof.commitment.block }));
    refused(/fulfilment is not proven/, delivered({ attestation: proof.commitment.attestation }));
    assert.equal(verify({ ...proof, fulfilment: null }).fulfilment, null, 'what is not shown is not proven');
  });

  it('is refused with another trade', () => {
    const [trade] = proof.commitment.trades;
    assert.ok(trade);
    for (const change of [
      { energy: '1.6' },
      { price: '0.21' },
      { payment: '0.31' },
      { sell: 'h03@HouseholdsMSP:s1' },
    ]) {
      refused(/not those that were committed/, changed({ trades: [{ ...trade, ...change }] }));
    }
    refused(/shows 0 trades, 1 were committed/, changed({ trades: [] }));
    refused(/shows 2 trades/, changed({ trades: [trade, trade] }));
  });

  it('is refused with another block, header or signature', () => {
    const block = Block.decode(bytesOf(proof.commitment.block));
    const { header, data, metadata } = block;
    assert.ok(header && data && metadata);
    const withBlock = (change: object) => changed({ block: base64(Block.encode({ ...block, ...change })) });
    const [envelope] = data.data;
    assert.ok(envelope);
    refused(/don't come to the data hash/, withBlock({ data: { data: [...data.data, envelope] } }));
    const { payload, signature } = Envelope.decode(envelope);
    const broken = Envelope.encode({ payload: flipped(payload, payload.length - 1), signature });
    refused(/don't come to the data hash/, withBlock({ data: { data: [broken, ...data.data.slice(1)] } }));
    refused(
      /signature of orderer of HouseholdsMSP is not one of block/,
      withBlock({ header: { ...header, number: header.number + 1 } }),
    );
    refused(/is not one of block/, withBlock({ header: { ...header, previousHash: Buffer.alloc(32) } }));
    const signatures = Metadata.decode(metadata.metadata[0] ?? Buffer.alloc(0));
    const [first] = signatures.signatures;
    assert.ok(first);
    const resigned = { ...signatures, signatures: [{ ...first, signature: flipped(first.signature, 12) }] };
    const inMetadata = (bytes: Buffer) => withBlock({ metadata: { metadata: [bytes, ...metadata.metadata.slice(1)] } });
    refused(/is not one of block/, inMetadata(Metadata.encode(resigned)));
    refused(/signatures of 0 of orderers, 1 are needed$/, inMetadata(Buffer.alloc(0)));
    refused(
      /ends within a field|no header/,
      changed({ block: base64(bytesOf(proof.commitment.block).subarray(0, 900)) }),
    );
  });

  it('is refused with an attestation of another record, or of too few peers', async () => {
    const { h01, operator } = network.cast;
    const other = `${MARKET}_20260601T1400Z`;
    await network.done(operator, `/v1/markets/${MARKET}/listings`, { deliveryStart: '2026-06-01T14:00:00Z' });
    await network.done(operator, `/v1/markets/${MARKET}/clock`, { time: '2026-06-01T14:00:00Z' });
    for (const step of ['closing', 'clearing']) await network.done(operator, `/v1/listings/${other}/${step}`);
    const answer = await network.gateway.send('GET', `/v1/listings/${other}/proof`, { token: h01 });
    const second = answer.body as unknown as ProofDocument;
    assert.deepEqual(verify(second).commitment.trades, []);
    refused(/attestation says nothing of commitment/, changed({ attestation: second.commitment.attestation }));
    refused(/wrote no commitment/, { ...proof, listing: other });
    const attested = bytesOf(proof.commitment.attestation);
    refused(
      /signatures of . of the 3 organisations, 2 are needed/,
      changed({ attestation: base64(flipped(attested, attested.length - 8)) }),
    );
  });

  it('is refused of a network with other roots, with an organisation more, and of another channel', async () => {
    const elsewhere = new MarketNetwork();
    await elsewhere.start();
    const foreign = await rootsOf(elsewhere);
    await elsewhere.stop();
    refused(
      /orderers, 1 are needed\. A certificate that claims to be of HouseholdsMSP is not signed by its root/,
      proof,
      foreign,
    );
    refused(/creator|not signed by its root/, proof, { ...foreign, orderers: roots.orderers });
    const [first, second, third] = roots.organizations;
    assert.ok(first && second && third);
    const more = ['AMSP', 'BMSP'].map((mspId) => ({ mspId, certificate: third.certificate }));
    refused(/of 2 of the 5 organisations, 3 are needed/, proof, {
      ...roots,
      organizations: [...roots.organizations, ...more],
    });
    const unknown = { ...roots, organizations: roots.organizations.filter(({ mspId }) => mspId !== 'OperatorMSP') };
    refused(/OperatorMSP is none of the organisations/, proof, unknown);
    refused(/2 are needed/, proof, { ...roots, signatures: 2 });
    assert.throws(() => verifyProof(proof, { roots, channel: 'other', chaincode: 'sunledger' }), /on other/);
    assert.throws(
      () => verifyProof({ ...proof, channel: 'other' }, { roots, channel: 'other', chaincode: 'sunledger' }),
      /another chaincode or channel/,
    );
    refused(/no proof in the form/, { ...proof, format: 'x' });
    refused(/no proof in the form/, { ...proof, extra: 1 });
  });

  it('never proves other content, whichever byte of it is changed', () => {
    const original = verify(proof);
    const fields = ['block', 'attestation'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.nat(), fc.integer({ min: 1, max: 255 }), (field, at, mask) => {
        const bytes = bytesOf(proof.commitment[field]);
        let proven: ProvenListing;
        try {
          proven = verify(changed({ [field]: base64(flipped(bytes, at % bytes.length, mask)) }));
        } catch (error) {
          assert.ok(error instanceof CliError, String(error));
          return;
        }
        // Of more signatures than are needed, one can be missed.
        const { attestedBy } = original.commitment;
        assert.ok(proven.commitment.attestedBy.every((peer) => attestedBy.includes(peer)));
        assert.deepEqual({ ...proven, commitment: { ...proven.commitment, attestedBy } }, original);
      }),
      { numRuns: 300 },
    );
  });

  it('holds nobody’s personal data, nor who asked for it', () => {
    const everything = [proof.commitment.block, proof.commitment.attestation].map((text) =>
      bytesOf(text).toString('latin1'),
    );
    for (const text of [...everything, JSON.stringify(proof)]) assert.doesNotMatch(text, /example\.org|lastName/);
    // With its "@": three letters are somewhere in the base64 of certificates, once in some fifty runs
    assert.doesNotMatch(everything[1] ?? '', /h02@/);
  });

  it('is not there before the listing is cleared, nor for outsiders', async () => {
    const open = await network.gateway.send('GET', `/v1/listings/${MARKET}_20260602T1200Z/proof`, {
      token: network.cast.h01,
    });
    assert.deepEqual([open.status, open.body['code']], [404, 'COMMITMENT_NOT_FOUND']);
    assert.equal((await network.gateway.send('GET', `/v1/listings/${LISTING}/proof`)).status, 401);
  });

  it('is checked by the command, with the roots in files or as one document', async () => {
    const files: Record<string, string> = { 'proof.json': JSON.stringify(proof), 'roots.json': JSON.stringify(roots) };
    for (const { mspId, certificate } of roots.organizations) files[`${mspId}.pem`] = certificate;
    const pems = roots.organizations.map(({ mspId }) => `${mspId}.pem`);
    for (const given of [['roots.json'], pems]) {
      const { code, stdout, stderr } = await runCli(['verify-proof', 'proof.json', '--roots', ...given], { files });
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /the proof holds/);
      assert.match(
        stdout,
        /h01@HouseholdsMSP:s1 sells 1\.5 kWh to h02@HouseholdsMSP:b1 at 0\.2 eEuro\/kWh for 0\.3 eEuro; 1\.2 kWh delivered, by word of both sides/,
      );
    }
    const json = await runCli(['verify-proof', 'proof.json', '--roots', 'roots.json', '--json'], { files });
    assert.deepEqual(JSON.parse(json.stdout), verify(proof));
    const forged = { ...files, 'proof.json': JSON.stringify(changed({ trades: [] })) };
    const failed = await runCli(['verify-proof', 'proof.json', '--roots', 'roots.json'], { files: forged });
    assert.deepEqual([failed.code, failed.stdout], [1, '']);
    assert.match(failed.stderr, /0 trades, 1 were committed/);
    const none = await runCli(['verify-proof', 'proof.json', '--roots', 'missing'], { files });
    assert.match(none.stderr, /missing cannot be read/);
  });
});

function flipped(bytes: Uint8Array, at: number, mask = 1): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}
