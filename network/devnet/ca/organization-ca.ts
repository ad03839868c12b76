import { CertificateTrust } from '../../../identity/certificate-trust';
import { type CaEndpoint } from '../../running-network';
import { Msp } from '../msp/msp';
import { SigningIdentity } from '../msp/signing-identity';
import { type CaLog } from './ca-context';
import { diskHome, memoryHome, type CaHome } from './ca-home';
import { type CertificateAuthority } from './certificate-authority';
import { startCaServer, type CaServer } from './ca-server';
import { IdentityRegistry } from './identity-registry';
import { LoginGuard } from './login-guard';
import { bootstrapRegistrar } from './registrar';
import { RevocationPublisher } from './revocation-publisher';
import { storedAuthority } from './stored-authority';
import { storedCertificate, type HeldCertificate } from './stored-certificate';

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
  /** Root certificate of the organisation's identities. */
  readonly rootPem: string;
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
const NODE_NAME = /^[a-z0-9][a-z0-9.-]{0,62}$/;

/**
 * Starts an organisation's Fabric CA (spec 30): its REST API over TLS, its root and its MSP. Throws an Error that names
 * the organisation when its folder or its port can't be used, or its records are damaged.
 */
export async function startOrganizationCa(options: OrganizationCaOptions): Promise<OrganizationCa> {
  try {
    return await start(options);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const where = options.home === undefined ? '' : ` in ${options.home}`;
    throw new Error(`The CA of ${options.name}${where} could not start: ${why}`, { cause });
  }
}

async function start({
  mspId,
  name: organization,
  host,
  port,
  ...options
}: OrganizationCaOptions): Promise<OrganizationCa> {
  const home = options.home === undefined ? memoryHome() : diskHome(options.home);
  const name = `${organization}-ca`;
  const root = await storedAuthority(home, 'ca', { commonName: name, organization });
  // TLS has a root of its own, so that no TLS certificate passes for an identity and no member's for a server's.
  const tlsRoot = await storedAuthority(home, 'tls-ca', { commonName: `${organization}-tls-ca`, organization });
  const rootPems = [root.certificatePem];
  const msp = new Msp({ mspId, rootPems });
  const hosts = [...new Set([host, 'localhost', '127.0.0.1'])];
  const { keyPem, certificatePem } = await tlsCertificate(home, tlsRoot, name, 'server-tls', hosts);

  const registry = await IdentityRegistry.open(home);
  let registrar: OrganizationCa['registrar'];
  let server: CaServer;
  try {
    const revocations = new RevocationPublisher({ home, root, registry, msp });
    await revocations.restore();
    registrar = await bootstrapRegistrar(home, registry);
    const trust = new CertificateTrust(rootPems);
    const logins = new LoginGuard(registry);
    const ca = { name, root, registry, trust, logins, revocations, log: options.log };
    server = await startCaServer(ca, { host, port, keyPem, certificatePem });
  } catch (error) {
    await registry.close();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    endpoint: { name, url: `https://${host}:${server.port}`, tlsRootPem: tlsRoot.certificatePem },
    rootPem: root.certificatePem,
    registrar,
    msp,
    async node(nodeName, role, nodeHosts) {
      requireNodeName(nodeName);
      const { certificatePem, privateKey } = await nodeCertificate(home, root, organization, nodeName, role);
      const tls = await tlsCertificate(home, tlsRoot, nodeName, `nodes/${nodeName}/tls`, nodeHosts);
      return {
        identity: new SigningIdentity({ mspId, certificatePem, privateKey }),
        tls: { keyPem: tls.keyPem, certificatePem: tls.certificatePem, rootPem: tlsRoot.certificatePem },
      };
    },
    stop() {
      stopped ??= server.stop().finally(() => registry.close());
      return stopped;
    },
  };
}

function requireNodeName(name: string): void {
  if (!NODE_NAME.test(name)) {
    throw new Error(`A node's name has small letters, digits, dots and hyphens, found ${JSON.stringify(name)}`);
  }
}

function nodeCertificate(
  home: CaHome,
  root: CertificateAuthority,
  organization: string,
  name: string,
  role: 'peer' | 'orderer',
): Promise<HeldCertificate> {
  return storedCertificate(home, `nodes/${name}/${role}`, root, {
    subject: [
      { type: 'O', value: organization },
      { type: 'OU', value: role },
      { type: 'CN', value: name },
    ],
    profile: 'signing',
    hosts: [],
    validForMs: NODE_VALIDITY_MS,
  });
}

function tlsCertificate(
  home: CaHome,
  tlsRoot: CertificateAuthority,
  commonName: string,
  file: string,
  hosts: readonly string[],
): Promise<HeldCertificate> {
  return storedCertificate(home, file, tlsRoot, {
    subject: [{ type: 'CN', value: commonName }],
    profile: 'tls',
    hosts,
    validForMs: NODE_VALIDITY_MS,
  });
}
