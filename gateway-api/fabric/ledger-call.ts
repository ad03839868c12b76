import { type ArgumentsOf, type TransactionDeclaration } from '../../chaincode/wire/declaration';
import { fullName } from '../../chaincode/wire/transactions';

/** A transaction with its arguments, ready to be proposed. */
export interface LedgerCall {
  readonly declaration: TransactionDeclaration;
  /** `contract:name`. */
  readonly name: string;
  /** In the order of the declaration. */
  readonly args: readonly string[];
  readonly transient: Readonly<Record<string, Buffer>>;
}

/**
 * Puts named arguments into the declaration's order. The types of the arguments are the declaration's own;
 * `transient` is the document that travels beside them and never reaches a block.
 */
export function ledgerCall<D extends TransactionDeclaration>(
  declaration: D,
  args: ArgumentsOf<D>,
  transient?: object,
): LedgerCall {
  const named = args as Readonly<Record<string, string>>;
  return {
    declaration,
    name: fullName(declaration),
    args: Object.keys(declaration.args).map((name) => named[name] ?? ''),
    transient: transientOf(declaration, transient),
  };
}

/** The call with that transient document. */
export const withTransient = (call: LedgerCall, transient: object): LedgerCall => ({
  ...call,
  transient: transientOf(call.declaration, transient),
});

const transientOf = ({ transient }: TransactionDeclaration, document: object | undefined): LedgerCall['transient'] =>
  transient && document ? { [transient.key]: Buffer.from(JSON.stringify(document)) } : {};
