/** The part of fabric-shim 2.5.8 that routes calls to contracts; its package has no types for it. */
declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract.js' {
  import {
    type ChaincodeInterface,
    type ChaincodeResponse,
    type ChaincodeStub,
    type ClientIdentity,
  } from 'fabric-shim-api';

  interface Serializers {
    transaction: string;
    serializers: Record<string, unknown>;
  }
  /** Turns a transaction's raw arguments into a method's, and its answer into bytes. */
  export interface DataMarshall {
    handleParameters(transaction: object, parameters: Uint8Array[], loggerPrefix: string): unknown[];
    toWireBuffer(result: unknown, schema: object | undefined, loggerPrefix: string): Buffer | undefined;
  }
  /** A contract as its transactions are run. */
  interface ContractImplementation {
    readonly contractInstance: {
      createContext(): {
        setChaincodeStub(stub: ChaincodeStub): void;
        setClientIdentity(client: ClientIdentity): void;
      };
      aroundTransaction(context: object, name: string, parameters: unknown): Promise<unknown>;
    };
  }
  class ChaincodeFromContract implements ChaincodeInterface {
    readonly contractImplementations: Readonly<Record<string, ContractImplementation>>;
    constructor(contracts: unknown[], serializers: Serializers, metadata?: object, title?: string, version?: string);
    _dataMarshall(serializer: string): DataMarshall;
    Init(stub: ChaincodeStub): Promise<ChaincodeResponse>;
    Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse>;
  }
  export default ChaincodeFromContract;
}
