import { createHash } from 'node:crypto';
import { canonicalValue, parameters } from '../domain/parameters';
import { castBallot, hasExpired, type Vote } from '../domain/vote';
import { keyNumber } from '../ledger/key';
import { parametersRecord, voteRecord, voteTopicRecord } from '../ledger/records';
import { commands } from './commands';
import { findNetwork } from './find';
import { type TransactionContext } from './transaction-context';

export type CommandName = keyof typeof commands;

/**
 * A voter's call of a command (spec 13): opens the vote with its yes, adds its yes, or turns its own ballot round. The
 * call that passes the vote executes the command in the same transaction. A command that can't be executed is refused,
 * and then the ballot isn't recorded either.
 */
export async function callCommand(
  ctx: TransactionContext,
  command: CommandName,
  given: Readonly<Record<string, string>>,
): Promise<Vote> {
  const args = canonicalArguments(given);
  // Planned even when the vote doesn't pass yet: nobody is to vote for what can't be done.
  const execute: () => unknown = await commands[command](ctx, args);
  const { voters } = await findNetwork(ctx.ledger);
  const vote = castBallot(await openVote(ctx, command, args), ctx.member.id, voters, ctx.now);
  ctx.ledger.put(voteRecord, vote);
  ctx.ledger.put(voteTopicRecord, { command, topic: vote.topic, round: vote.round });
  if (vote.state === 'passed') await execute();
  return vote;
}

/** The open round of a vote, or a new one when there is none, or when it is older than `voteExpiry`. */
async function openVote(
  ctx: TransactionContext,
  command: CommandName,
  args: Readonly<Record<string, string>>,
): Promise<Vote> {
  const topic = topicOf(args);
  const newest = await ctx.ledger.get(voteTopicRecord, command, topic);
  const round = newest?.round ?? 0;
  const vote = newest && (await ctx.ledger.get(voteRecord, command, topic, keyNumber(round)));
  if (vote?.state === 'open') {
    if (!hasExpired(vote, await voteExpiry(ctx), ctx.now)) return vote;
    ctx.ledger.put(voteRecord, { ...vote, state: 'expired', closedAt: ctx.time });
  }
  return {
    command,
    topic,
    round: round + 1,
    arguments: args,
    state: 'open',
    openedAt: ctx.time,
    closedAt: null,
    ballots: [],
  };
}

async function voteExpiry(ctx: TransactionContext): Promise<number> {
  const chosen = await ctx.ledger.get(parametersRecord, 'main');
  return Number(chosen?.values['voteExpiry'] ?? parameters.voteExpiry.default);
}

const decimalArguments = new Set(['value', 'amount']);

/** Arguments in canonical form, sorted by name: "0.50" and "0.5" are the same vote. */
function canonicalArguments(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, decimalArguments.has(name) ? canonicalValue(value) : value]),
  );
}

function topicOf(args: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(args), 'utf8').digest('hex').slice(0, 16);
}
