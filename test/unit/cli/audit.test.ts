import assert from 'node:assert/strict';
import { type ListingView, type OfferView } from '../../../chaincode/wire/views';
import { auditListing, type PublishedListing } from '../../../scripts/cli/audit-listing';
import { runCli } from './run-cli';

const offer = (member: string, side: 'sell' | 'buy', energy: string, price: string): OfferView => ({
  id: side === 'sell' ? 's1' : 'b1',
  listing: 'm_20260601T1200Z',
  member,
  side,
  unit: side === 'sell' ? 'u' : null,
  energy,
  price,
  escrow: side === 'sell' ? '0' : '1',
  slot: '2026-06-01T11:00:00Z',
  state: 'open',
});
const listing = {
  id: 'm_20260601T1200Z',
  state: 'settled',
  lockedBy: 'a'.repeat(64),
  rules: { mechanism: 'pay-as-bid', limits: 'respected', fee: '0.01' },
  clearing: { price: null, energy: '1.5', turnover: '0.3', trades: 1, offers: 2 },
} as unknown as ListingView;
const published: PublishedListing = {
  listing,
  offers: [offer('S@M', 'sell', '1.5', '0.1'), offer('B@M', 'buy', '2', '0.2')],
  trades: [{ buy: 'B@M:b1', sell: 'S@M:s1', energy: '1.5', price: '0.2', payment: '0.3' }],
  collected: [],
};
const { clearing } = listing;

describe('sunledger audit', () => {
  it('recomputes a published result from the offers alone', () => {
    const { recomputed, differences } = auditListing(published);
    assert.deepEqual(differences, []);
    assert.deepEqual(recomputed, {
      name: 'm_20260601T1200Z',
      price: null,
      kWh: '1.5',
      turnover: '0.3',
      trades: [{ buy: 'B@M:b1', sell: 'S@M:s1', kWh: '1.5', price: '0.2' }],
    });
  });

  it('leaves cancelled offers out', () => {
    const cancelled: OfferView = { ...offer('C@M', 'buy', '2', '0.9'), state: 'cancelled' };
    assert.deepEqual(auditListing({ ...published, offers: [...published.offers, cancelled] }).differences, []);
  });

  it('counts trust points as the ledger says that it collected them, in a market where they count', () => {
    const trusting = { ...listing, rules: { ...listing.rules, trust: 'on' as const } };
    const collected = published.offers.map(({ member, id, side, energy, price, escrow, slot }) => {
      return {
        id: `${member}:${id}`,
        side,
        energy,
        price,
        escrow,
        slot,
        microgrid: null,
        points: side === 'sell' ? 4 : 3,
      };
    });
    assert.deepEqual(auditListing({ ...published, listing: trusting, collected }).differences, []);
    const newcomers = auditListing({ ...published, listing: trusting }).differences;
    assert.equal(newcomers[0], 'energy in kWh: published 1.5, recomputed 0.75');
    assert.deepEqual(auditListing({ ...published, collected }).differences, []);
  });

  for (const [what, changed, difference] of [
    [
      'another price',
      { listing: { ...listing, clearing: { ...clearing!, price: '0.15' } } },
      'price: published 0.15, recomputed none',
    ],
    [
      'another turnover',
      { listing: { ...listing, clearing: { ...clearing!, turnover: '0.31' } } },
      'turnover in eEuro: published 0.31, recomputed 0.3',
    ],
    [
      'an offer that it did not count',
      { offers: [...published.offers, offer('T@M', 'sell', '1', '0.9')] },
      'number of offers: published 2, recomputed 3',
    ],
    [
      'another seller',
      { trades: [{ ...published.trades[0]!, sell: 'X@M:s1' }] },
      'trade 1: seller: published X@M:s1, recomputed S@M:s1',
    ],
    [
      'another payment',
      { trades: [{ ...published.trades[0]!, payment: '0.29' }] },
      'trade 1: payment in eEuro: published 0.29, recomputed 0.3',
    ],
  ] as const) {
    it(`names the difference where the ledger has ${what}`, () => {
      assert.deepEqual(auditListing({ ...published, ...changed }).differences, [difference]);
    });
  }

  it('names a trade that the ledger does not have', () => {
    const { differences } = auditListing({ ...published, trades: [] });
    assert.equal(differences[0], 'number of listed trades: published 0, recomputed 1');
    assert.equal(differences.length, 6);
  });

  it('says what to do when nothing is being served', async () => {
    const { code, stderr } = await runCli(['audit', 'm_20260601T1200Z', '--home', 'nowhere']);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^sunledger: Nothing is served from .*nowhere: start it with npm start, or name a gateway with --url\n$/,
    );
  });
});
