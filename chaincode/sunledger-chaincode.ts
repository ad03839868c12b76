import { JSONSerializer } from 'fabric-contract-api';
import ChaincodeFromContract, { type DataMarshall } from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim-api';
import { contracts } from './main';
import { encodeChaincodeError } from './wire/chaincode-error';
import { fullName, transactionList } from './wire/transactions';

/** What can be called: every transaction by its full name, and fabric-shim's own description of them. */
const known = new Set([...transactionList.map(fullName), 'org.hyperledger.fabric:GetMetadata']);

/**
 * The contracts behind fabric-shim's own dispatcher. Two things differ. What doesn't exist is refused with a typed error.
 * And arguments reach a contract as they came: fabric-shim would compile a schema for every argument of every call, and
 * refuse a wrong number of them in words of its own; `read-arguments` checks them anyway, once, with typed errors.
 */
class SunledgerChaincode extends ChaincodeFromContract {
  constructor() {
    const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
    super([...contracts], serializers, {}, 'sunledger', '0.1.0');
  }

  override Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const [name] = stub.getArgs();
    if (name === undefined || known.has(name)) return super.Invoke(stub);
    const message = `There is no transaction ${name.slice(0, 100).replace(/[^ -~]/g, '?')}`;
    const refusal = encodeChaincodeError({ code: 'UNKNOWN_TRANSACTION', message, details: {} });
    return Promise.resolve({ status: 500, message: refusal, payload: Buffer.alloc(0) });
  }

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
