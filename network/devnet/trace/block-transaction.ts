import { type CommittedBlock } from '../committer/committed-block';
import { type EndorsedAction, SubmittedTransaction, TransactionDefect } from '../committer/transaction';
import { Envelope } from '../wire/common-messages';
import {
  ChaincodeAction,
  ChaincodeActionPayload,
  ChaincodeInvocationSpec,
  ChaincodeProposalPayload,
  ProposalResponsePayload,
  type Response,
  Transaction,
} from '../wire/peer-messages';
import { WireError } from '../wire/reader';

/** A transaction of a block taken apart, as far as it can be read, whatever its code. */
export interface BlockTransaction {
  readonly submitted: SubmittedTransaction;
  readonly action: EndorsedAction | undefined;
  readonly args: readonly Buffer[];
  readonly response: Response | undefined;
}

/** Undefined where not even the envelope can be read. */
export function openTransaction(block: CommittedBlock, index: number): BlockTransaction | undefined {
  const bytes = block.envelopes[index];
  if (bytes === undefined) return undefined;
  return readable(() => {
    const submitted = new SubmittedTransaction(Envelope.decode(bytes));
    const action = readable(() => submitted.action());
    const call = readable(() => callOf(submitted));
    return { submitted, action, args: call?.args ?? [], response: call?.response };
  });
}

/** The name of what a transaction has called; '' where it can't be read. */
export function functionOf(transaction: BlockTransaction | undefined): string {
  return transaction?.args[0]?.toString() ?? '';
}

function callOf({ head }: SubmittedTransaction): Pick<BlockTransaction, 'args' | 'response'> | undefined {
  const [first] = head === undefined ? [] : Transaction.decode(head.data).actions;
  if (first === undefined) return undefined;
  const { chaincodeProposalPayload, action } = ChaincodeActionPayload.decode(first.payload);
  const { input } = ChaincodeProposalPayload.decode(chaincodeProposalPayload);
  const args = ChaincodeInvocationSpec.decode(input).chaincodeSpec?.input?.args ?? [];
  if (action === undefined) return { args, response: undefined };
  const { extension } = ProposalResponsePayload.decode(action.proposalResponsePayload);
  return { args, response: ChaincodeAction.decode(extension).response };
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError || error instanceof TransactionDefect) return undefined;
    throw error;
  }
}
