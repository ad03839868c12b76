import { type Static } from '@sinclair/typebox';
import { LISTINGS_BEFORE_DRAW } from '../../chaincode/domain/agents/epoch';
import { transactions as t } from '../../chaincode/wire/transactions';
import type * as views from '../../chaincode/wire/views';
import { ledgerCall, type LedgerCall } from '../fabric/ledger-call';
import { type Evidence } from './ledger-route';

/**
 * What a draw of agents shows the chaincode (spec 14): the block with the clearing of the epoch's fifth listing. Nobody
 * has to believe the gateway: the chaincode checks the block. Nothing where the epoch has not come that far, which the
 * chaincode refuses by itself.
 */
export const drawProof: Evidence = async (source, { args: [epoch = ''] }) => {
  const read = async <T>(call: LedgerCall): Promise<T> =>
    JSON.parse(Buffer.from(await source.ask(call)).toString('utf8')) as T;
  const { listings } = await read<Static<typeof views.Epoch>>(ledgerCall(t.GetEpoch, { epoch }));
  const listing = listings[LISTINGS_BEFORE_DRAW - 1];
  if (listing === undefined) return {};
  const { publishedBy } = await read<Static<typeof views.Commitment>>(ledgerCall(t.GetCommitment, { listing }));
  const block = await source.blockOf(publishedBy.at(-1) ?? '');
  return { block: Buffer.from(block).toString('base64') };
};
