import { type ShownHeader } from '../../../client/chain/block-header';
import {
  type BlockSummary,
  type GetBlockAnswer,
  type GetReadModelAnswer,
  type GetTransactionDetailsAnswer,
} from '../../../client/generated/types/explorer';
import { type SupplyView } from '../model/views';
import { read } from './api';
import { type Resource, useResource } from './resources';

/** The blocks, the latest first; a page of them from a bookmark on. The first page follows the ledger. */
export const useBlocks = (bookmark: string): Resource<{ items: BlockSummary[]; bookmark: string }> => {
  const path = `/v1/blocks?pageSize=15&bookmark=${encodeURIComponent(bookmark)}`;
  return useResource(path, () => read<{ items: BlockSummary[]; bookmark: string }>(path), {
    changedBy: () => bookmark === '',
  });
};

export const useBlock = (number: string): Resource<GetBlockAnswer> =>
  useResource(`/v1/blocks/${number}`, () => read<GetBlockAnswer>(`/v1/blocks/${encodeURIComponent(number)}`));

/** What a transaction read and wrote; nothing where none is named. */
export const useDetails = (id: string | undefined): Resource<GetTransactionDetailsAnswer> => {
  const path = `/v1/transactions/${encodeURIComponent(id ?? '')}/details`;
  return useResource(id && path, () => read<GetTransactionDetailsAnswer>(path));
};

/** How many blocks the gateway has read. */
export const useModelState = (): Resource<GetReadModelAnswer> =>
  useResource('/v1/read-model', () => read<GetReadModelAnswer>('/v1/read-model'), { changedBy: () => true });

/** All of a token in circulation. */
export const useSupply = (token: 'ENT' | 'eEuro'): Resource<SupplyView> =>
  useResource(`/v1/supply/${token}`, () => read<SupplyView>(`/v1/supply/${token}`), {
    changedBy: ({ changes }) => changes.some(({ key }) => key.startsWith(`supply/${token}`)),
  });

/** Headers from a block on, for checking them. */
export const readHeaders = async ({ from }: { readonly from: string }): Promise<readonly ShownHeader[]> =>
  (await read<{ items: ShownHeader[] }>(`/v1/block-headers?from=${from}&count=200`)).items;
