/** A listing's proof from a network of real Fabric processes, checked as one from the embedded network (spec 14). */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type RecognizedRootsView } from '../../../chaincode/wire/views';
import { type ProofDocument } from '../../../gateway-api/http/proof-document';
import { startFabricNetwork } from '../../../network/fabric/start-fabric-network';
import { verifyProof } from '../../../scripts/cli/proof/verify-proof';
import { demoOrganizations } from '../../../scripts/start/demo-organizations';
import { chaincodeLaunch } from '../../../scripts/start/start-services';
import { DELIVERY, LISTING, MARKET, MarketNetwork } from '../../support/market-network';
import { fabricBinaries, fabricSuite } from '../../support/fabric-suite';

fabricSuite('The proof of a listing on real Fabric', () => {
  const market = new MarketNetwork();
  let home = '';
  let proof: ProofDocument;
  let roots: RecognizedRootsView;

  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'fabric-proof-'));
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const batch = { timeoutMs: 100, maxMessages: 500 };
    const common = {
      binaries: fabricBinaries(),
      home,
      channel: 'energy',
      organizations: demoOrganizations,
      batch,
      log,
    };
    await market.startOn(await startFabricNetwork({ ...common, chaincode: chaincodeLaunch() }));
    await market.populate();
    const { h01, h02, operator } = market.cast;
    const offers = `/v1/listings/${LISTING}/offers`;
    await market.done(h01, offers, { side: 'sell', offer: 's1', unit: 'pv-h01', energy: '2', price: '0.1' });
    await market.done(h02, offers, { side: 'buy', offer: 'b1', energy: '1.5', price: '0.2' });
    await market.done(operator, `/v1/markets/${MARKET}/clock`, { time: DELIVERY });
    for (const step of ['closing', 'clearing', 'settlement']) {
      await market.done(operator, `/v1/listings/${LISTING}/${step}`);
    }
    await market.done(operator, `/v1/markets/${MARKET}/clock`, { time: '2026-06-01T13:00:00Z' });
    const deliveries = [{ trade: 0, delivered: '1.5' }];
    await market.done(operator, `/v1/clearings/${LISTING}/deliveries`, { deliveries });
    await market.done(h02, `/v1/listings/${LISTING}/fulfilment`);
    proof = (await read(`/v1/listings/${LISTING}/proof`)) as unknown as ProofDocument;
    roots = (await read('/v1/network/roots')) as unknown as RecognizedRootsView;
  });
  after(async () => {
    await market.stop();
    await rm(home, { recursive: true, force: true });
  });

  const read = async (address: string) => {
    const answer = await market.gateway.send('GET', address, { token: market.cast.h02 });
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };
  const verify = (document: ProofDocument, by = roots) =>
    verifyProof(document, { roots: by, channel: 'energy', chaincode: 'sunledger' });

  it('holds by the roots of the organisations and of the orderers', () => {
    assert.deepEqual(
      new Set(roots.organizations.map(({ mspId }) => mspId)),
      new Set(demoOrganizations.map(({ mspId }) => mspId)),
    );
    assert.deepEqual(
      roots.orderers.map(({ mspId }) => mspId),
      ['OrdererMSP'],
    );
    const { commitment, fulfilment } = verify(proof);
    assert.deepEqual([commitment.trades.length, commitment.energy, commitment.by], [1, '1.5', 'operator@OperatorMSP']);
    assert.match(commitment.orderedBy.join(), /@OrdererMSP$/);
    assert.deepEqual([fulfilment?.delivered, fulfilment?.by], ['1.5', 'h02@HouseholdsMSP']);
  });

  it('is refused when it is tampered with, or by other roots', () => {
    const { commitment } = proof;
    const block = Buffer.from(commitment.block, 'base64');
    for (const at of [12, 60, 700, Math.floor(block.length / 2)]) {
      const flipped = Buffer.from(block);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const forged = { ...proof, commitment: { ...commitment, block: flipped.toString('base64') } };
      assert.throws(() => verify(forged), /commitment is not proven/, `byte ${at}`);
    }
    assert.throws(
      () => verify(proof, { ...roots, orderers: roots.organizations }),
      /OrdererMSP is none of the organisations/,
    );
    const [trade] = commitment.trades;
    assert.ok(trade);
    const trades = [{ ...trade, energy: '1.6' }];
    assert.throws(() => verify({ ...proof, commitment: { ...commitment, trades } }), /not those that were committed/);
  });
});
