import { JSONSerializer } from 'fabric-contract-api';
import { Shim } from 'fabric-shim';
import ChaincodeFromContract, { type DataMarshall } from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim-api';
import { KnownClients } from './known-clients';
import { contracts } from './main';
import { decodeChaincodeError, encodeChaincodeError } from './wire/chaincode-error';
import { fullName, transactionList } from './wire/transactions';

/** What can be called: every transaction by its full name, and fabric-shim's own description of them. */
const transactions = new Set(transactionList.map(fullName));
const METADATA = 'org.hyperledger.fabric:GetMetadata';

const logger = Shim.newLogger('sunledger');

/**
 * The contracts, called as fabric-shim's own dispatcher calls them, but for three things. What doesn't exist is refused
 * with a typed error. Arguments reach a contract as they came: fabric-shim would compile a schema for every argument of
 * every call, and refuse a wrong number of them in words of its own; `read-arguments` checks them anyway, once, with typed
 * errors. And a caller's certificate is taken apart once, not in every call.
 */
class SunledgerChaincode extends ChaincodeFromContract {
  private readonly clients = new KnownClients();

  constructor() {
    const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
    super([...contracts], serializers, {}, 'sunledger', '0.1.0');
  }

  override async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const [name, ...args] = stub.getArgs();
    if (name === undefined || name === METADATA) return await super.Invoke(stub);
    if (transactions.has(name)) return await this.call(stub, name, args);
    const message = `There is no transaction ${name.slice(0, 100).replace(/[^ -~]/g, '?')}`;
    const refusal = encodeChaincodeError({ code: 'UNKNOWN_TRANSACTION', message, details: {} });
    return { status: 500, message: refusal, payload: Buffer.alloc(0) };
  }

  private async call(stub: ChaincodeStub, name: string, args: readonly string[]): Promise<ChaincodeResponse> {
    const [contract = '', transaction = ''] = name.split(':');
    const instance = this.contractImplementations[contract]?.contractInstance;
    if (!instance) throw new Error(`Contract ${contract} is declared and not there`);
    try {
      const context = instance.createContext();
      context.setChaincodeStub(stub);
      context.setClientIdentity(this.clients.of(stub));
      const json = await instance.aroundTransaction(context, transaction, args);
      return Shim.success(Buffer.from(String(json), 'utf8'));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (decodeChaincodeError(message)) return Shim.error(message);
      // A fault of ours: its text goes into our own log, and the caller learns no more than where to look.
      const shown = error instanceof Error ? (error.stack ?? message) : message;
      logger.error(`Transaction ${stub.getTxID()} (${name}) failed: ${shown}`);
      return Shim.error(`The chaincode failed at transaction ${stub.getTxID()}; its log says why`);
    }
  }

  /** For GetMetadata, the one call that goes fabric-shim's way. */
  override _dataMarshall(): DataMarshall {
    return {
      handleParameters: (_transaction, parameters) => parameters.map((bytes) => Buffer.from(bytes).toString('utf8')),
      // Contracts answer JSON; fabric-shim's own GetMetadata answers an object.
      toWireBuffer: (result) =>
        Buffer.from(typeof result === 'string' ? result : JSON.stringify(result ?? null), 'utf8'),
    };
  }
}

/** The chaincode as a peer's calls reach it. */
export const createChaincode = (): ChaincodeInterface => new SunledgerChaincode();
