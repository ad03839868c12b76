/**
 * Sunledger's chaincode with one transaction more, for tests alone: it lays records on the ledger as they are. With
 * `--rehearse` the market's own transactions are endorsed, ordered and committed without writing anything, so that each one
 * meets the ledger that was laid. Runs as a service, as chaincode/server.ts does.
 */
import { Shim } from 'fabric-shim';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim-api';
import { quietLogging } from '../../chaincode/quiet-logging';
import { tlsFromEnvironment } from '../../chaincode/server-tls';
import { createChaincode } from '../../chaincode/sunledger-chaincode';
import { SEED, type Seed } from './seed';

const nothing = (): Promise<void> => Promise.resolve();
const withoutWrites: Partial<ChaincodeStub> = {
  putState: nothing,
  deleteState: nothing,
  setStateValidationParameter: nothing,
  putPrivateData: nothing,
  deletePrivateData: nothing,
  purgePrivateData: nothing,
  setPrivateDataValidationParameter: nothing,
};

/** The same transaction, of which nothing reaches the ledger but what it read. */
function rehearsed(stub: ChaincodeStub): ChaincodeStub {
  return Object.assign(Object.create(stub) as ChaincodeStub, withoutWrites);
}

class SeedingChaincode implements ChaincodeInterface {
  private readonly market = createChaincode();

  constructor(private readonly rehearses: boolean) {}

  Init(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.market.Init(stub);
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    if (stub.getArgs()[0] !== SEED) return await this.market.Invoke(this.rehearses ? rehearsed(stub) : stub);
    const { put, remove, putPrivate } = JSON.parse(
      Buffer.from(stub.getTransient().get('seed') ?? []).toString(),
    ) as Seed;
    for (const [key, value] of put) await stub.putState(key, Buffer.from(value, 'base64'));
    for (const key of remove) await stub.deleteState(key);
    for (const [collection, key, value] of putPrivate) {
      await stub.putPrivateData(collection, key, Buffer.from(value, 'base64'));
    }
    return Shim.success(Buffer.from('{}'));
  }
}

process.on('SIGTERM', () => process.exit(0));
quietLogging(process.env['CORE_CHAINCODE_LOGGING_LEVEL']);
const { CHAINCODE_ID: ccid = '', CHAINCODE_SERVER_ADDRESS: address = '' } = process.env;
const chaincode = new SeedingChaincode(process.argv.includes('--rehearse'));
void Shim.server(chaincode, { ccid, address, tlsProps: tlsFromEnvironment(process.env) }).start();
