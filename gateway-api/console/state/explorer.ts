import { type ShownHeader } from '../../../client/chain/block-header';
import { type SupplyView } from '../model/views';
import { read } from './api';
import { type Resource, useResource } from './resources';

/** A block in a list. */
export interface BlockSummary {
  readonly number: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly transactions: number;
  readonly valid: number;
  readonly at: string | null;
}

/** A transaction in its block. */
export interface BlockTransaction {
  readonly id: string;
  readonly index: number;
  readonly kind: string;
  /** contract:name. */
  readonly function: string | null;
  readonly creator: { readonly mspId: string; readonly name: string } | null;
  /** Organisations whose peers endorsed. */
  readonly endorsers: readonly string[];
  readonly code: string;
  readonly at: string | null;
}

export interface BlockPage extends BlockSummary {
  readonly items: readonly BlockTransaction[];
}

export interface TransactionDetails {
  readonly id: string;
  readonly block: string;
  readonly reads: readonly string[];
  readonly writes: readonly { readonly key: string; readonly deleted: boolean }[];
  readonly hidden: number;
}

export interface ModelState {
  readonly height: string;
  readonly ledgerHeight: string;
  readonly lag: string | number;
}

/** The blocks, the latest first; a page of them from a bookmark on. The first page follows the ledger. */
export const useBlocks = (bookmark: string): Resource<{ items: BlockSummary[]; bookmark: string }> => {
  const path = `/v1/blocks?pageSize=15&bookmark=${encodeURIComponent(bookmark)}`;
  return useResource(path, () => read<{ items: BlockSummary[]; bookmark: string }>(path), {
    changedBy: () => bookmark === '',
  });
};

export const useBlock = (number: string): Resource<BlockPage> =>
  useResource(`/v1/blocks/${number}`, () => read<BlockPage>(`/v1/blocks/${encodeURIComponent(number)}`));

/** What a transaction read and wrote; nothing where none is named. */
export const useDetails = (id: string | undefined): Resource<TransactionDetails> => {
  const path = `/v1/transactions/${encodeURIComponent(id ?? '')}/details`;
  return useResource(id && path, () => read<TransactionDetails>(path));
};

/** How many blocks the gateway has read. */
export const useModelState = (): Resource<ModelState> =>
  useResource('/v1/read-model', () => read<ModelState>('/v1/read-model'), { changedBy: () => true });

/** All of a token in circulation. */
export const useSupply = (token: 'ENT' | 'eEuro'): Resource<SupplyView> =>
  useResource(`/v1/supply/${token}`, () => read<SupplyView>(`/v1/supply/${token}`), {
    changedBy: ({ changes }) => changes.some(({ key }) => key.startsWith(`supply/${token}`)),
  });

/** Headers from a block on, for checking them. */
export const readHeaders = async ({ from }: { readonly from: string }): Promise<readonly ShownHeader[]> =>
  (await read<{ items: ShownHeader[] }>(`/v1/block-headers?from=${from}&count=200`)).items;
