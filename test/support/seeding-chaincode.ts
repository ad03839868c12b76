/**
 * Sunledger's chaincode with one transaction more, for tests alone: it lays records on the ledger as they are. Runs as a
 * service, as chaincode/server.ts does.
 */
import { Shim } from 'fabric-shim';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim-api';
import { quietLogging } from '../../chaincode/quiet-logging';
import { tlsFromEnvironment } from '../../chaincode/server-tls';
import { createChaincode } from '../../chaincode/sunledger-chaincode';
import { SEED, type Seed } from './seed';

class SeedingChaincode implements ChaincodeInterface {
  private readonly market = createChaincode();

  Init(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.market.Init(stub);
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    if (stub.getArgs()[0] !== SEED) return await this.market.Invoke(stub);
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
void Shim.server(new SeedingChaincode(), { ccid, address, tlsProps: tlsFromEnvironment(process.env) }).start();
