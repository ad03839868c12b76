import { createHash } from 'node:crypto';
import { type ChaincodeLaunch } from '../running-network';
import { chaincodeAddressSetting } from './ccaas-builder';
import { tlsFiles } from './chaincode-connection';
import { archive } from './tar-archive';

export interface ChaincodePackage {
  /** `label:hash`, by which peers and the chaincode's server know the package. */
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * The package of a chaincode that runs as a service. It holds no code, only how to reach the server and what is to be
 * agreed on: version, collections, endorsement. Its bytes depend on these and the slot alone, so every organisation makes the same
 * package itself, knows its id before it is installed, and can start the server first.
 *
 * @param slot which of a peer's chaincode addresses the server listens on.
 */
export function chaincodePackage(
  { name, version, collections, endorsement }: ChaincodeLaunch,
  slot = 0,
): ChaincodePackage {
  const label = `${name}_${version}`;
  // Each peer fills in what is its own; the key that it shows the server is never part of a package.
  const connection = {
    address: `{{.${chaincodeAddressSetting(slot)}}}`,
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    ...Object.fromEntries(Object.keys(tlsFiles).map((name) => [name, `{{.${name}}}`])),
  };
  const code = archive([
    jsonFile('connection.json', connection),
    jsonFile('definition.json', { version, collections, ...(endorsement && { endorsement }) }),
  ]);
  const bytes = archive([jsonFile('metadata.json', { type: 'ccaas', label }), { name: 'code.tar.gz', content: code }]);
  return { id: `${label}:${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}

function jsonFile(name: string, value: object): { name: string; content: Buffer } {
  return { name, content: Buffer.from(`${JSON.stringify(value)}\n`) };
}
