/**
 * Chaincode as a service: `node server.js` with CHAINCODE_SERVER_ADDRESS (host:port) and CHAINCODE_ID (the package id)
 * in its environment, as Fabric's external builders pass them, and where its TLS files are. Peers dial it; it holds no
 * state.
 */
import { Shim } from 'fabric-shim';
import { quietLogging } from './quiet-logging';
import { tlsFromEnvironment } from './server-tls';
import { createChaincode } from './sunledger-chaincode';

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    process.stderr.write(`${name} is not set\n`);
    process.exit(2);
  }
  return value;
}

// fabric-shim's logger would swallow it and leave a process in an unknown state: whoever supervises starts a fresh one.
process.on('uncaughtException', () => process.exit(1));
// fabric-shim would wait for its peers to hang up; there is no state to save.
process.on('SIGTERM', () => process.exit(0));

quietLogging(process.env['CORE_CHAINCODE_LOGGING_LEVEL']);

const server = Shim.server(createChaincode(), {
  ccid: required('CHAINCODE_ID'),
  address: required('CHAINCODE_SERVER_ADDRESS'),
  tlsProps: tlsFromEnvironment(process.env),
});
server.start().catch((error: unknown) => {
  process.stderr.write(`The chaincode server cannot listen: ${String(error)}\n`);
  process.exit(1);
});
