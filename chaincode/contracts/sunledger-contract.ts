import 'reflect-metadata';
import { type Static, type TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Contract } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { encodeChaincodeError } from '../wire/chaincode-error';
import { type TransactionDeclaration } from '../wire/declaration';
import { type LedgerEvent } from '../wire/events';
import { authorize } from './authorize';
import { peerClock } from './peer-clock';
import { type ArgumentReader, argumentReader } from './read-arguments';
import { checkDocument, parseDocument } from './read-document';
import { TransactionContext } from './transaction-context';

/** How far a transaction's time may be from the endorsing peer's clock (spec 00, "Time"). */
const LARGEST_SKEW_SECONDS = 30;

interface Registered {
  readonly declaration: TransactionDeclaration;
  readonly read: ArgumentReader;
  readonly method: Method<TransactionDeclaration>;
}

/** By contract class prototype, then by transaction name. Filled when the classes are defined, never after. */
const registry = new WeakMap<object, Map<string, Registered>>();

/** What a method gets: documents are parsed, every other argument stays the checked string. */
type MethodArguments<D extends TransactionDeclaration> = {
  [K in keyof D['args']]: K extends keyof D['documents'] ? Static<D['documents'][K]> : Static<D['args'][K]>;
};
type Method<D extends TransactionDeclaration> = (
  ctx: TransactionContext,
  args: MethodArguments<D>,
) => Promise<Static<D['result']>>;

/**
 * Makes a method the transaction that `declaration` describes: its name, and the parameters that Fabric's contract
 * metadata shows, come from there. Only such methods can be called from outside.
 */
export function transaction<D extends TransactionDeclaration>(declaration: D) {
  return <M extends Method<D>>(
    target: SunledgerContract,
    name: string,
    { value }: TypedPropertyDescriptor<M>,
  ): void => {
    if (name !== declaration.name) throw new Error(`${name} is declared as ${declaration.name}`);
    const own = registry.get(target) ?? new Map<string, Registered>();
    own.set(name, {
      declaration,
      read: argumentReader(declaration),
      method: value as unknown as Method<TransactionDeclaration>,
    });
    registry.set(target, own);
    const described = (Reflect.getMetadata('fabric:transactions', target) as object[] | undefined) ?? [];
    Reflect.defineMetadata('fabric:transactions', [...described, contractMetadata(declaration)], target);
  };
}

/** A declaration in the terms of Fabric's contract metadata. Patterns are ours to check, so that refusals are typed. */
function contractMetadata(declaration: TransactionDeclaration): object {
  return {
    name: declaration.name,
    tag: declaration.kind === 'submit' ? ['SUBMIT', 'submitTx'] : ['EVALUATE'],
    parameters: Object.entries(declaration.args).map(([name, schema]) => ({
      name,
      description: schema.description ?? '',
      schema: { type: 'string' },
    })),
    returns: { type: 'string' },
  };
}

/**
 * What every transaction goes through: check the time, read the arguments, authorise, run, write, one event. A
 * refusal travels as JSON with its code; anything else that is thrown is a bug and says nothing of its inside.
 */
export abstract class SunledgerContract extends Contract {
  override createContext(): TransactionContext {
    return new TransactionContext();
  }

  /** Runs a transaction by its name with its raw arguments; fabric-contract-api's types call the answer void. */
  override async aroundTransaction(ctx: TransactionContext, fn: unknown, args: unknown): Promise<void> {
    try {
      return (await this.run(ctx, String(fn), args as string[])) as unknown as undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, message, details } = error;
      throw new Error(encodeChaincodeError({ code, message, details }), { cause: error });
    }
  }

  private async run(ctx: TransactionContext, name: string, args: readonly string[]): Promise<string> {
    const registered = registry.get(Object.getPrototypeOf(this) as object)?.get(name);
    if (!registered) throw new Error(`${name} is not registered`);
    const { declaration, read, method } = registered;
    checkClock(ctx);
    const values = read(args);
    await authorize(ctx, declaration);
    const result = await method.call(this, ctx, values);
    const json = JSON.stringify(result);
    if (declaration.kind === 'submit') {
      await ctx.ledger.flush();
      const event: LedgerEvent = {
        version: 1,
        transaction: name,
        transactionId: ctx.transactionId,
        at: ctx.time,
        by: ctx.identity.id,
        result,
        ...ctx.subject,
        changes: ctx.ledger.changes(),
      };
      ctx.stub.setEvent(name, Buffer.from(JSON.stringify(event), 'utf8'));
    }
    return json;
  }
}

function checkClock(ctx: TransactionContext): void {
  const skew = Math.abs(ctx.now - peerClock.now());
  if (skew > LARGEST_SKEW_SECONDS) {
    throw new DomainError(
      'CLOCK_SKEW',
      `The transaction's time ${ctx.time} is more than ${LARGEST_SKEW_SECONDS} s from the peer's clock: set the client's clock`,
      { most: LARGEST_SKEW_SECONDS },
    );
  }
}

/** Reads the declaration's transient document, checked; PERSONAL_DATA_INVALID never repeats what was in it. */
export function readTransient<S extends TSchema>(
  ctx: TransactionContext,
  declaration: TransactionDeclaration,
  schema: S,
): Static<S> {
  const key = declaration.transient?.key ?? '';
  const text = ctx.transient(key);
  try {
    const value = parseDocument(text, key);
    checkDocument(TypeCompiler.Compile(schema), value, key);
    return value;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError('PERSONAL_DATA_INVALID', error.message, error.details);
  }
}
