import { createPublicKey, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import type * as X509 from '@peculiar/x509';
import { IdentityError } from '../../../identity/identity-error';
import { requireP256 } from '../../../identity/key-pair';
import { fromPem } from '../../../identity/pem';
import { x509Library } from '../../../identity/x509-library';
import { CaError, CaErrorCode, authorizationFailure } from './ca-error';
import { type SubjectPart } from './certificate-authority';
import { hasControlCharacter } from './request-body';

/** What a certificate signing request asks for, after its signature and its limits were checked. */
export interface SigningRequest {
  readonly publicKey: KeyObject;
  readonly commonName: string;
  /** Country, province, locality and organisation, where the request names them. Its units don't count. */
  readonly place: readonly SubjectPart[];
  readonly hosts: readonly string[];
}

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
/** RFC 5280's upper bounds. */
const placeLimits = { C: 2, ST: 128, L: 128, O: 64 } as const;
const MAX_HOSTS = 64;
const HOST = /^(\*\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/;

/** Reads a PKCS#10 request (PEM) with a P-256 key. Throws CaError when it is malformed or asks for too much. */
export async function readSigningRequest(pem: string): Promise<SigningRequest> {
  const { x509, crypto } = x509Library();
  let csr: X509.Pkcs10CertificateRequest;
  let publicKey: KeyObject;
  try {
    csr = new x509.Pkcs10CertificateRequest(fromPem(pem, 'CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'));
    publicKey = createPublicKey({ key: Buffer.from(csr.publicKey.rawData), format: 'der', type: 'spki' });
    requireP256(publicKey, "The request's key");
    if (!(await csr.verify(crypto))) throw new IdentityError("The request's signature is not by its key");
  } catch (error) {
    const why = error instanceof IdentityError ? error.message : 'it is malformed';
    throw new CaError(400, CaErrorCode.badCsr, `CSR Decode failed: ${why}`);
  }
  requireNoCa(x509, csr);
  const names = csr.subjectName;
  const [commonName = ''] = names.getField('CN');
  return { publicKey, commonName, place: placeOf(names), hosts: hostsOf(x509, csr) };
}

/** Throws CaError unless each can stand in a certificate as a host name or an address. */
export function requireHosts(hosts: readonly string[]): void {
  if (hosts.length > MAX_HOSTS || !hosts.every((host) => isIP(host) !== 0 || HOST.test(host))) {
    throw new CaError(
      400,
      CaErrorCode.invalidCsrInput,
      `CSR input validation failed: expected at most ${MAX_HOSTS} host names or addresses`,
    );
  }
}

/** This CA certifies end entities only; asking to become a CA needs hf.IntermediateCA, which nobody gets here. */
function requireNoCa(x509: typeof X509, csr: X509.Pkcs10CertificateRequest): void {
  const constraints = csr.getExtension(BASIC_CONSTRAINTS);
  if (constraints instanceof x509.BasicConstraintsExtension && constraints.ca) {
    throw authorizationFailure(CaErrorCode.attributeNotOwned, 'The request is for a CA certificate');
  }
}

function placeOf(names: X509.Name): SubjectPart[] {
  return (Object.keys(placeLimits) as (keyof typeof placeLimits)[]).flatMap((type) => {
    const [value] = names.getField(type);
    if (value === undefined || value === '') return [];
    if (value.length > placeLimits[type] || hasControlCharacter(value)) {
      throw new CaError(
        400,
        CaErrorCode.invalidCsrInput,
        `CSR input validation failed: ${type} may have ${placeLimits[type]} characters`,
      );
    }
    return [{ type, value }];
  });
}

function hostsOf(x509: typeof X509, csr: X509.Pkcs10CertificateRequest): string[] {
  const names = csr.getExtension(SUBJECT_ALTERNATIVE_NAME);
  if (!(names instanceof x509.SubjectAlternativeNameExtension)) return [];
  return names.names.items.filter(({ type }) => type === 'dns' || type === 'ip').map(({ value }) => value);
}
