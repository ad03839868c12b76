import { signLowS } from '../../identity/signature';
import { CommittedBlock } from '../../network/devnet/committer/committed-block';
import {
  BlockchainInfo,
  ChannelHeader,
  Envelope,
  type Header,
  Payload,
  SignatureHeader,
} from '../../network/devnet/wire/common-messages';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ProposalResponsePayload,
  Transaction,
} from '../../network/devnet/wire/peer-messages';
import { type NetworkClients } from './network-clients';
import { endorseRaw, rawProposal, refusalOf, type RawSigner, submitRaw } from './raw-proposal';

type Fields<T extends { decode(bytes: Buffer): unknown }> = {
  -readonly [K in keyof ReturnType<T['decode']>]: ReturnType<T['decode']>[K];
};

/** A transaction's parts, laid open down to what its endorsers signed. Each can be changed; nobody signs them again. */
export interface OpenTransaction {
  channelHeader: Fields<typeof ChannelHeader>;
  signatureHeader: Fields<typeof SignatureHeader>;
  /** Of the only action. */
  actionHeader: Buffer;
  proposalPayload: Buffer;
  endorsements: { endorser: Buffer; signature: Buffer }[];
  response: Fields<typeof ProposalResponsePayload>;
  action: Fields<typeof ChaincodeAction>;
  /** How many times the action stands in the transaction. */
  actions: number;
}

/** Opens an endorsed transaction, lets `change` change it, closes it again and signs it as its creator. */
export function tampered(envelope: Envelope, signer: RawSigner, change: (parts: OpenTransaction) => void): Envelope {
  const parts = opened(envelope);
  change(parts);
  const payload = closed(parts);
  return { payload, signature: signLowS(signer.privateKey, payload) };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The envelope holds no endorsed transaction');
  return value;
}

function opened(envelope: Envelope): OpenTransaction {
  const { header, data } = Payload.decode(envelope.payload);
  const { channelHeader, signatureHeader } = present(header);
  const first = present(Transaction.decode(data).actions[0]);
  const { chaincodeProposalPayload, action } = ChaincodeActionPayload.decode(first.payload);
  const { proposalResponsePayload, endorsements } = present(action);
  const response = ProposalResponsePayload.decode(proposalResponsePayload);
  return {
    channelHeader: ChannelHeader.decode(channelHeader),
    signatureHeader: SignatureHeader.decode(signatureHeader),
    actionHeader: first.header,
    proposalPayload: chaincodeProposalPayload,
    endorsements: [...endorsements],
    response,
    action: ChaincodeAction.decode(response.extension),
    actions: 1,
  };
}

function closed(parts: OpenTransaction): Buffer {
  const extension = ChaincodeAction.encode(parts.action);
  const unchanged = extension.equals(ChaincodeAction.encode(ChaincodeAction.decode(parts.response.extension)));
  const response = unchanged ? parts.response : { ...parts.response, extension };
  const action = {
    header: parts.actionHeader,
    payload: ChaincodeActionPayload.encode({
      chaincodeProposalPayload: parts.proposalPayload,
      action: {
        proposalResponsePayload: ProposalResponsePayload.encode(response),
        endorsements: parts.endorsements,
      },
    }),
  };
  const header: Header = {
    channelHeader: ChannelHeader.encode(parts.channelHeader),
    signatureHeader: SignatureHeader.encode(parts.signatureHeader),
  };
  const actions = Array.from({ length: parts.actions }, () => action);
  return Payload.encode({ header, data: Transaction.encode({ actions }) });
}

/** What came of an envelope: how it was refused, or its validation code in the block that holds it. */
export async function fateOf(clients: NetworkClients, envelope: Envelope, txId: string): Promise<unknown> {
  const client = clients.client('HouseholdsMSP');
  const qscc = (await clients.network()).getContract('qscc');
  const height = async (): Promise<number> =>
    BlockchainInfo.decode(Buffer.from(await qscc.evaluateTransaction('GetChainInfo', 'energy'))).height;
  const before = await height();
  const refusal = await refusalOf(submitRaw(client, 'energy', txId, envelope)).catch(() => undefined);
  if (refusal !== undefined) return { refusal };
  // What follows it in order is committed in its block or a later one.
  await (await clients.contract()).submitTransaction('put', 'barrier', txId);
  const after = await height();
  for (let number = before; number < after; number++) {
    const bytes = await qscc.evaluateTransaction('GetBlockByNumber', 'energy', String(number));
    const block = new CommittedBlock(Buffer.from(bytes));
    const index = block.envelopes.findIndex((each) => Envelope.decode(each).payload.equals(envelope.payload));
    if (index >= 0) return { code: block.codes[index] };
  }
  return 'in no block';
}

/** An endorsed `put` of the fixture chaincode, with the one who asked for it. */
export async function endorsedPut(
  clients: NetworkClients,
  key: string,
  by: readonly string[] = [],
): Promise<{ readonly envelope: Envelope; readonly signer: RawSigner; readonly txId: string }> {
  const signer = { mspId: 'HouseholdsMSP', ...(await clients.enrollment('HouseholdsMSP')) };
  const proposal = rawProposal(signer, { channel: 'energy', chaincode: 'fixture', args: ['put', key, 'x'] });
  const envelope = await endorseRaw(clients.client('HouseholdsMSP'), 'energy', proposal, by);
  return { envelope, signer, txId: proposal.txId };
}
