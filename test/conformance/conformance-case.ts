import { createHash } from 'node:crypto';
import { type Contract, GatewayError, type ProposalOptions } from '@hyperledger/fabric-gateway';
import { textOf } from '../support/devnet-world';
import {
  endorseRaw,
  evaluateRaw,
  rawProposal,
  type RawProposal,
  type RawSigner,
  refusalOf,
} from '../support/raw-proposal';
import { type TargetClients } from './target-clients';

/** Something a client does, and everything it learns of it. The same on every network, once `normalized`. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: (clients: TargetClients) => Promise<unknown>;
}

export type Step = (contract: Contract) => Promise<Uint8Array>;
export type Call = readonly [operation: string, ...args: string[]];

export const read =
  (...[operation, ...args]: Call): Step =>
  (contract) =>
    contract.evaluateTransaction(operation, ...args);
export const write =
  (...[operation, ...args]: Call): Step =>
  (contract) =>
    contract.submitTransaction(operation, ...args);
/** A transaction with transient data, or with organisations named that are to endorse it. */
export const submit =
  (operation: string, options: ProposalOptions): Step =>
  (contract) =>
    contract.submit(operation, options);

/** The steps' results, or how they were refused. */
export function steps(name: string, ...each: readonly Step[]): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const contract = await clients.contract();
      const outcomes: unknown[] = [];
      for (const step of each) outcomes.push(await outcomeOf(step(contract).then(textOf)));
      return outcomes;
    },
  };
}

/** The codes of transactions that were endorsed on the same state and submitted in order, and what came of it. */
export function together(
  name: string,
  before: readonly Step[],
  calls: readonly Call[],
  ...after: readonly Step[]
): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const contract = await clients.contract();
      for (const step of before) await step(contract);
      const endorsed = await Promise.all(
        calls.map(([operation, ...args]) => contract.newProposal(operation, { arguments: args }).endorse()),
      );
      const commits = [];
      for (const transaction of endorsed) commits.push(await transaction.submit());
      const codes = await Promise.all(commits.map(async (commit) => (await commit.getStatus()).code));
      const left = [];
      for (const step of after) left.push(textOf(await step(contract)));
      return { codes, left };
    },
  };
}

/** How a proposal with something unusual in it is answered, by both calls. */
export function refused(
  name: string,
  wrong: Partial<RawProposal> | (() => Partial<RawProposal>),
  by: Partial<RawSigner> | ((clients: TargetClients) => Promise<Partial<RawSigner>>) = {},
): ConformanceCase {
  return {
    name,
    run: async (clients) => {
      const other = typeof by === 'function' ? await by(clients) : by;
      const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')), ...other };
      const parts: RawProposal = {
        channel: 'energy',
        chaincode: 'fixture',
        args: ['put', 'refused', 'x'],
        ...(typeof wrong === 'function' ? wrong() : wrong),
      };
      const client = clients.client('HouseholdsMSP');
      return [
        await answerTo(evaluateRaw(client, parts.channel, rawProposal(signer, parts))),
        await answerTo(endorseRaw(client, parts.channel, rawProposal(signer, parts))),
      ];
    },
  };
}

/** How a call is refused, in full, or that it isn't. */
export async function answerTo(call: Promise<unknown>): Promise<unknown> {
  const accepted = await call.then(
    () => true,
    () => false,
  );
  if (accepted) return 'accepted';
  const refusal = await refusalOf(call);
  return { ...refusal, details: sorted(refusal.details) };
}

/** The result, or the official client's error with everything that it tells. */
export async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return { result: await call };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const { name, code, message, details } = error;
    return { name, code, message, details: sorted(details) };
  }
}

/** Fabric asks peers in an order of its own. */
export function sorted(details: readonly { readonly mspId: string; readonly message: string }[]): unknown {
  return details.map(({ mspId, message }) => ({ mspId, message })).sort((a, b) => (a.mspId < b.mspId ? -1 : 1));
}

/** Key `index` of what the fixture's `putMany` writes. */
export const key = (index: number): string => String(index).padStart(7, '0');

/** Strings longer than this are told by length and digest. */
const longest = 300;

/** Without what differs from run to run: ids, times, heights, addresses. */
export function normalized(outcome: unknown): string {
  return JSON.stringify(outcome, short, 1)
    .replace(/127\.0\.0\.1:\d+/g, '<address>')
    .replace(/[0-9a-f]{64}/g, '<id>')
    .replace(/\[energy-[0-9a-f]{8}\]/g, '[energy-<short id>]')
    .replace(/BlockNum: \d+, TxNum: \d+/g, '<height>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>');
}

function short(_: string, part: unknown): unknown {
  if (typeof part === 'bigint') return part.toString();
  if (typeof part !== 'string' || part.length <= longest) return part;
  const digest = createHash('sha256')
    .update(part.replace(/[0-9a-f]{64}/g, '<id>'))
    .digest('hex');
  return `${part.length} characters, SHA-256 ${digest.slice(0, 16)}...`;
}
