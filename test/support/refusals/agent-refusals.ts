/** Every refusal of agents, attestations and proofs, provoked in a peopled world (spec 14). */
import { firstEpoch } from '../../../chaincode/domain/agents/epoch';
import { newcomer } from '../../../chaincode/domain/trust/trust';
import { ratioOf } from '../../../chaincode/domain/units';
import {
  epochRecord,
  networkRecord,
  recognizedRootsRecord,
  rosterRecord,
  trustRecord,
} from '../../../chaincode/ledger/records';
import { type MarketWorld } from '../market-world';
import { digestOf, endEpoch, makeDrawDue, people, type Stage, things } from '../peopled-world';
import { sampleTransient } from '../sample-calls';
import { sampleDraw } from '../sample-draw';
import { sampleRoots } from '../sample-roots';
import { type Prepare, type RefusalCase } from './refusal-case';

const { member, otherMember } = people;
const falseDigest = '0'.repeat(64);
const attestedFalsely: Prepare = (world) => world.as(member, 'AttestClearing', [things.awaited, falseDigest]);
const distrusted: Prepare = (world) => {
  world.peer.seed(trustRecord, { ...newcomer(member), rated: 1, score: ratioOf(2_999_999n) });
};
const crowded: Prepare = (world) => {
  const members = Array.from({ length: 200 }, (_, index) => `agent${index}@HouseholdsMSP`).sort();
  world.peer.seed(rosterRecord, { members, epoch: 1 });
};
/** The member has attested once, which has lowered its score below that of one who never did. */
const secondInTurn: Prepare = (world) => {
  world.peer.seed(epochRecord, { ...firstEpoch, agents: [member, otherMember] });
};
const outOfTime: Prepare = async (world) => {
  await world.as(people.operator, 'AdvanceClock', ['att', '2016-08-15T09:15:00Z']);
  await world.as(member, 'SettleListing', [things.awaited]);
};
const shared: Prepare = async (world) => {
  endEpoch(world);
  for (let step = 0; step < 3; step++) await world.as(member, 'ShareFees', ['1']);
};
const dueToDraw = async (world: MarketWorld): Promise<void> => makeDrawDue(world, await sampleDraw());
const drawn: Prepare = async (world) => {
  await dueToDraw(world);
  await world.as(member, 'DrawAgents', ['1'], sampleTransient('DrawAgents', member));
};
const dueUnrecognized: Prepare = async (world) => {
  await dueToDraw(world);
  await unrecognized(world);
};
const otherOrderers: Prepare = async (world) => {
  await dueToDraw(world);
  world.peer.seed(recognizedRootsRecord, sampleRoots);
};
const withoutBanker: Prepare = (world) => {
  world.peer.seed(networkRecord, { bootstrappedAt: '2026-06-01T11:00:00Z', voters: [people.voter], banker: null });
};

