import { type Contract, type SubmittedTransaction } from '@hyperledger/fabric-gateway';
import { type TransactionDeclaration } from '../../../chaincode/wire/declaration';

/** Where the time of one transaction went, in ms. */
export interface Stages {
  /** From the proposal to the endorsed transaction: the chaincode runs on as many peers as the policy asks for. */
  readonly endorse: number;
  /** Until the orderer has taken it. */
  readonly order: number;
  /** Until the client knows that it is in a block and valid. */
  readonly commit: number;
}

export const stageNames = ['endorse', 'order', 'commit'] as const satisfies readonly (keyof Stages)[];

/** Submits a transaction step by step. @throws CommitConflict when another one got in its way, Error when it is invalid. */
export async function stagedSubmit(
  contract: Contract,
  { contract: group, name, args }: TransactionDeclaration,
  given: Readonly<Record<string, string>>,
): Promise<Stages & { readonly told: SubmittedTransaction }> {
  const at = [performance.now()];
  const proposal = contract.newProposal(`${group}:${name}`, {
    arguments: Object.keys(args).map((argument) => given[argument] ?? ''),
  });
  const transaction = await proposal.endorse();
  at.push(performance.now());
  const told = await transaction.submit();
  at.push(performance.now());
  const { code, successful } = await told.getStatus();
  at.push(performance.now());
  if (!successful)
    throw conflictCodes.has(code) ? new CommitConflict() : new Error(`The transaction is invalid: ${code}`);
  const [start = 0, endorsed = 0, ordered = 0, committed = 0] = at;
  return { endorse: endorsed - start, order: ordered - endorsed, commit: committed - ordered, told };
}

/** MVCC_READ_CONFLICT and PHANTOM_READ_CONFLICT. */
const conflictCodes = new Set([11, 12]);

/** The transaction met another one that changed the same record. */
export class CommitConflict extends Error {
  override readonly name = 'CommitConflict';
}
