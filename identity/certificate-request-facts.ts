import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { derChildren, type DerElement, DerTag, expectDer, readDer } from './der';
import { IdentityError } from './identity-error';
import { requireP256 } from './key-pair';
import { fromPem } from './pem';

const COMMON_NAME = '550403';
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const SET = 0x31;

/** What a certificate signing request asks for, as far as a gateway that passes it on has to know. */
export interface CertificateRequestFacts {
  readonly publicKey: KeyObject;
  readonly enrollmentId: string;
}

/**
 * Reads a PKCS#10 request (PEM, RFC 2986) whose key is on P-256, whose subject is one common name and nothing else, and
 * whose signature is by its key, ECDSA with SHA-256. Throws IdentityError for anything else.
 */
export function certificateRequestFacts(pem: string): CertificateRequestFacts {
  const request = expectDer(readDer(fromPem(pem, 'CERTIFICATE REQUEST')), DerTag.sequence);
  const [info, algorithm, signature] = derChildren(request);
  const fields = derChildren(expectDer(info, DerTag.sequence));
  const publicKey = publicKeyOf(expectDer(fields[2], DerTag.sequence));
  const [oid] = derChildren(expectDer(algorithm, DerTag.sequence));
  if (expectDer(oid, DerTag.objectIdentifier).contents.toString('hex') !== ECDSA_WITH_SHA256) {
    throw new IdentityError("The request's signature has to be ECDSA with SHA-256");
  }
  // The first byte of a BIT STRING says how many bits of the last one don't count.
  const { contents } = expectDer(signature, DerTag.bitString);
  const whole = contents[0] === 0;
  if (info === undefined || !whole || !verify('sha256', info.encoded, publicKey, contents.subarray(1))) {
    throw new IdentityError("The request's signature is not by its key");
  }
  return { publicKey, enrollmentId: commonNameOf(expectDer(fields[1], DerTag.sequence)) };
}

function publicKeyOf(element: DerElement): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: element.encoded, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new IdentityError('The request holds no public key', { cause });
  }
  requireP256(key, "The request's key");
  return key;
}

function commonNameOf(subject: DerElement): string {
  const [set, ...others] = derChildren(subject);
  const parts = derChildren(expectDer(set, SET));
  const [oid, value] = derChildren(expectDer(parts[0], DerTag.sequence));
  if (others.length > 0 || parts.length > 1 || oid?.contents.toString('hex') !== COMMON_NAME || value === undefined) {
    throw new IdentityError('The subject of the request has to be one common name');
  }
  return value.contents.toString('utf8');
}
