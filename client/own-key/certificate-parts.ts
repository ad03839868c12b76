import { type Bytes, fromPem, sameBytes, textOf } from './bytes';
import { derOid, expectElement, elementsOf, Tag } from './der';
import { insist } from './signing-refused';

/** What is read of an X.509 certificate, version 3. */
export interface CertificateParts {
  /** What its issuer signed. */
  readonly signed: Bytes;
  readonly signature: Uint8Array;
  /** SubjectPublicKeyInfo, as WebCrypto exports it. */
  readonly publicKey: Bytes;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** The parts of a certificate (PEM). Throws SigningRefused. */
export function certificateParts(pem: string): CertificateParts {
  const outer = expectElement(elementsOf(fromPem('CERTIFICATE', pem)), 0, Tag.sequence);
  const parts = elementsOf(outer.contents);
  const signed = expectElement(parts, 0, Tag.sequence);
  const bits = expectElement(parts, 2, Tag.bitString).contents;
  const fields = elementsOf(signed.contents);
  expectElement(fields, 0, Tag.context0);
  const [notBefore, notAfter] = elementsOf(expectElement(fields, 4, Tag.sequence).contents).map(({ contents }) =>
    timeOf(contents),
  );
  insist(
    notBefore !== undefined && notAfter !== undefined,
    'MALFORMED',
    'A certificate has to say how long it is good.',
  );
  return {
    signed: Uint8Array.from(signed.encoded),
    // The first byte of a BIT STRING says how many bits of the last one don't count.
    signature: bits.subarray(1),
    issuer: expectElement(fields, 3, Tag.sequence).encoded,
    subject: expectElement(fields, 5, Tag.sequence).encoded,
    publicKey: Uint8Array.from(expectElement(fields, 6, Tag.sequence).encoded),
    ...{ notBefore, notAfter },
  };
}

/** Roles of Fabric's node organisational units. */
export type NodeRole = 'admin' | 'client' | 'orderer' | 'peer';
const nodeRoles: readonly NodeRole[] = ['admin', 'client', 'orderer', 'peer'];

/** `organizationalUnitName`, 2.5.4.11. */
const UNIT = derOid('55040b');

/** The one role that a certificate's subject names; undefined where it names none or several. Throws SigningRefused. */
export function nodeRoleOf({ subject }: Pick<CertificateParts, 'subject'>): NodeRole | undefined {
  const [name] = elementsOf(subject);
  const units = elementsOf(name?.contents ?? new Uint8Array())
    .flatMap(({ contents }) => elementsOf(contents))
    .map(({ contents }) => elementsOf(contents))
    .filter(([type]) => type !== undefined && sameBytes(type.encoded, UNIT))
    .map(([, value]) => textOf(value?.contents ?? new Uint8Array()));
  const roles = nodeRoles.filter((role) => units.includes(role));
  return roles.length === 1 ? roles[0] : undefined;
}

/** Whether a certificate is in the last third of its time, in which it is to be replaced. `now` in ms. */
export function isRenewalDue(certificatePem: string, now = Date.now()): boolean {
  const { notBefore, notAfter } = certificateParts(certificatePem);
  const end = notAfter.getTime();
  return end - now < (end - notBefore.getTime()) / 3;
}

/** A UTCTime (years 1950 to 2049) or GeneralizedTime. */
function timeOf(contents: Uint8Array): Date {
  const text = String.fromCharCode(...contents);
  const [, year = '', rest = ''] = /^(\d{2}|\d{4})(\d{10})Z$/.exec(text) ?? [];
  const full = year.length === 4 ? year : `${Number(year) >= 50 ? '19' : '20'}${year}`;
  const [month, day, hour, minute, second] = rest.match(/../g) ?? [];
  const time = new Date(`${full}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`);
  insist(!Number.isNaN(time.getTime()), 'MALFORMED', 'A certificate has to say in UTC how long it is good.');
  return time;
}
