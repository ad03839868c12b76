/** The part of fabric-shim 2.5.8 that routes calls to contracts; its package has no types for it. */
declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract.js' {
  import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim-api';

  interface Serializers {
    transaction: string;
    serializers: Record<string, unknown>;
  }
  /** Turns a transaction's raw arguments into a method's, and its answer into bytes. */
  export interface DataMarshall {
    handleParameters(transaction: object, parameters: Uint8Array[], loggerPrefix: string): unknown[];
    toWireBuffer(result: unknown, schema: object | undefined, loggerPrefix: string): Buffer | undefined;
  }
  class ChaincodeFromContract implements ChaincodeInterface {
    constructor(contracts: unknown[], serializers: Serializers, metadata?: object, title?: string, version?: string);
    _dataMarshall(serializer: string): DataMarshall;
    Init(stub: ChaincodeStub): Promise<ChaincodeResponse>;
    Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse>;
  }
  export default ChaincodeFromContract;
}
