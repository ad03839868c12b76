/**
 * Sunledger's chaincode for a bench beside the REST sample of fabric-samples: that calls ReadAsset and CreateAsset, which
 * do here what the market's own GetPV and RegisterPV do. So both doors lead to the very same work.
 */
import { type ChaincodeInterface, type ChaincodeStub } from 'fabric-shim-api';
import { Shim } from 'fabric-shim';
import { createChaincode } from '../../../chaincode/sunledger-chaincode';
import { tlsFromEnvironment } from '../../../chaincode/server-tls';
import { GetPV, RegisterPV } from '../../../chaincode/wire/transactions/units';
import { fullName } from '../../../chaincode/wire/transactions';
import { unitOf } from './unit-form';

const inner = createChaincode();

/** The call of the sample in the market's words; others go through as they are. */
function translated([name = '', id = '', ...others]: readonly string[]): string[] {
  if (name === 'ReadAsset') return [fullName(GetPV), id];
  if (name === 'CreateAsset') return [fullName(RegisterPV), id, JSON.stringify(unitOf(id).details)];
  return [name, id, ...others];
}

const chaincode: ChaincodeInterface = {
  Init: (stub) => inner.Init(stub),
  Invoke: (stub) => {
    const [name] = stub.getArgs();
    if (name !== 'ReadAsset' && name !== 'CreateAsset') return inner.Invoke(stub);
    const args = translated(stub.getArgs());
    // The same stub in all else: it is its arguments alone that are worded otherwise.
    return inner.Invoke(Object.create(stub, { getArgs: { value: () => args } }) as ChaincodeStub);
  },
};

process.on('uncaughtException', () => process.exit(1));
process.on('SIGTERM', () => process.exit(0));

const server = Shim.server(chaincode, {
  ccid: process.env['CHAINCODE_ID'] ?? '',
  address: process.env['CHAINCODE_SERVER_ADDRESS'] ?? '',
  tlsProps: tlsFromEnvironment(process.env),
});
void server.start();
