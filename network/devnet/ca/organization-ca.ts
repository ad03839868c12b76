import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type CaEndpoint } from '../../running-network';
import { Msp } from '../msp/msp';
import { SigningIdentity } from '../msp/signing-identity';
import { diskHome, memoryHome, type CaHome } from './ca-home';
import { type CertificateAuthority } from './certificate-authority';
import { storedAuthority } from './stored-authority';
import { storedCertificate } from './stored-certificate';

/** Where the CA writes what happened; a pino logger fits. It never gets secrets, keys or request bodies. */
export interface CaLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface OrganizationCaOptions {
  readonly mspId: string;
  /** The organisation's short name, like `households`; its CA is known as `<name>-ca`. */
  readonly name: string;
  /** Folder for keys and records; absent: everything is in memory and ends with the process. */
  readonly home?: string;
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port: number;
  readonly log: CaLog;
}

/** A node's credentials: the identity it signs with, and its TLS key and certificate. */
export interface NodeCredentials {
  readonly identity: SigningIdentity;
  readonly tls: { readonly keyPem: string; readonly certificatePem: string; readonly rootPem: string };
}

/** An organisation's CA that is up, and the MSP that believes it. */
export interface OrganizationCa {
  readonly endpoint: CaEndpoint;
  /** The bootstrap registrar, an NodeOU admin; the secret is random, made at the first start. */
  readonly registrar: { readonly enrollmentId: string; readonly secret: string };
  /** Refuses a certificate from the moment the CA has revoked it. */
  readonly msp: Msp;
  /** Credentials of the node of that name, the same after a restart. The TLS certificate names the hosts. */
  node(name: string, role: 'peer' | 'orderer', hosts: readonly string[]): Promise<NodeCredentials>;
  /** Stops listening, lets requests under way finish, and closes the records. */
  stop(): Promise<void>;
}

const NODE_VALIDITY_MS = 5 * 365 * 86_400_000;
const REGISTRAR_ID = 'registrar';
const NODE_NAME = /^[a-z0-9][a-z0-9.-]{0,62}$/;

/** Starts an organisation's Fabric CA: its REST API over TLS, its root and its MSP. */
export async function startOrganizationCa(options: OrganizationCaOptions): Promise<OrganizationCa> {
  const home = options.home === undefined ? memoryHome() : diskHome(options.home);
  const organization = options.name;
  const root = await storedAuthority(home, 'ca', { commonName: `${organization}-ca`, organization });
  // TLS has a root of its own, so that no TLS certificate passes for an identity and no member's for a server's.
  const tlsRoot = await storedAuthority(home, 'tls-ca', { commonName: `${organization}-tls-ca`, organization });
  const msp = new Msp({ mspId: options.mspId, rootPems: [root.certificatePem] });
  const hosts = [...new Set([options.host, 'localhost', '127.0.0.1'])];
  const serverTls = await tlsCertificate(home, tlsRoot, `${organization}-ca`, 'server-tls', hosts);
  const server = createServer({ key: serverTls.keyPem, cert: serverTls.certificatePem, minVersion: 'TLSv1.2' });
  const port = await listen(server, options.host, options.port);

  return {
    endpoint: {
      name: `${organization}-ca`,
      url: `https://${options.host}:${port}`,
      tlsRootPem: tlsRoot.certificatePem,
    },
    registrar: { enrollmentId: REGISTRAR_ID, secret: registrarSecret(home) },
    msp,
    async node(name, role, nodeHosts) {
      if (!NODE_NAME.test(name))
        throw new Error(`A node's name has small letters, digits, dots and hyphens, found ${JSON.stringify(name)}`);
      const identity = await storedCertificate(home, `nodes/${name}/identity`, root, {
        subject: [
          { type: 'O', value: organization },
          { type: 'OU', value: role },
          { type: 'CN', value: name },
        ],
        profile: 'signing',
        hosts: [],
        validForMs: NODE_VALIDITY_MS,
      });
      const tls = await tlsCertificate(home, tlsRoot, name, `nodes/${name}/tls`, nodeHosts);
      return {
        identity: new SigningIdentity({ mspId: options.mspId, ...identity }),
        tls: { keyPem: tls.keyPem, certificatePem: tls.certificatePem, rootPem: tlsRoot.certificatePem },
      };
    },
    stop: () => close(server),
  };
}

function tlsCertificate(
  home: CaHome,
  tlsRoot: CertificateAuthority,
  commonName: string,
  file: string,
  hosts: readonly string[],
): ReturnType<typeof storedCertificate> {
  return storedCertificate(home, file, tlsRoot, {
    subject: [{ type: 'CN', value: commonName }],
    profile: 'tls',
    hosts,
    validForMs: NODE_VALIDITY_MS,
  });
}

function registrarSecret(home: CaHome): string {
  const stored = home.read('registrar-secret');
  if (stored !== undefined) return stored;
  const secret = randomBytes(24).toString('base64url');
  home.write('registrar-secret', secret);
  return secret;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
