import { readFileSync } from 'node:fs';
import { type Shim } from 'fabric-shim';

/** What fabric-shim takes; its types demand TLS, its code doesn't. */
type TlsProps = Parameters<typeof Shim.server>[1]['tlsProps'];

/**
 * The server's side of mutual TLS with peers, from the files that the environment names as fabric-shim's own command does:
 * CHAINCODE_TLS_CERT_FILE, CHAINCODE_TLS_KEY_FILE and CHAINCODE_TLS_CLIENT_CACERT_FILE, the root of the peers that may
 * call. Without them there is no TLS: then the server has to listen on loopback.
 */
export function tlsFromEnvironment(environment: NodeJS.ProcessEnv): TlsProps {
  const certificate = environment['CHAINCODE_TLS_CERT_FILE'];
  if (!certificate) return undefined as never;
  return {
    cert: readFileSync(certificate),
    key: readFileSync(environment['CHAINCODE_TLS_KEY_FILE'] ?? ''),
    clientCACerts: readFileSync(environment['CHAINCODE_TLS_CLIENT_CACERT_FILE'] ?? ''),
  };
}
