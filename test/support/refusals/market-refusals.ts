/** Every refusal of units, hourly markets and certificates, provoked in a peopled world (spec 10, 19). */
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { people, type Person, type Stage } from '../peopled-world';
import { sampleDetails, sampleRules } from '../sample-calls';
import { nobody, type Prepare, type RefusalCase, backwards } from './refusal-case';

const { member, otherMember } = people;
const details = JSON.stringify(sampleDetails);
const rulesWith = (changed: object) => JSON.stringify({ ...sampleRules, ...changed });
const retired: Prepare = (world) => world.as(member, 'RetirePV', ['pv-b']);
const limited: Prepare = async (world) => {
  for (let offer = 0; offer < 98; offer++) await world.buy(member, `o${offer}`, '0.001', '0.000001');
};

const listingNotOpen = (closed: string, args: readonly string[], name: TransactionName): RefusalCase => [
  name,
  'LISTING_NOT_OPEN',
  'member',
  [closed, ...args],
];

function offering(name: 'PVOffer' | 'BUYOffer', unit: readonly string[], { world, things }: Stage): RefusalCase[] {
  const offer = (id: string, energy: string, price: string, listing = world.listing): string[] => [
    listing,
    id,
    ...unit,
    energy,
    price,
  ];
  return [
    [name, 'LISTING_NOT_FOUND', 'member', offer('n', '1', '0.1', 'm_20260601T1300Z')],
    listingNotOpen(things.closed, offer('n', '1', '0.1').slice(1), name),
    listingNotOpen(things.due, offer('n', '1', '0.1').slice(1), name),
    [name, 'TIME_BEFORE_LEDGER', 'member', offer('n', '1', '0.1'), backwards],
    [name, 'OFFER_EXISTS', 'member', offer('s1', '1', '0.1')],
    [name, 'OFFER_LIMIT', 'member', offer('n', '1', '0.1'), limited],
    [name, 'OFFER_RULES', 'member', offer('n', '0', '0.1')],
    [name, 'OFFER_RULES', 'member', offer('n', '1000.001', '0.1')],
    [name, 'OFFER_RULES', 'member', offer('n', '1', '1.000001')],
    [name, 'INVALID_ARGUMENT', 'member', offer('n', '1000000000000.001', '0.1')],
  ];
}

const ofUnit = (name: TransactionName, by: Person, ...more: string[]): RefusalCase[] => [
  [name, 'UNIT_NOT_FOUND', by, ['none', ...more]],
  [name, 'UNIT_NOT_OWNED', 'otherMember', ['pv-b', ...more]],
];

const ofListing = (name: TransactionName, by: Person, wrong: string, ...more: string[]): RefusalCase[] => [
  [name, 'LISTING_NOT_FOUND', by, ['m_20260601T1300Z', ...more]],
  [name, 'LISTING_STATE', by, [wrong, ...more]],
];

const certificatesOf = ({ world, things: { settled, cleared } }: Stage): RefusalCase[] => {
  const ofTrade = (name: TransactionName, more: readonly string[] = []): RefusalCase[] => [
    [name, 'LISTING_NOT_FOUND', 'otherMember', ['m_20260601T1300Z', '0', ...more]],
    [name, 'LISTING_STATE', 'otherMember', [world.listing, '0', ...more]],
    [name, 'LISTING_STATE', 'otherMember', [cleared, '0', ...more]],
  ];
  return [
    ...ofTrade('UseCertificate', ['0.1']),
    ['UseCertificate', 'TRADE_NOT_FOUND', 'otherMember', [settled, '2', '0.1']],
    ['UseCertificate', 'CERTIFICATE_NOT_OWNED', 'member', [settled, '0', '0.1']],
    ['UseCertificate', 'CERTIFICATE_USED', 'otherMember', [settled, '0', '0']],
    ['UseCertificate', 'CERTIFICATE_USED', 'otherMember', [settled, '0', '100']],
    ...ofTrade('GetElectricityCertificate'),
    ['GetElectricityCertificate', 'TRADE_NOT_FOUND', 'member', [settled, '2']],
    ...ofTrade('GetElectricityCertificates'),
  ];
};

const unitsOf = ({ world }: Stage): RefusalCase[] => [
  ['RegisterPV', 'UNIT_EXISTS', 'otherMember', ['pv-b', details]],
  ['VerifyPV', 'UNIT_NOT_FOUND', 'operator', ['none']],
  ['VerifyPV', 'UNIT_STATE', 'operator', ['pv-b']],
  ...ofUnit('OfferPVTransfer', 'member', member),
  ['OfferPVTransfer', 'MEMBER_NOT_FOUND', 'member', ['pv-b', nobody]],
  ['OfferPVTransfer', 'UNIT_STATE', 'member', ['pv-b', otherMember], retired],
  ...ofUnit('AcceptPVTransfer', 'member'),
  ...ofUnit('RetirePV', 'member'),
  ['RetirePV', 'UNIT_STATE', 'member', ['pv-b'], retired],
  ['GetPV', 'UNIT_NOT_FOUND', 'member', ['none']],
  ['PVOffer', 'UNIT_NOT_FOUND', 'member', [world.listing, 'n', 'none', '1', '0.1']],
  ['PVOffer', 'UNIT_NOT_OWNED', 'member', [world.listing, 'n', 'pv-gift', '1', '0.1']],
  ['PVOffer', 'UNIT_NOT_VERIFIED', 'member', [world.listing, 'n', 'pv-new', '1', '0.1']],
  ['PVOffer', 'UNIT_NOT_VERIFIED', 'member', [world.listing, 'n', 'pv-b', '1', '0.1'], retired],
  ['PVOffer', 'UNIT_CAPACITY_EXCEEDED', 'member', [world.listing, 'n', 'pv-b', '8.001', '0.1']],
];