/** Of stakes, seats, attestations, draws and the fees that are shared. */
export const agentRefusals = ({ world }: Stage): RefusalCase[] => {
  const right = [things.awaited, digestOf(world, things.awaited)];
  return [
    ['BuyTrustCoin', 'NO_BANKER', 'member', ['1'], withoutBanker],
    ['BuyTrustCoin', 'SAME_ACCOUNT', 'banker', ['1']],
    ['BuyTrustCoin', 'INSUFFICIENT_FUNDS', 'member', ['1000']],
    ['BuyTrustCoin', 'SUPPLY_EXCEEDED', 'member', ['1000000000000']],
    ['BuyTrustCoin', 'INVALID_ARGUMENT', 'member', ['0']],
    ['StakeTrust', 'INSUFFICIENT_FUNDS', 'member', ['101']],
    ['StakeTrust', 'AGENT_DISMISSED', 'member', ['10'], attestedFalsely],
    ['StakeTrust', 'STAKE_TOO_SMALL', 'voter', ['9.999999']],
    ['StakeTrust', 'TRUST_TOO_LOW', 'member', ['10'], distrusted],
    ['StakeTrust', 'TOO_MANY_AGENTS', 'voter', ['10'], crowded],
    ['StakeTrust', 'INVALID_ARGUMENT', 'member', ['0']],
    ['UnstakeTrust', 'NOT_AGENT', 'voter', ['10']],
    ['UnstakeTrust', 'AGENT_DISMISSED', 'member', ['10'], attestedFalsely],
    ['UnstakeTrust', 'AGENT_SEATED', 'member', ['10']],
    ['UnstakeTrust', 'INSUFFICIENT_FUNDS', 'otherMember', ['20.000001']],
    ['UnstakeTrust', 'STAKE_TOO_SMALL', 'otherMember', ['10.000001']],
    ['ResignSeat', 'NOT_AGENT', 'voter', []],
    ['ResignSeat', 'AGENT_DISMISSED', 'member', [], attestedFalsely],
    ['AttestClearing', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z', falseDigest]],
    ['AttestClearing', 'LISTING_STATE', 'member', [things.closed, falseDigest]],
    ['AttestClearing', 'NO_ATTESTATION', 'member', [things.cleared, digestOf(world, things.cleared)]],
    ['AttestClearing', 'LISTING_ATTESTED', 'member', [things.attested, digestOf(world, things.attested)]],
    ['AttestClearing', 'ATTESTATION_OVER', 'member', right, outOfTime],
    ['AttestClearing', 'NOT_AGENT', 'voter', right],
    ['AttestClearing', 'AGENT_DISMISSED', 'member', right, attestedFalsely],
    ['AttestClearing', 'AGENT_NOT_SEATED', 'otherMember', right],
    ['AttestClearing', 'TRUST_TOO_LOW', 'member', right, distrusted],
    ['AttestClearing', 'NOT_ITS_TURN', 'member', right, secondInTurn],
    ['SettleListing', 'ATTESTATION_AWAITED', 'operator', [things.awaited]],
    ['DrawAgents', 'EPOCH_NOT_FOUND', 'member', ['2']],
    ['DrawAgents', 'DRAW_NOT_DUE', 'member', ['1']],
    ['DrawAgents', 'DRAW_NOT_DUE', 'member', ['1'], endEpoch],
    ['DrawAgents', 'DRAW_MADE', 'member', ['1'], drawn],
    ['DrawAgents', 'ROOTS_NOT_RECOGNIZED', 'member', ['1'], dueUnrecognized],
    ['DrawAgents', 'BLOCK_NOT_PROVEN', 'member', ['1'], otherOrderers],
    ['ShareFees', 'EPOCH_NOT_FOUND', 'member', ['2']],
    ['ShareFees', 'EPOCH_NOT_OVER', 'member', ['1']],
    ['ShareFees', 'FEES_SHARED', 'member', ['1'], shared],
    ['GetAgent', 'NOT_AGENT', 'member', [people.voter]],
    ['GetEpoch', 'EPOCH_NOT_FOUND', 'member', ['2']],
    ['GetAttestations', 'EPOCH_NOT_FOUND', 'member', ['2', '10', '']],
    ['GetFeeSharing', 'EPOCH_NOT_FOUND', 'member', ['2']],
  ];
};

const unrecognized: Prepare = (world) => {
  world.peer.unseed(recognizedRootsRecord, sampleRoots);
};
const brokenRoots = JSON.stringify(sampleRoots).replace(/MIIB/g, 'MIIC');
/** Of recognised orderers, commitments and fulfilments. */
export const proofRefusals: readonly RefusalCase[] = [
  ['RecognizeOrderers', 'ROOTS_INVALID', 'voter', [brokenRoots]],
  ['RecognizeOrderers', 'INVALID_ARGUMENT', 'voter', [JSON.stringify({ ...sampleRoots, signatures: 0 })]],
  ['GetCommitment', 'COMMITMENT_NOT_FOUND', 'stranger', ['m_20260601T1300Z']],
  ['GetFulfilment', 'FULFILMENT_NOT_FOUND', 'stranger', ['m_20260601T1300Z']],
  ['GetFulfilledTrades', 'FULFILMENT_NOT_FOUND', 'member', ['m_20260601T1300Z', '0']],
  ['FulfilListing', 'LISTING_NOT_FOUND', 'member', ['m_20260601T1300Z']],
  ['FulfilListing', 'LISTING_STATE', 'member', [things.cleared]],
  ['FulfilListing', 'FULFILMENT_OPEN', 'member', [things.settled]],
  ['FulfilListing', 'FULFILMENT_CLOSED', 'member', [things.attested]],
  ['GetRecognizedRoots', 'ROOTS_NOT_RECOGNIZED', 'member', [], unrecognized],
];
