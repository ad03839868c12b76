import { JSONSerializer } from 'fabric-contract-api';
import ChaincodeFromContract, { type DataMarshall } from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import { type ChaincodeInterface } from 'fabric-shim-api';
import { contracts } from './main';

/**
 * The contracts behind fabric-shim's own dispatcher. Only one thing differs: arguments reach a contract as they came.
 * fabric-shim would compile a schema for every argument of every call, and refuse a wrong number of them in words of
 * its own; `read-arguments` checks them anyway, once, with typed errors.
 */
class SunledgerChaincode extends ChaincodeFromContract {
  constructor() {
    const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
    super([...contracts], serializers, {}, 'sunledger', '0.1.0');
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
