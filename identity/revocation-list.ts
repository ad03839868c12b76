import { verify, type X509Certificate } from 'node:crypto';
import { DerTag, derChildren, derTime, derUnsignedHex, expectDer, readDer, type DerElement } from './der';
import { IdentityError } from './identity-error';
import { fromPem } from './pem';

/** A certificate revocation list, read but not yet believed: `isSignedBy` says whether its CA wrote it. */
export interface RevocationList {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Serials of revoked certificates: lower-case hex without leading zeros. */
  readonly serials: ReadonlySet<string>;
  isSignedBy(issuer: X509Certificate): boolean;
}

/** Object identifier of ECDSA with SHA-256, 1.2.840.10045.4.3.2. */
const ecdsaWithSha256 = '2a8648ce3d040302';

/** Reads a CRL in DER or PEM (RFC 5280, ECDSA with SHA-256). Throws IdentityError when it is malformed. */
export function parseRevocationList(crl: Uint8Array): RevocationList {
  const bytes = Buffer.from(crl.buffer, crl.byteOffset, crl.byteLength);
  const der = bytes[0] === DerTag.sequence ? bytes : fromPem(bytes.toString('latin1'), 'X509 CRL');
  const [tbs, algorithm, signature] = derChildren(expectDer(readDer(der), DerTag.sequence));
  const fields = derChildren(expectDer(tbs, DerTag.sequence));
  if (fields[0]?.tag === DerTag.integer) fields.shift();
  const [innerAlgorithm, issuer, thisUpdate, ...rest] = fields;
  const isTime = (element: DerElement | undefined): boolean =>
    element?.tag === DerTag.utcTime || element?.tag === DerTag.generalizedTime;
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined;
  const entries = rest[0]?.tag === DerTag.sequence ? derChildren(rest[0]) : [];

  const signed = expectDer(tbs, DerTag.sequence).encoded;
  expectDer(issuer, DerTag.sequence);
  const signatureBits = expectDer(signature, DerTag.bitString).contents;
  const algorithms = [algorithm, innerAlgorithm].map((element) =>
    expectDer(derChildren(expectDer(element, DerTag.sequence))[0], DerTag.objectIdentifier).contents.toString('hex'),
  );
  if (algorithms.some((found) => found !== ecdsaWithSha256)) {
    throw new IdentityError('A revocation list must be signed with ECDSA and SHA-256');
  }
  return {
    thisUpdate: derTime(thisUpdate),
    nextUpdate: nextUpdate === undefined ? undefined : derTime(nextUpdate),
    serials: new Set(entries.map((entry) => derUnsignedHex(expectDer(derChildren(entry)[0], DerTag.integer)))),
    isSignedBy: (certificate) =>
      signatureBits[0] === 0 && verify('sha256', signed, certificate.publicKey, signatureBits.subarray(1)),
  };
}
