import { type CertificateTrust } from '../../../identity/certificate-trust';
import { type CertificateAuthority } from './certificate-authority';
import { type IdentityRegistry, type RegisteredIdentity } from './identity-registry';
import { type LoginGuard } from './login-guard';
import { type RequestBody } from './request-body';
import { type RevocationPublisher } from './revocation-publisher';

/** Where the CA writes what happened; a pino logger fits. It never gets secrets, keys or request bodies. */
export interface CaLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** The parts of one CA that its operations share. */
export interface CaContext {
  readonly name: string;
  readonly root: CertificateAuthority;
  readonly registry: IdentityRegistry;
  /** Who holds a certificate of this CA. Revocation is looked up in the registry. */
  readonly trust: CertificateTrust;
  readonly logins: LoginGuard;
  readonly revocations: RevocationPublisher;
  readonly log: CaLog;
}

/** A request as the operations see it. */
export interface CaRequest {
  readonly method: string;
  /** Path and query as they stand in the request line: part of what a token signs. */
  readonly uri: string;
  readonly query: URLSearchParams;
  /** The last part of paths like identities/{id}; '' elsewhere. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly bodyBytes: Buffer;
  readonly body: RequestBody;
}

/** An answer that isn't an error. */
export interface CaAnswer {
  readonly status: 200 | 201;
  readonly result: object;
}

/** A caller whose token was verified, with the certificate it used. */
export interface Caller {
  readonly identity: RegisteredIdentity;
  readonly serial: string;
  readonly authorityKeyId: string;
}
