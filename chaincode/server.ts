/**
 * Chaincode as a service: `node server.js` with CHAINCODE_SERVER_ADDRESS (host:port) and CHAINCODE_ID (the package id)
 * in its environment, as Fabric's external builders pass them. Peers dial it; it holds no state.
 */
import { Shim } from 'fabric-shim';
import { quietLogging } from './quiet-logging';
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

// Loopback only; fabric-shim's types demand TLS, its code doesn't.
const NO_TLS = undefined as never;

quietLogging(process.env['CORE_CHAINCODE_LOGGING_LEVEL']);

const server = Shim.server(createChaincode(), {
  ccid: required('CHAINCODE_ID'),
  address: required('CHAINCODE_SERVER_ADDRESS'),
  tlsProps: NO_TLS,
});
server.start().catch((error: unknown) => {
  process.stderr.write(`The chaincode server cannot listen: ${String(error)}\n`);
  process.exit(1);
});
