/**
 * Attesting a cleared listing (spec 14): an agent of the epoch says, in its turn, what the trades come to. The ledger
 * compares that with what it has published.
 */
import { type Agent, dismissed, requireAgent, requireTrusted } from '../domain/agents/agent';
import { countListing, type Epoch, unseat } from '../domain/agents/epoch';
import { valueAttestation } from '../domain/agents/reward';
import { requireTurn } from '../domain/agents/turns';
import { DomainError } from '../domain/errors';
import { formatTime, parseTime } from '../domain/time';
import { credit, move } from '../ledger/accounts';
import { loadAgentParameters, loadAgents, loadPresentEpoch, loadRoster, saveEpoch } from '../ledger/agents';
import { traderScore } from '../ledger/trader-score';
import {
  agentRecord,
  type AttestationEntry,
  attestationRecord,
  type CommitmentEntry,
  commitmentRecord,
  type Listing,
  type ListingAttestation,
  listingRecord,
  type Roster,
  rosterRecord,
} from '../ledger/records';
import { changeSupply, movementOf } from './euro';
import { findListing } from './find';
import { marketTime } from './market-time';
import { type TransactionContext } from './transaction-context';

/** What an attestation is about. */
interface Case {
  readonly listing: Listing;
  readonly awaited: ListingAttestation;
  readonly agent: Agent;
  readonly roster: Roster;
  readonly epoch: Epoch;
  readonly digest: string;
}

/** A right digest is rewarded and counted; a wrong one costs the stake and the seat. Reads one key per agent of the epoch. */
export async function attestClearing(
  ctx: TransactionContext,
  { listing: id, digest }: { readonly listing: string; readonly digest: string },
): Promise<AttestationEntry> {
  const { ledger } = ctx;
  const member = ctx.member.id;
  const listing = await findListing(ledger, id);
  const awaited = requireAwaited(listing);
  const agent = requireAgent(member, await ledger.get(agentRecord, member));
  const parameters = await loadAgentParameters(ledger);
  requireTrusted(member, await traderScore(ledger, member), parameters.threshold);
  const roster = await loadRoster(ledger);
  const epoch = await loadPresentEpoch(ledger, roster);
  const agents = await loadAgents(ledger, epoch.agents);
  const clearedAt = parseTime(awaited.clearedAt);
  const now = await marketTime(ctx, listing.market, listing.rules);
  requireTurn(member, agents, { clearedAt, now, turn: parameters.turn });
  const commitment = await ledger.get(commitmentRecord, id);
  if (!commitment) throw new Error(`The commitment of ${id} is missing`);
  ctx.concerns({ market: listing.market, listing: id });
  const attesting: Case = { listing, awaited, agent, roster, epoch, digest };
  if (digest !== commitment.digest) return burn(ctx, attesting);
  const others = agents.filter((each) => each.member !== member);
  return reward(ctx, attesting, commitment, others, parameters.units);
}

function requireAwaited({ id, state, attestation }: Listing): ListingAttestation {
  if (attestation?.state === 'attested') {
    throw new DomainError('LISTING_ATTESTED', `The clearing of ${id} has been attested by ${attestation.by ?? ''}`, {
      listing: id,
    });
  }
  if (attestation?.state === 'timedOut') {
    throw new DomainError('ATTESTATION_OVER', `${id} is being settled without an attestation`, { listing: id });
  }
  if (attestation) return attestation;
  if (state === 'cleared' || state === 'settled') {
    throw new DomainError('NO_ATTESTATION', `${id} settles without an attestation`, { listing: id });
  }
  throw new DomainError('LISTING_STATE', `Listing ${id} is ${state}, it would have to be cleared`, {
    listing: id,
    state,
  });
}

