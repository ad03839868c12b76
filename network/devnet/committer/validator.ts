import { type ChaincodeDefinition } from '../channel-config';
import { MspError } from '../msp/msp-error';
import { type ValidIdentity } from '../msp/msp';
import { Faults } from '../faults';
import { type ChannelLedger } from '../store/channel-ledger';
import { ValidationCode } from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { CachedStateReader, type CommittedState } from '../store/ledger-view';
import { BlockUpdates } from './block-updates';
import { conflictOf } from './conflicts';
import { isMajority, validEndorsers } from './endorsement-policy';
import { type Identities } from './identities';
import { keyPolicyOf, satisfiesKeyPolicy } from './key-policy';
import { type EndorsedAction, type SubmittedTransaction, TransactionDefect } from './transaction';
import { readsSomething, writesTo, type NamespaceRwSet } from './transaction-rwset';

export interface ValidatedTransaction {
  readonly code: ValidationCode;
  /** Of valid transactions. */
  readonly action: EndorsedAction | undefined;
}

/** What the transactions of a block before this one have left. */
interface BlockSoFar {
  /** Transaction ids. */
  readonly seen: ReadonlySet<string>;
  readonly updates: BlockUpdates;
  readonly state: CommittedState;
}

interface Verdict {
  readonly code: ValidationCode;
  readonly action?: EndorsedAction;
  readonly endorsers?: readonly ValidIdentity[];
}

/** Codes of transactions that take their id in the block, though they may conflict. */
const endorsedCodes: ReadonlySet<ValidationCode> = new Set([
  ValidationCode.valid,
  ValidationCode.mvccReadConflict,
  ValidationCode.phantomReadConflict,
]);

/** Decides, transaction by transaction in a block's order, which are valid, and what they do to the state. */
export class Validator {
  constructor(
    private readonly channel: string,
    private readonly ledger: ChannelLedger,
    private readonly identities: Identities,
    private readonly definitions: ReadonlyMap<string, ChaincodeDefinition>,
    private readonly faults = new Faults(),
  ) {}

  /** The verdicts on the transactions of the block that comes next, and the effect of the valid ones. */
  async validate(
    block: number,
    transactions: readonly SubmittedTransaction[],
  ): Promise<{ readonly verdicts: readonly ValidatedTransaction[]; readonly updates: BlockUpdates }> {
    const verdicts = await Promise.all(transactions.map((transaction) => this.check(transaction)));
    const state = new CachedStateReader(this.ledger.state);
    const updates = new BlockUpdates(state);
    const seen = new Set<string>();
    const result: ValidatedTransaction[] = [];
    for (const [txNum, { code, action, endorsers }] of verdicts.entries()) {
      const { txId } = transactions[txNum] as SubmittedTransaction;
      let final = code;
      if (action !== undefined && endorsers !== undefined) {
        final = await this.judge(txId, action, endorsers, { seen, updates, state });
        if (endorsedCodes.has(final)) seen.add(txId);
        if (final === ValidationCode.valid) {
          updates.apply(action.rwset, { blockNum: block, txNum });
        }
      }
      result.push({ code: final, action: final === ValidationCode.valid ? action : undefined });
    }
    return { verdicts: result, updates };
  }

  /** What depends on the transaction alone: its form and its signatures. */
  private async check(transaction: SubmittedTransaction): Promise<Verdict> {
    const { head, headDefect, envelope } = transaction;
    if (head === undefined || headDefect !== undefined) return { code: headDefect?.code ?? ValidationCode.badPayload };
    if (!(await this.creatorSigned(head.signatureHeader.creator, envelope))) {
      return { code: ValidationCode.badCreatorSignature };
    }
    try {
      const action = transaction.action();
      if (head.channelHeader.channelId !== this.channel) return { code: ValidationCode.targetChainNotFound };
      return {
        code: ValidationCode.valid,
        action,
        endorsers: await validEndorsers(action.responsePayload, action.endorsements, this.identities),
      };
    } catch (error) {
      if (error instanceof TransactionDefect) return { code: error.code };
      throw error;
    }
  }

  private async creatorSigned(
    creator: Buffer,
    { payload, signature }: { payload: Buffer; signature: Buffer },
  ): Promise<boolean> {
    try {
      return await this.identities.verify(this.identities.validate(creator), payload, signature);
    } catch (error) {
      if (error instanceof MspError || error instanceof WireError) return false;
      throw error;
    }
  }

  /** What depends on the ledger and on the transactions before. */
  private async judge(
    txId: string,
    action: EndorsedAction,
    endorsers: readonly ValidIdentity[],
    { seen, updates, state }: BlockSoFar,
  ): Promise<ValidationCode> {
    if (seen.has(txId) || this.ledger.transaction(txId) !== undefined) return ValidationCode.duplicateTxId;
    const names = new Set<string>();
    for (const { namespace } of action.rwset.namespaces) {
      if (names.has(namespace)) return ValidationCode.illegalWriteset;
      names.add(namespace);
    }
    const majority = isMajority(endorsers, this.identities.mspIds);
    // The chaincode that was called comes first, whether or not it wrote; then whatever else was written to.
    const own = action.rwset.namespaces.find(({ namespace }) => namespace === action.chaincode);
    const others = action.rwset.namespaces.filter((set) => set !== own && writesTo(set));
    for (const { namespace, set } of [
      { namespace: action.chaincode, set: own },
      ...others.map((other) => ({ namespace: other.namespace, set: other })),
    ]) {
      if (!this.definitions.has(namespace)) return ValidationCode.invalidChaincode;
      const endorsed = set === undefined ? majority : this.endorsed(set, endorsers, majority, { updates, state });
      if (!endorsed) return ValidationCode.endorsementPolicyFailure;
    }
    const code = await conflictOf(action.rwset, updates, state);
    const forced = code === ValidationCode.valid && readsSomething(action.rwset) && this.faults.takeConflict(txId);
    return forced ? ValidationCode.mvccReadConflict : code;
  }

  /** Every key's own policy where it has one, the chaincode's for the others and where nothing is written. */
  private endorsed(
    { namespace, kv, collections }: NamespaceRwSet,
    endorsers: readonly ValidIdentity[],
    majority: boolean,
    { updates, state }: Omit<BlockSoFar, 'seen'>,
  ): boolean {
    let keyPolicies = 0;
    let keys = 0;
    const allowed = (policy: Buffer | undefined, updated: Buffer | undefined): boolean => {
      keys++;
      // As Fabric: who changes a key's policy in a block makes later writes of the key in the block invalid.
      if (updated !== undefined && !updated.equals(policy ?? Buffer.alloc(0))) return false;
      if (policy === undefined) return majority;
      keyPolicies++;
      return satisfiesKeyPolicy(endorsers, policy);
    };
    for (const { key } of [...kv.writes, ...kv.metadataWrites]) {
      const update = updates.stateUpdate(namespace, key);
      const policy = keyPolicyOf(state.state(namespace, key));
      if (!allowed(policy, update === undefined ? undefined : (keyPolicyOf(update.entry) ?? policy))) return false;
    }
    for (const { collection, hashed } of collections) {
      for (const { keyHash } of [...hashed.writes, ...hashed.metadataWrites]) {
        const key = keyHash.toString('latin1');
        const update = updates.hashedUpdate(namespace, collection, key);
        const policy = keyPolicyOf(state.hashed(namespace, collection, key));
        if (!allowed(policy, update === undefined ? undefined : (keyPolicyOf(update.entry) ?? policy))) return false;
      }
    }
    return keys === 0 || keyPolicies === 0 ? majority : true;
  }
}
