import { X509Certificate } from 'node:crypto';
import { DerTag, derChildren, derUnsignedHex, expectDer, readDer, trimmedHex, type DerElement } from './der';
import { IdentityError } from './identity-error';
import { fromPem } from './pem';

/** What Fabric reads in a certificate. */
export interface CertificateFacts {
  /** The common name of the subject, which fabric-ca makes equal to the enrollment id. */
  readonly enrollmentId: string;
  /** Organisational units of the subject, in order: the role, then the affiliation from its root. */
  readonly organizationalUnits: readonly string[];
  /** Attributes that the CA put in, by name (extension 1.2.3.4.5.6.7.8.1). Empty when there are none. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Serial number as fabric-ca names it: lower-case hex without leading zeros. */
  readonly serial: string;
  /** Key identifier of the issuer, in the same form; empty when the certificate has none. */
  readonly authorityKeyId: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Where Fabric CA puts attributes, as DER of the object identifier 1.2.3.4.5.6.7.8.1. */
export const ATTRIBUTES_OID = '1.2.3.4.5.6.7.8.1';
const attributesOidDer = Buffer.from([0x2a, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x01]);
const authorityKeyIdOidDer = Buffer.from([0x55, 0x1d, 0x23]);

/** Reads a certificate in PEM; throws IdentityError when it isn't one. */
export function parseCertificate(pem: string): X509Certificate {
  const der = fromPem(pem, 'CERTIFICATE');
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new IdentityError('The PEM block is not an X.509 certificate', { cause });
  }
}

/** What Fabric reads in the certificate. Throws IdentityError when a part it needs is missing or malformed. */
export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const subject = subjectParts(certificate);
  const [enrollmentId, ...others] = subject.get('CN') ?? [];
  if (enrollmentId === undefined || others.length > 0) {
    throw new IdentityError(
      `Expected one common name in the certificate's subject, found ${others.length > 0 ? others.length + 1 : 0}`,
    );
  }
  const tbs = derChildren(expectDer(derChildren(readDer(certificate.raw))[0], DerTag.sequence));
  const extensions = extensionsOf(tbs);
  const attributes = extensions.get(attributesOidDer.toString('hex'));
  const authorityKey = extensions.get(authorityKeyIdOidDer.toString('hex'));
  return {
    enrollmentId,
    organizationalUnits: subject.get('OU') ?? [],
    attributes: attributes === undefined ? new Map() : parseAttributes(attributes),
    serial: derUnsignedHex(expectDer(tbs[1], DerTag.integer)),
    authorityKeyId: authorityKey === undefined ? '' : keyIdentifier(authorityKey),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
  };
}

/** The subject's values by short name, in order. A relative name with several values counts each. */
function subjectParts(certificate: X509Certificate): Map<string, string[]> {
  const legacy = certificate.toLegacyObject().subject as unknown as Record<string, string | string[]>;
  return new Map(Object.entries(legacy).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]));
}

/** Extension values by the hex of their object identifier's DER. */
function extensionsOf(tbs: readonly DerElement[]): Map<string, Buffer> {
  const wrapper = tbs.find((element) => element.tag === DerTag.context3);
  const values = new Map<string, Buffer>();
  if (wrapper === undefined) return values;
  for (const extension of derChildren(expectDer(derChildren(wrapper)[0], DerTag.sequence))) {
    const parts = derChildren(extension);
    const oid = expectDer(parts[0], DerTag.objectIdentifier).contents.toString('hex');
    if (values.has(oid)) throw new IdentityError('A certificate extension occurs twice');
    values.set(oid, expectDer(parts.at(-1), DerTag.octetString).contents);
  }
  return values;
}

function keyIdentifier(extension: Buffer): string {
  // AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] IMPLICIT OCTET STRING OPTIONAL, ... }
  const id = derChildren(expectDer(readDer(extension), DerTag.sequence)).find((part) => part.tag === 0x80);
  return id === undefined ? '' : trimmedHex(id.contents.toString('hex'));
}

function parseAttributes(extension: Buffer): Map<string, string> {
  let document: unknown;
  try {
    document = JSON.parse(extension.toString('utf8'));
  } catch (cause) {
    throw new IdentityError("The certificate's attribute extension is not JSON", { cause });
  }
  const attrs = isRecord(document) ? document['attrs'] : undefined;
  if (!isRecord(attrs)) throw new IdentityError("The certificate's attribute extension has no object attrs");
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(attrs)) {
    if (typeof value !== 'string') throw new IdentityError('An attribute of the certificate is not a text');
    attributes.set(name, value);
  }
  return attributes;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
