import { createHash } from 'node:crypto';
import { type CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { creditRecord } from '../../chaincode/copy/records';
import { decodeBlock } from '../../gateway-api/fabric/decoded-block';
import { type BlockSource } from '../../gateway-api/fabric/channel-blocks';

const CHAINCODE = 'sunledger';

/** A transaction of a made block. */
export interface MadeTransaction {
  readonly id: string;
  readonly writes: Readonly<Record<string, string | null>>;
  /** Fabric's validation code; 0 is valid. */
  readonly code?: number;
}

/** A chain made for tests of who reads it: blocks as a peer stores them, without a signature that anybody could check. */
export class MadeChain implements BlockSource {
  readonly channel = 'energy';
  readonly chaincode = CHAINCODE;
  private readonly blocks: common.Block[] = [];
  private waiting: (() => void)[] = [];

  /** `genesis` tells the chain from others. */
  constructor(genesis: string) {
    this.add({ id: genesis, writes: {} });
  }

  /** Adds a block. */
  add(...transactions: readonly MadeTransaction[]): void {
    const last = this.blocks.at(-1);
    const previous = last ? Buffer.from(decodeBlock(last, CHAINCODE).hash, 'hex') : Buffer.alloc(0);
    this.blocks.push(madeBlock(this.blocks.length, previous, transactions));
    for (const wake of this.waiting.splice(0)) wake();
  }

  open(startBlock: bigint): Promise<CloseableAsyncIterable<common.Block>> {
    let closed = false;
    let next = Number(startBlock);
    const step = async (): Promise<IteratorResult<common.Block>> => {
      while (!closed && next >= this.blocks.length) await new Promise<void>((wake) => this.waiting.push(wake));
      const value = this.blocks[next++];
      return closed || !value ? { done: true, value: undefined } : { done: false, value };
    };
    const close = (): void => {
      closed = true;
      for (const wake of this.waiting.splice(0)) wake();
    };
    return Promise.resolve({ [Symbol.asyncIterator]: () => ({ next: step }), close, [Symbol.dispose]: close });
  }

  block(number: bigint): Promise<Uint8Array> {
    const found = this.blocks[Number(number)];
    return found ? Promise.resolve(found.serializeBinary()) : Promise.reject(new Error(`There is no block ${number}`));
  }

  height(): Promise<bigint> {
    return Promise.resolve(BigInt(this.blocks.length));
  }
}

/** A transaction that pays a millionth of an eEuro to a member, and notes its number under a key that all share. */
export function payment(number: number, member = 'h01@HouseholdsMSP'): MadeTransaction {
  const id = createHash('sha256').update(`payment ${number}`).digest('hex');
  const movement = { kind: 'mint', available: 1n, lockedForWithdrawal: 0n, escrowed: 0n, counterparty: null } as const;
  const movements = [{ ...movement, reference: id, at: '2026-06-01T12:00:00Z', transaction: id }];
  const credit = creditRecord.encode({ member, token: 'eEuro', id, movements });
  return { id, writes: { [`credit/${member}/eEuro/${id}`]: credit, 'counter/main': String(number) } };
}

function madeBlock(number: number, previous: Uint8Array, transactions: readonly MadeTransaction[]): common.Block {
  const envelopes = transactions.map(madeEnvelope);
  const header = new common.BlockHeader();
  header.setNumber(number);
  header.setPreviousHash(previous);
  header.setDataHash(createHash('sha256').update(Buffer.concat(envelopes)).digest());
  const data = new common.BlockData();
  data.setDataList(envelopes);
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([Buffer.alloc(0), Buffer.alloc(0), Buffer.from(transactions.map(({ code }) => code ?? 0))]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}

function madeEnvelope({ id, writes }: MadeTransaction): Uint8Array {
  const keys = new ledger.rwset.kvrwset.KVRWSet();
  keys.setWritesList(
    Object.entries(writes).map(([key, value]) => {
      const write = new ledger.rwset.kvrwset.KVWrite();
      write.setKey(key);
      write.setIsDelete(value === null);
      write.setValue(Buffer.from(value ?? ''));
      return write;
    }),
  );
  const namespace = new ledger.rwset.NsReadWriteSet();
  namespace.setNamespace(CHAINCODE);
  namespace.setRwset(keys.serializeBinary());
  const results = new ledger.rwset.TxReadWriteSet();
  results.setNsRwsetList([namespace]);
  const action = new peer.ChaincodeAction();
  action.setResults(results.serializeBinary());
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  const payload = new peer.ChaincodeActionPayload();
  payload.setAction(endorsed);
  const transactionAction = new peer.TransactionAction();
  transactionAction.setPayload(payload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([transactionAction]);
  const channel = new common.ChannelHeader();
  channel.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channel.setTxId(id);
  const header = new common.Header();
  header.setChannelHeader(channel.serializeBinary());
  header.setSignatureHeader(new common.SignatureHeader().serializeBinary());
  const whole = new common.Payload();
  whole.setHeader(header);
  whole.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(whole.serializeBinary());
  return envelope.serializeBinary();
}
