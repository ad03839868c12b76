import { type Static, Type } from '@sinclair/typebox';
import { insightRoles } from '../../../chaincode/domain/roles';
import * as s from '../../../chaincode/wire/schemas';
import { transactions as t } from '../../../chaincode/wire/transactions';
import { type Caller } from '../../../chaincode/wire/views';
import { type BlockSource } from '../../fabric/channel-blocks';
import { type LedgerCall, ledgerCall } from '../../fabric/ledger-call';
import { blockHeaders, blockList, blockWithTransactions, transactionDetails } from '../../read-model/queries/blocks';
import { type ReadModel } from '../../read-model/read-model';
import { Refusal } from '../../refusal';
import { memberRoute } from '../gateway-route';
import { asker, Height, modelRoute, pageOf, paging } from '../model-route';
import { readAnswer, readAnswers } from '../read-answer';
import { type Route } from '../route';

const closed = { additionalProperties: false } as const;
const perhaps = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const BlockNumber = Type.String({
  pattern: '^(0|[1-9][0-9]{0,17})$',
  description: 'Number of a block, from 0',
  examples: ['7'],
});
const Hash = Type.String({
  pattern: '^([0-9a-f]{64})?$',
  description: 'SHA-256, hex; empty before block 0',
  examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
});
const Signer = Type.Object({ mspId: Type.String(), name: Type.String() }, closed);
const ofBlock = Type.Object({ block: BlockNumber }, closed);

const BlockSummary = Type.Object(
  {
    number: BlockNumber,
    hash: Hash,
    previousHash: Hash,
    dataHash: Hash,
    transactions: Type.Integer(),
    valid: Type.Integer(),
    at: Type.Union([s.Time, Type.Null()], { description: 'Time of its last transaction that says one' }),
    bytes: Type.Integer({ description: 'Of all its transactions' }),
  },
  { ...closed, $id: 'BlockSummary' },
);
const head = {
  id: Type.String({ description: 'Empty where it has none' }),
  index: Type.Integer({ description: 'Place in the block' }),
  kind: s.oneOf(['transaction', 'config', 'other'], 'Kind'),
  function: Type.Union([Type.String(), Type.Null()], { description: 'contract:name, or another chaincode' }),
  creator: perhaps(Signer),
  code: Type.String({ description: "Fabric's validation code", examples: ['VALID'] }),
  at: perhaps(s.Time),
};
const BlockTransaction = Type.Object(
  { ...head, endorsers: Type.Array(Type.String(), { description: 'Organisations whose peers endorsed' }) },
  { ...closed, $id: 'BlockTransaction' },
);
const TransactionDetails = Type.Object({
  ...head,
  block: BlockNumber,
  endorsers: Type.Array(Signer),
  reads: Type.Array(Type.String({ description: 'Key' })),
  writes: Type.Array(Type.Object({ key: Type.String(), deleted: Type.Boolean() }, closed)),
  hidden: Type.Integer({ description: "Keys of others' accounts, which are left out" }),
});
const BlockHeader = Type.Object(
  {
    number: BlockNumber,
    previousHash: Hash,
    dataHash: Hash,
    hash: Hash,
    signatures: Type.String({ description: 'The metadata with the signatures of the orderers, base64' }),
  },
  { ...closed, $id: 'BlockHeader' },
);