const marketsOf = (stage: Stage): RefusalCase[] => [
  ['CreateMarket', 'MARKET_EXISTS', 'operator', ['m', rulesWith({})]],
  ['CreateMarket', 'METERING_UNAVAILABLE', 'operator', ['n', rulesWith({ metered: true })]],
  ...[
    { tick: '0' },
    { smallestOffer: '0' },
    { largestOffer: '0.01' },
    { priceCap: '0' },
    { priceFloor: '2' },
    { fee: '1.000001' },
    { limits: 'ignored' },
    { mechanism: 'two-level' },
    { mechanism: 'two-level', retail: '0.2', feedIn: '0.1', fee: '0.01' },
  ].map((wrong): RefusalCase => ['CreateMarket', 'MARKET_RULES_INVALID', 'operator', ['n', rulesWith(wrong)]]),
  ['CreateMarket', 'INVALID_ARGUMENT', 'operator', ['n', rulesWith({ largestOffer: '1000000000001' })]],
  ['AdvanceClock', 'MARKET_NOT_FOUND', 'operator', ['none', '2016-08-15T12:00:00Z']],
  ['AdvanceClock', 'MARKET_CLOCK', 'operator', ['sim', '2016-08-15T11:00:00Z']],
  ['AdvanceClock', 'MARKET_CLOCK', 'operator', ['m', '2026-08-15T11:00:00Z']],
  ['AdvanceClock', 'INVALID_ARGUMENT', 'operator', ['sim', '2026-02-30T11:00:00Z']],
  ['AcceptOfferBroadcast', 'MARKET_NOT_FOUND', 'operator', ['none', stage.things.next]],
  ['AcceptOfferBroadcast', 'MARKET_CLOCK', 'operator', ['sim', '2016-08-15T13:00:00Z']],
  ['AcceptOfferBroadcast', 'LISTING_EXISTS', 'operator', ['m', stage.world.deliveryStart]],
  ['AcceptOfferBroadcast', 'TIME_BEFORE_LEDGER', 'operator', ['sim', stage.things.next], backwards],
  ...listingsOf(stage),
];

const listingsOf = (stage: Stage): RefusalCase[] => [
  ...offering('PVOffer', ['pv-b'], stage),
  ...offering('BUYOffer', [], stage),
  ['BUYOffer', 'OFFER_RULES', 'member', [stage.world.listing, 'n', '1', '0']],
  ['CancelOffer', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', 'b1']],
  listingNotOpen(stage.things.closed, ['b1'], 'CancelOffer'),
  ['CancelOffer', 'OFFER_NOT_FOUND', 'member', [stage.world.listing, 'none']],
  ['CancelOffer', 'TIME_BEFORE_LEDGER', 'member', [stage.world.listing, 'b1'], backwards],
  [
    'CancelOffer',
    'OFFER_NOT_OPEN',
    'member',
    [stage.world.listing, 'b1'],
    (world) => world.as(member, 'CancelOffer', [world.listing, 'b1']),
  ],
  ...ofListing('CloseBidding', 'operator', stage.things.closed),
  ['CloseBidding', 'BIDDING_NOT_OVER', 'operator', [stage.world.listing]],
  ...ofListing('CancelListing', 'operator', stage.things.cleared),
  ['CancelListing', 'LISTING_STATE', 'operator', [stage.things.cancelled]],
  ...ofListing('ClearListing', 'member', stage.world.listing),
  ['ClearListing', 'LISTING_STATE', 'member', [stage.things.cleared]],
  ...ofListing('SettleListing', 'member', stage.things.closed),
  ...ofListing('GetTrades', 'member', stage.things.closed, '0'),
  ...ofListing('GetCollectedOffers', 'member', stage.things.closed, '0'),
  ['AssignMicrogrid', 'MARKET_NOT_FOUND', 'operator', ['none', member, 'm1']],
  ['AssignMicrogrid', 'MEMBER_NOT_FOUND', 'operator', ['sim', nobody, 'm1']],
  ['GetMicrogrids', 'MARKET_NOT_FOUND', 'member', ['none', '10', '']],
  ['GetMarket', 'MARKET_NOT_FOUND', 'member', ['none']],
  ['GetListing', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z']],
  ['GetListings', 'MARKET_NOT_FOUND', 'member', ['none', '2026-06-01T00:00:00Z', '10', '']],
  ['GetListings', 'INVALID_ARGUMENT', 'member', ['m', '2026-06-01T24:00:00Z', '10', '']],
  ['GetOffers', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', '10', '']],
  ['GetOffer', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', member, 'b1']],
  ['GetOffer', 'OFFER_NOT_FOUND', 'member', [stage.world.listing, otherMember, 's1']],
];

/** Of units, markets, listings, offers and certificates. */
export const marketRefusals = (stage: Stage): RefusalCase[] => [
  ...unitsOf(stage),
  ...marketsOf(stage),
  ...certificatesOf(stage),
];
