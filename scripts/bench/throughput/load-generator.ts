/** A process of clients: prepares a market and bids in it, over the Fabric Gateway or over REST. */
import { Client, credentials } from '@grpc/grpc-js';
import { BUYOffer } from '../../../chaincode/wire/transactions/market';
import { answerRequests } from './bench-process';
import { type NetworkDescription } from './member';
import { OfferWorkload } from './offer-workload';
import { runLoad } from './run-load';

export type LoadRequest =
  | { readonly kind: 'prepare'; readonly network: NetworkDescription; readonly clients: number }
  | { readonly kind: 'allow'; readonly bidsPerClient: number }
  | { readonly kind: 'run'; readonly concurrency: number; readonly durationMs: number };

let client: Client | undefined;
let workload: OfferWorkload | undefined;

async function answer(request: LoadRequest): Promise<unknown> {
  if (request.kind === 'prepare') {
    const { peer } = request.network.organizations[0] ?? {};
    if (peer === undefined) throw new Error('The network has no organisation');
    client = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
      'grpc.ssl_target_name_override': peer.serverName,
    });
    workload = await OfferWorkload.prepare(client, request.network, request.clients);
    return undefined;
  }
  const prepared = workload;
  if (prepared === undefined) throw new Error('The load has not been prepared');
  if (request.kind === 'allow') {
    await prepared.allow(request.bidsPerClient);
    return undefined;
  }
  const bid = async (number: number): Promise<void> => {
    await prepared.members[number]?.submit(BUYOffer, { ...prepared.nextBid(number) });
  };
  return runLoad(bid, request.concurrency, request.durationMs);
}

answerRequests(answer, async () => {
  client?.close();
  await Promise.resolve();
});
