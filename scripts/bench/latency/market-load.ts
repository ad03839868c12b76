/** A process of clients: prepares a market with members, and has them write to it through one of its doors. */
import { Client, credentials } from '@grpc/grpc-js';
import * as book from '../../../chaincode/wire/transactions/book';
import * as governance from '../../../chaincode/wire/transactions/governance';
import * as storage from '../../../chaincode/wire/transactions/storage';
import * as tokens from '../../../chaincode/wire/transactions/tokens';
import { bookRules } from '../order-book/orders-bench';
import { spreadOf } from '../rounds';
import { answerRequests } from '../throughput/bench-process';
import { type HostedNetwork } from '../throughput/network-host';
import { handOut, OfferWorkload } from '../throughput/offer-workload';
import { RestClient } from '../throughput/rest-client';
import { type LoadResult, runLoad } from '../throughput/run-load';
import { signIn } from '../throughput/sign-in';
import { CommitConflict, stagedSubmit, stageNames, type Stages } from './staged-submit';
import { BOOK, nextWrite, type WorkloadName } from './workloads';

/** Over REST to the gateway, as members do it, or over gRPC to a peer, step by step. */
export type Door = 'rest' | 'grpc';

export type LoadRequest =
  | { readonly kind: 'prepare'; readonly hosted: HostedNetwork; readonly members: number }
  | {
      readonly kind: 'run';
      readonly workload: WorkloadName;
      readonly door: Door;
      readonly concurrency: number;
      readonly durationMs: number;
    };

/** A stretch of load. Conflicts are no failures: over REST they were tried again, over gRPC they were left. */
export interface MarketLoad extends LoadResult {
  readonly conflicts: number;
  /** Medians over gRPC, in ms, and what it takes to be told of a transaction that is long committed. */
  readonly stages: (Stages & { readonly notice: number }) | undefined;
}

/** More bids than a member makes in one stretch: members take turns. */
const BIDS_PER_STRETCH = 64;
/** One in so many transactions is asked after once more. */
const ASK_AGAIN = 16;
const ENERGY = 1_000_000;

interface Clients {
  readonly offers: OfferWorkload;
  readonly grpc: Client;
  readonly rest: RestClient;
  /** The members' sessions at the REST gateway. */
  readonly tokens: readonly string[];
}

let clients: Clients | undefined;
let serial = 0;

async function answer(request: LoadRequest): Promise<unknown> {
  if (request.kind === 'prepare') {
    clients = await prepare(request.hosted, request.members);
    return undefined;
  }
  if (!clients) throw new Error('The load has not been prepared');
  if (request.workload === 'offers') await clients.offers.allow(BIDS_PER_STRETCH);
  return await run(clients, request);
}

async function prepare({ network, url }: HostedNetwork, count: number): Promise<Clients> {
  const [organization] = network.organizations;
  if (!organization) throw new Error('The network has no organisation');
  const { peer, mspId } = organization;
  const grpc = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
    'grpc.ssl_target_name_override': peer.serverName,
    'grpc.max_receive_message_length': -1,
  });
  const offers = await OfferWorkload.prepare(grpc, network, count);
  const { members, operator } = offers;
  const [unit] = members;
  if (!unit) throw new Error('There are no members');
  await operator.submit(governance.RegisterStorageUnit, { unit: unit.member.id, owner: operator.id });
  await unit.member.submit(storage.EnergyProduced, { report: '1', producer: operator.id, energy: `${ENERGY}` });
  const traders = members.map(({ member }) => member);
  await handOut(tokens.TransferENT, operator, traders, ENERGY);
  await operator.submit(book.CreateBook, { book: BOOK, rules: JSON.stringify(bookRules) });
  const rest = new RestClient(url, count);
  const sessions: string[] = [];
  for (const member of members) sessions.push(await signIn(rest, mspId, member));
  return { offers, grpc, rest, tokens: sessions };
}

async function run(
  { offers, rest, tokens: sessions }: Clients,
  { workload, door, concurrency, durationMs }: LoadRequest & { kind: 'run' },
): Promise<MarketLoad> {
  let conflicts = 0;
  const stages: Record<keyof Stages | 'notice', number[]> = { endorse: [], order: [], commit: [], notice: [] };
  const turns = Array.from({ length: concurrency }, (_, client) => client);
  const call = async (client: number): Promise<void> => {
    // With few clients the members take turns: nobody's account or listing grows out of proportion.
    const member = turns[client] ?? 0;
    turns[client] = (member + concurrency) % sessions.length;
    const write = nextWrite(workload, offers, member, serial++);
    if (door === 'rest') {
      const headers = { authorization: `Bearer ${sessions[member] ?? ''}`, prefer: 'wait=60' };
      const { attempts } = (await rest.post(write.path, write.body, headers)) as { readonly attempts: number };
      conflicts += attempts - 1;
      return;
    }
    const contract = offers.members[member]?.member.contract;
    if (!contract) throw new Error('There is no such member');
    const { told, ...took } = await stagedSubmit(contract, write.declaration, write.args);
    for (const stage of stageNames) stages[stage].push(took[stage]);
    if (stages.commit.length % ASK_AGAIN === 0) {
      const askedAt = performance.now();
      await told.getStatus();
      stages.notice.push(performance.now() - askedAt);
    }
  };
  const isConflict = (error: unknown): boolean => error instanceof CommitConflict;
  const counting = (client: number): Promise<void> =>
    call(client).catch((error: unknown) => {
      if (isConflict(error)) conflicts++;
      throw error;
    });
  const result = await runLoad(counting, concurrency, durationMs);
  const median = (stage: keyof typeof stages): number => spreadOf(stages[stage]).median;
  return {
    ...result,
    // What met a conflict over gRPC is told apart from what failed.
    failed: door === 'grpc' ? result.failed - conflicts : result.failed,
    conflicts,
    stages:
      door === 'rest'
        ? undefined
        : { endorse: median('endorse'), order: median('order'), commit: median('commit'), notice: median('notice') },
  };
}

answerRequests(answer, () => {
  clients?.grpc.close();
  clients?.rest.close();
  return Promise.resolve();
});
