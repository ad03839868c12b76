import { Type } from '@sinclair/typebox';
import { ListingId } from '../../../chaincode/wire/schemas';
import { transactions as t } from '../../../chaincode/wire/transactions';
import { type CommitmentView, type FulfilmentView, RecognizedRoots } from '../../../chaincode/wire/views';
import { type FabricIdentity } from '../../fabric/fabric-identity';
import { ledgerCall } from '../../fabric/ledger-call';
import { type NetworkClient } from '../../fabric/network-client';
import { type NetworkConnection } from '../../fabric/network-connection';
import { type RecordEvidence } from '../../fabric/record-evidence';
import { Refusal } from '../../refusal';
import { memberRoute, publicRoute } from '../gateway-route';
import { type LedgerReads } from '../ledger-reads';
import { PROOF_FORMAT, ProofDocument } from '../proof-document';
import { type Route } from '../route';

const closed = { additionalProperties: false } as const;

/** Proofs for outsiders, and the roots by which they are checked; `reader` asks the peers for their signatures. */
export function proofRoutes(
  client: NetworkClient,
  reads: Pick<LedgerReads, 'ask'>,
  reader: FabricIdentity,
  connection: NetworkConnection,
): Route[] {
  const { channel, chaincode } = connection;
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/v1/listings/{listing}/proof',
        operationId: 'getProof',
        tag: 'proofs',
        summary: 'What proves to a stranger, by the organisations’ roots alone, who committed and delivered what',
        parameters: Type.Object({ listing: ListingId }, closed),
        answers: { 200: { description: 'For `sunledger verify-proof`', schema: ProofDocument } },
        errors: ['SIGNATURE_NEEDED', 'COMMITMENT_NOT_FOUND', 'CONFLICT', 'NETWORK_UNAVAILABLE', 'NETWORK_REFUSED'],
      },
      async ({ params: { listing } }, { caller }) => {
        const commitment = await client.evidence(
          reader,
          ledgerCall(t.GetCommitment, { listing }),
          ({ publishedBy }: CommitmentView) => publishedBy.at(-1) ?? '',
        );
        const pageOf = (query: typeof t.GetTrades | typeof t.GetFulfilledTrades) => (page: number) =>
          reads.ask(caller, ledgerCall(query, { listing, page: String(page) }));
        const json: ProofDocument = {
          format: PROOF_FORMAT,
          channel,
          chaincode,
          listing,
          commitment: { ...shown(commitment), trades: await allPages(pageOf(t.GetTrades)) },
          fulfilment: await fulfilmentOf(client, reader, listing, pageOf(t.GetFulfilledTrades)),
        };
        return { status: 200, json };
      },
    ),
    publicRoute(
      {
        method: 'GET',
        path: '/v1/network/roots',
        operationId: 'getNetworkRoots',
        tag: 'network',
        summary: 'Root certificates of the organisations that endorse and order, as RecognizeOrderers takes them',
        answers: { 200: { description: 'As the channel’s configuration has them', schema: RecognizedRoots } },
        errors: ['NETWORK_UNAVAILABLE', 'NETWORK_REFUSED'],
      },
      async () => ({ status: 200, json: await client.roots(reader) }),
    ),
  ];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const shown = <T>({ transactionId, block, attestation }: RecordEvidence<T>) => ({
  transaction: transactionId,
  block: base64(block),
  attestation: base64(attestation),
});

/** The evidence of a fulfilment with all that was delivered; null where it isn't closed yet. */
async function fulfilmentOf(
  client: NetworkClient,
  reader: FabricIdentity,
  listing: string,
  page: (page: number) => Promise<Uint8Array>,
): Promise<ProofDocument['fulfilment']> {
  try {
    const evidence = await client.evidence(
      reader,
      ledgerCall(t.GetFulfilment, { listing }),
      ({ closedBy }: FulfilmentView) => closedBy.at(-1) ?? '',
    );
    return evidence.record.digest === null ? null : { ...shown(evidence), deliveries: await allPages(page) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'FULFILMENT_NOT_FOUND') return null;
    throw error;
  }
}

/** All entries of what has numbered pages. */
async function allPages<T>(read: (page: number) => Promise<Uint8Array>): Promise<T[]> {
  const items: T[] = [];
  for (let page = 0, pages = 1; page < pages; page++) {
    const found = JSON.parse(Buffer.from(await read(page)).toString('utf8')) as { items: T[]; pages: number };
    items.push(...found.items);
    pages = found.pages;
  }
  return items;
}
