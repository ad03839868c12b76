/** Drawing the next epoch's agents by lot, with the hash of a proven block as the seed (spec 14). */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { findTransaction, readBlock } from '../blocks/block';
import { BlockError } from '../blocks/block-error';
import { Organizations } from '../blocks/organizations';
import { checkOrderers } from '../blocks/signatures';
import { drawnStake, isTrusted } from '../domain/agents/agent';
import { type DrawBlock, type Epoch, listingToDrawBy, requireEarlier, SEATS } from '../domain/agents/epoch';
import { type Candidate, drawSeats } from '../domain/agents/lottery';
import { DomainError } from '../domain/errors';
import { parseTime } from '../domain/time';
import { loadAgentParameters, loadAgents, loadRoster, saveEpoch } from '../ledger/agents';
import { type Ledger } from '../ledger/ledger';
import {
  type CommitmentEntry,
  commitmentRecord,
  memberRecord,
  type Roster,
  recognizedRootsRecord,
} from '../ledger/records';
import { traderScore } from '../ledger/trader-score';
import { BlockProof } from '../wire/views';
import { findEpoch } from './find';
import { type TransactionContext } from './transaction-context';

/**
 * Draws from everybody who has a stake, is trusted and wants a seat; this epoch's agents fill up what is left. The block
 * travels as transient data: the chaincode can't ask for it, so it is proven. Reads three keys per agent of the network.
 */
export async function drawAgents(ctx: TransactionContext, number: number): Promise<Epoch> {
  const { ledger } = ctx;
  const epoch = await findEpoch(ledger, number);
  const commitment = await ledger.get(commitmentRecord, listingToDrawBy(epoch));
  if (!commitment) throw new Error(`The fifth listing of epoch ${number} has no commitment`);
  const block = await provenBlock(ctx, commitment);
  requireEarlier(epoch, block);
  const roster = await loadRoster(ledger);
  const candidates = await findCandidates(ledger, roster, epoch);
  const isPresent = ({ member }: Candidate) => epoch.agents.includes(member);
  const next = drawSeats(
    block.hash,
    SEATS,
    candidates.filter((candidate) => !isPresent(candidate)),
    candidates.filter(isPresent),
  );
  const drawn: Epoch = { ...epoch, next, draw: block };
  saveEpoch(ledger, roster, [drawn]);
  ctx.concerns({ members: next });
  return drawn;
}

/** Who may have a seat, with stake x score. */
async function findCandidates(ledger: Ledger, roster: Roster, epoch: Epoch): Promise<readonly Candidate[]> {
  const { threshold } = await loadAgentParameters(ledger);
  const candidates: Candidate[] = [];
  for (const agent of await loadAgents(ledger, roster.members)) {
    const { member } = agent;
    if (agent.state !== 'active') continue;
    if ((await ledger.get(memberRecord, member))?.status !== 'active') continue;
    if (!isTrusted(await traderScore(ledger, member), threshold)) continue;
    candidates.push({ member, weight: drawnStake(agent, epoch.number) * agent.score });
  }
  return candidates;
}

const proofForm = TypeCompiler.Compile(BlockProof);

/**
 * The block that the caller shows, once it is proven to hold the listing's clearing: its data come to the hash in its
 * header, and orderers that a vote has recognised signed it. ROOTS_NOT_RECOGNIZED, BLOCK_NOT_PROVEN.
 */
async function provenBlock(ctx: TransactionContext, { publishedBy, clearedAt }: CommitmentEntry): Promise<DrawBlock> {
  const roots = await ctx.ledger.get(recognizedRootsRecord, 'main');
  if (!roots) {
    throw new DomainError('ROOTS_NOT_RECOGNIZED', 'No vote has recognised whose signature a block has to have');
  }
  try {
    const block = readBlock(shownBlock(ctx));
    findTransaction(block, publishedBy.at(-1) ?? '');
    const policy = { organizations: new Organizations(roots.orderers), signatures: roots.signatures };
    checkOrderers(block, policy, parseTime(clearedAt));
    return { number: block.number, hash: block.hash.toString('hex') };
  } catch (error) {
    if (!(error instanceof BlockError)) throw error;
    throw new DomainError('BLOCK_NOT_PROVEN', error.message, { fault: error.fault });
  }
}

function shownBlock(ctx: TransactionContext): Buffer {
  const bytes = ctx.stub.getTransient().get('proof');
  const proof = bytes === undefined ? undefined : parsed(Buffer.from(bytes).toString('utf8'));
  if (proofForm.Check(proof)) return Buffer.from(proof.block, 'base64');
  throw new BlockError('MALFORMED', 'Transient data under the key "proof" must hold the block in base64');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
