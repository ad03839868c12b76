/** A process of clients: prepares a market and bids in it, over the Fabric Gateway's gRPC service or over REST. */
import { Client, credentials } from '@grpc/grpc-js';
import { BUYOffer } from '../../../chaincode/wire/transactions/market';
import { answerRequests } from './bench-process';
import { type HostedNetwork } from './network-host';
import { OfferWorkload } from './offer-workload';
import { RestClient } from './rest-client';
import { runLoad } from './run-load';
import { signIn } from './sign-in';

export type Door = 'grpc' | 'rest';

export type LoadRequest =
  | { readonly kind: 'prepare'; readonly hosted: HostedNetwork; readonly clients: number }
  | { readonly kind: 'allow'; readonly bidsPerClient: number }
  | { readonly kind: 'run'; readonly door: Door; readonly durationMs: number };

interface Clients {
  readonly workload: OfferWorkload;
  readonly grpc: Client;
  readonly rest: RestClient;
  /** The members' sessions at the REST gateway. */
  readonly tokens: readonly string[];
}

let clients: Clients | undefined;

async function answer(request: LoadRequest): Promise<unknown> {
  if (request.kind === 'prepare') {
    clients = await prepare(request.hosted, request.clients);
    return undefined;
  }
  if (clients === undefined) throw new Error('The load has not been prepared');
  const { workload } = clients;
  if (request.kind === 'allow') {
    await workload.allow(request.bidsPerClient);
    return undefined;
  }
  return runLoad(bidder(request.door, clients), workload.members.length, request.durationMs);
}

async function prepare(hosted: HostedNetwork, count: number): Promise<Clients> {
  const { network, url } = hosted;
  const [organization] = network.organizations;
  if (organization === undefined) throw new Error('The network has no organisation');
  const { peer, mspId } = organization;
  const grpc = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
    'grpc.ssl_target_name_override': peer.serverName,
  });
  const rest = new RestClient(url, count);
  const workload = await OfferWorkload.prepare(grpc, network, count);
  const tokens: string[] = [];
  for (const member of workload.members) tokens.push(await signIn(rest, mspId, member));
  return { workload, grpc, rest, tokens };
}

function bidder(door: Door, { workload, rest, tokens }: Clients): (client: number) => Promise<void> {
  if (door === 'grpc') {
    return async (client) => {
      await workload.members[client]?.member.submit(BUYOffer, { ...workload.nextBid(client) });
    };
  }
  return async (client) => {
    const { listing, ...offer } = workload.nextBid(client);
    // No idempotency key: an offer has an id of its own, so that sending it twice does no harm.
    const headers = { authorization: `Bearer ${tokens[client] ?? ''}`, prefer: 'wait=30' };
    await rest.post(`/v1/listings/${listing}/offers`, { side: 'buy', ...offer }, headers);
  };
}

answerRequests(answer, () => {
  clients?.grpc.close();
  clients?.rest.close();
  return Promise.resolve();
});