/** Blocks and transactions: who, when, which keys, and what checks the chain; never a value (docs/read-model.md). */
export const explorerRoutes = (model: ReadModel, blocks: BlockSource): Route[] => [
  modelRoute(
    model,
    {
      operationId: 'getBlocks',
      path: '/v1/blocks',
      tag: 'explorer',
      summary: 'Blocks of the channel, newest first',
      query: Type.Object(paging, closed),
      answer: Type.Object({ items: Type.Array(BlockSummary), bookmark: s.Bookmark }),
    },
    async ({ tables, query, ask }) => {
      await requireMember(ask);
      return await blockList(tables, pageOf(query));
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getBlock',
      path: '/v1/blocks/{block}',
      tag: 'explorer',
      summary: 'A block with its transactions',
      parameters: ofBlock,
      answer: Type.Object({ ...BlockSummary.properties, items: Type.Array(BlockTransaction) }),
      errors: ['BLOCK_NOT_FOUND'],
    },
    async ({ tables, params: { block }, ask }) => {
      await requireMember(ask);
      const found = await blockWithTransactions(tables, BigInt(block));
      if (!found) throw noBlock(block);
      return found;
    },
  ),
  memberRoute(
    {
      method: 'GET',
      operationId: 'getRawBlock',
      path: '/v1/blocks/{block}/raw',
      tag: 'explorer',
      summary: 'A whole block as its peer stores it; for auditors, voters, the banker and market operators',
      parameters: ofBlock,
      answers: readAnswers(Type.Object({ number: BlockNumber, block: Type.String({ description: 'base64' }) }, closed)),
      errors: ['FORBIDDEN', 'BLOCK_NOT_FOUND', 'NETWORK_UNAVAILABLE', 'NETWORK_REFUSED'],
    },
    async ({ params: { block } }, request) => {
      const { height, value } = await model.read((tables) => mayRead(asker(tables, request.caller.identity)));
      if (!value) {
        throw new Refusal(
          'FORBIDDEN',
          'Whole blocks hold what members can’t read of each other: they are for who may see accounts.',
        );
      }
      if (BigInt(block) >= height) throw noBlock(block);
      const bytes = await blocks.block(BigInt(block));
      return readAnswer(request, {
        json: { number: block, block: Buffer.from(bytes).toString('base64') },
        source: 'ledger',
      });
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getBlockHeaders',
      path: '/v1/block-headers',
      tag: 'explorer',
      summary: "Headers of consecutive blocks with the orderers' signatures: what checks the chain",
      query: Type.Object(
        {
          from: Type.Optional(Type.String({ ...BlockNumber, default: '0' })),
          count: Type.Optional(Type.String({ ...s.PageSize, description: 'How many, 1 to 200', default: '100' })),
        },
        closed,
      ),
      answer: Type.Object({ items: Type.Array(BlockHeader) }),
    },
    async ({ tables, query, ask }) => {
      await requireMember(ask);
      return { items: await blockHeaders(tables, BigInt(query.from ?? '0'), Number(query.count ?? '100')) };
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getTransactionDetails',
      path: '/v1/transactions/{transaction}/details',
      tag: 'explorer',
      summary: 'Where a transaction stands, who made and endorsed it, which keys it read and wrote',
      parameters: Type.Object({ transaction: s.TransactionId }, closed),
      answer: TransactionDetails,
      errors: ['TRANSACTION_NOT_FOUND'],
    },
    async ({ tables, params: { transaction }, identity, ask }) => {
      await requireMember(ask);
      const all = await mayRead(ask);
      const found = await transactionDetails(tables, transaction, (member) => all || member === identity.memberId);
      if (found) return found;
      throw new Refusal('TRANSACTION_NOT_FOUND', `The read model has no transaction ${transaction}.`);
    },
  ),
  modelRoute(
    model,
    {
      operationId: 'getReadModel',
      path: '/v1/read-model',
      tag: 'explorer',
      summary: 'How far the read model has come, and of which chain it is',
      answer: Type.Object({
        ledgerHeight: Height,
        lag: Height,
        projecting: Type.Boolean({ description: 'Whether this instance writes, or another that shares the database' }),
        genesis: Hash,
        version: Type.Integer({ description: 'Of the rules that fill the tables' }),
      }),
    },
    async ({ tables, ask }) => {
      await requireMember(ask);
      const { ledgerHeight, lag, projecting } = model.status();
      const row = await tables.selectFrom('read_model').selectAll().executeTakeFirst();
      return {
        ledgerHeight: ledgerHeight.toString(),
        lag: lag.toString(),
        projecting,
        genesis: row?.genesis ?? '',
        version: Number(row?.version ?? 0n),
      };
    },
  ),
];

type Ask = (call: LedgerCall) => Promise<unknown>;

/** What every active member may ask: the explorer is for them. */
const requireMember = (ask: Ask): Promise<unknown> => ask(ledgerCall(t.GetParameters, {}));

/** Whether the caller may see every member's account. */
async function mayRead(ask: Ask): Promise<boolean> {
  const { member } = (await ask(ledgerCall(t.GetCaller, {}))) as Static<typeof Caller>;
  return member?.status === 'active' && insightRoles.some((role) => member.roles.includes(role));
}

const noBlock = (block: string): Refusal => new Refusal('BLOCK_NOT_FOUND', `The read model has no block ${block}.`);
