/** Every refusal of members and their votes, provoked in a peopled world (spec 13). */
import { networkRecord } from '../../../chaincode/ledger/records';
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { admin } from '../market-world';
import { people, type Stage } from '../peopled-world';
import { nobody, type Prepare, type RefusalCase } from './refusal-case';

const { member, departed, suspended } = people;
const soleVoter: Prepare = (world) => {
  world.peer.seed(networkRecord, { bootstrappedAt: '2026-06-01T11:00:00Z', voters: [people.voter], banker: null });
};
const fullHouse: Prepare = (world) => {
  const voters = Array.from({ length: 99 }, (_, index) => `voter${index}@HouseholdsMSP`);
  world.peer.seed(networkRecord, {
    bootstrappedAt: '2026-06-01T11:00:00Z',
    voters: [...voters, people.voter].sort(),
    banker: people.banker,
  });
};
const purged: Prepare = (world) => world.as('admin@HouseholdsMSP', 'PurgePersonalData', [departed]);

/** Of registering, leaving and personal data. */
export const memberRefusals = (): RefusalCase[] => [
  ['Bootstrap', 'ALREADY_BOOTSTRAPPED', 'adminMember', []],
  ['RegisterMember', 'MEMBER_EXISTS', 'member', []],
  ['RegisterMember', 'MEMBER_EXISTS', 'departed', []],
  ['LeaveNetwork', 'LAST_VOTER', 'voter', [], soleVoter],
  ['PurgePersonalData', 'MEMBER_NOT_FOUND', 'adminMember', [nobody]],
  ['PurgePersonalData', 'MEMBER_NOT_DEPARTED', 'adminMember', [member]],
  ['PurgePersonalData', 'MEMBER_NOT_DEPARTED', 'adminMember', [suspended]],
  ['PurgePersonalData', 'PERSONAL_DATA_NOT_FOUND', 'adminMember', [departed], purged],
  ['GetMember', 'MEMBER_NOT_FOUND', 'member', [nobody]],
  ['GetPersonalData', 'MEMBER_NOT_FOUND', 'adminMember', [nobody]],
  ['GetPersonalData', 'PERSONAL_DATA_NOT_FOUND', 'adminMember', [departed], purged],
];

const ofMember = (name: TransactionName, ...more: string[]): RefusalCase => [
  name,
  'MEMBER_NOT_FOUND',
  'voter',
  [nobody, ...more],
];

/** Of what voters decide. */
export const voteRefusals = ({ world }: Stage): RefusalCase[] => [
  ofMember('AddVoter'),
  ['AddVoter', 'ROLE_HELD', 'voter', [admin]],
  ['AddVoter', 'MEMBER_STATUS', 'voter', [suspended]],
  ['AddVoter', 'TOO_MANY_VOTERS', 'voter', [member], fullHouse],
  ofMember('RemoveVoter'),
  ['RemoveVoter', 'ROLE_NOT_HELD', 'voter', [member]],
  ['RemoveVoter', 'LAST_VOTER', 'voter', [people.voter], soleVoter],
  ofMember('ChangeBanker'),
  ['ChangeBanker', 'ROLE_HELD', 'voter', [people.banker]],
  ['ChangeBanker', 'MEMBER_STATUS', 'voter', [departed]],
  ofMember('GrantRole', 'auditor'),
  ['GrantRole', 'ROLE_HELD', 'voter', [people.auditor, 'auditor']],
  ['GrantRole', 'MEMBER_STATUS', 'voter', [departed, 'auditor']],
  ['GrantRole', 'INVALID_ARGUMENT', 'voter', [member, 'banker']],
  ofMember('RevokeRole', 'auditor'),
  ['RevokeRole', 'ROLE_NOT_HELD', 'voter', [member, 'auditor']],
  ['SetParameter', 'PARAMETER_UNKNOWN', 'voter', ['Z', '1']],
  ['SetParameter', 'PARAMETER_UNKNOWN', 'voter', ['constructor', '1']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['M', '1.000001']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['H', '7200.5']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['voteExpiry', '3599']],
  ['SetParameter', 'PARAMETER_RANGE', 'voter', ['currency', 'gold']],
  ['SetParameter', 'INVALID_ARGUMENT', 'voter', ['M', '-0.5']],
  ['SetParameter', 'INVALID_ARGUMENT', 'voter', ['M', '0.1234567']],
  ['SetParameter', 'INVALID_ARGUMENT', 'voter', ['M', '1e3']],
  ['ChangeMarketRule', 'MARKET_NOT_FOUND', 'voter', ['none', 'fee', '0']],
  ['ChangeMarketRule', 'MARKET_RULES_INVALID', 'voter', ['m', 'clock', 'simulated']],
  ['ChangeMarketRule', 'MARKET_RULES_INVALID', 'voter', ['m', 'constructor', '1']],
  ['ChangeMarketRule', 'MARKET_RULES_INVALID', 'voter', ['m', 'priceFloor', '5']],
  ['ChangeMarketRule', 'METERING_UNAVAILABLE', 'voter', ['m', 'metered', 'true']],
  ['ChangeMarketRule', 'INVALID_ARGUMENT', 'voter', ['m', 'intervalMinutes', '30']],
  ['ChangeMarketRule', 'MEMBER_NOT_FOUND', 'voter', ['m', 'operator', nobody]],
  ['ChangeMarketRule', 'MEMBER_STATUS', 'voter', ['m', 'operator', departed]],
  ['ChangeMarketRule', 'ROLE_NOT_HELD', 'voter', ['m', 'operator', member]],
  ofMember('SuspendMember'),
  ['SuspendMember', 'MEMBER_STATUS', 'voter', [suspended]],
  ['SuspendMember', 'LAST_VOTER', 'voter', [people.voter], soleVoter],
  ofMember('ReinstateMember'),
  ['ReinstateMember', 'MEMBER_STATUS', 'voter', [member]],
  ['ReinstateMember', 'MEMBER_STATUS', 'voter', [departed]],
  ['GetVote', 'VOTE_NOT_FOUND', 'member', ['SetParameter.0123456789abcdef.1']],
  ['BUYOffer', 'OFFER_RULES', 'member', [world.listing, 'n', '1', '1.5']],
];