/** The epoch's listing has been attested: counted, valued, and trust coin minted to the agent. */
async function reward(
  ctx: TransactionContext,
  { listing, awaited, agent, roster, epoch, digest }: Case,
  { payments, trades }: CommitmentEntry,
  others: readonly Agent[],
  units: Parameters<typeof valueAttestation>[3],
): Promise<AttestationEntry> {
  const { ledger } = ctx;
  const standing = { ...agent, served: BigInt(ctx.now - parseTime(agent.since)) };
  const valued = valueAttestation(standing, others, { money: payments, trades }, units);
  ledger.put(agentRecord, { ...agent, score: valued.score, batches: agent.batches + 1 });
  await changeSupply(ctx, 'TRUST', valued.minted);
  const movement = { ...movementOf(ctx, 'reward', { available: valued.minted }), reference: listing.id };
  credit(ledger, agent.member, 'TRUST', ctx.transactionId, [movement]);
  saveEpoch(ledger, roster, countListing(epoch, listing.id, true));
  const attestation = { ...awaited, state: 'attested', by: agent.member, epoch: epoch.number } as const;
  ledger.put(listingRecord, { ...listing, attestation });
  return note(ctx, epoch.number, listing.id, { ...valued, member: agent.member, digest, outcome: 'attested' });
}

/** The stake is burned, the seat is lost, and there is no way back; the listing goes on waiting. */
async function burn(
  ctx: TransactionContext,
  { listing, agent, roster, epoch, digest }: Case,
): Promise<AttestationEntry> {
  const { ledger } = ctx;
  const { member, stake, score } = agent;
  await changeSupply(ctx, 'TRUST', -stake);
  await move(ledger, member, 'TRUST', { ...movementOf(ctx, 'burn', { escrowed: -stake }), reference: listing.id });
  ledger.put(agentRecord, dismissed(agent));
  ledger.put(rosterRecord, { ...roster, members: roster.members.filter((each) => each !== member) });
  saveEpoch(ledger, roster, [unseat(epoch, member)]);
  return note(ctx, epoch.number, listing.id, { member, digest, outcome: 'wrong', burned: stake, score });
}

/**
 * Lets a listing settle whose attestation nobody made in time, which counts in the epoch like one that was; refuses
 * (ATTESTATION_AWAITED) before that. Leaves alone what doesn't wait. Reads the clock of a simulated market, and three keys.
 */
export async function endAwaiting(ctx: TransactionContext, listing: Listing): Promise<Listing> {
  const { attestation: awaited, id } = listing;
  if (awaited?.state !== 'awaited') return listing;
  const { timeout } = await loadAgentParameters(ctx.ledger);
  const until = parseTime(awaited.clearedAt) + timeout;
  if ((await marketTime(ctx, listing.market, listing.rules)) < until) {
    throw new DomainError(
      'ATTESTATION_AWAITED',
      `${id} waits for an agent to attest its clearing, until ${formatTime(until)} at the latest`,
      { listing: id, until: formatTime(until) },
    );
  }
  const roster = await loadRoster(ctx.ledger);
  const epoch = await loadPresentEpoch(ctx.ledger, roster);
  saveEpoch(ctx.ledger, roster, countListing(epoch, id, false));
  note(ctx, epoch.number, id, { member: null, digest: null, outcome: 'timedOut' });
  return { ...listing, attestation: { ...awaited, state: 'timedOut', epoch: epoch.number } };
}

type Noted = Pick<AttestationEntry, 'member' | 'digest' | 'outcome'> &
  Partial<Pick<AttestationEntry, 'value' | 'score' | 'minted' | 'burned'>>;

function note(
  ctx: TransactionContext,
  epoch: number,
  listing: string,
  { member, digest, outcome, value = 0n, score = 0n, minted = 0n, burned = 0n }: Noted,
): AttestationEntry {
  const entry: AttestationEntry = {
    ...{ epoch, listing, member, outcome, digest, value, score, minted, burned },
    at: ctx.time,
    transaction: ctx.transactionId,
    paid: 0n,
  };
  ctx.ledger.put(attestationRecord, entry);
  return entry;
}
