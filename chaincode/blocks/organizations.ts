import { type KeyObject, X509Certificate } from 'node:crypto';
import { formatTime, parseTime, type Seconds } from '../domain/time';
import { BlockError } from './block-error';
import { Message } from './message';

/** A root certificate (PEM) that stands for an organisation; it may have several. */
export interface OrganizationRoot {
  readonly mspId: string;
  readonly certificate: string;
}

/** The roles of Fabric's NodeOUs: an identity has the one that is an organisational unit of its certificate. */
export type NodeRole = 'admin' | 'client' | 'orderer' | 'peer';
const nodeRoles: readonly NodeRole[] = ['admin', 'client', 'orderer', 'peer'];

/** Somebody that a root of its organisation vouches for. */
export interface Identity {
  readonly mspId: string;
  /** The certificate's common name. */
  readonly name: string;
  readonly role: NodeRole;
  readonly publicKey: KeyObject;
}

const LARGEST_CERTIFICATE = 16_384;
const PEM = /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----\s*$/;

/**
 * Organisations as a stranger knows them: by their root certificates and nothing else. A certificate counts when a root
 * of the organisation that it claims has signed it, on P-256, with exactly one role. Whether it was revoked can't be
 * known from roots alone.
 */
export class Organizations {
  private readonly roots: ReadonlyMap<string, readonly X509Certificate[]>;

  /** BlockError MALFORMED when a root is no certificate of an authority. */
  constructor(roots: readonly OrganizationRoot[]) {
    const byMsp = new Map<string, X509Certificate[]>();
    for (const { mspId, certificate } of roots) {
      byMsp.set(mspId, [...(byMsp.get(mspId) ?? []), rootCertificate(mspId, certificate)]);
    }
    this.roots = byMsp;
  }

  get mspIds(): readonly string[] {
    return [...this.roots.keys()];
  }

  /**
   * Who an msp.SerializedIdentity is, if its certificate and its root's were valid at the time `at`. BlockError
   * MALFORMED, UNTRUSTED, DATES or ROLE.
   */
  identify(serialized: Buffer, at: Seconds): Identity {
    const claimed = new Message(serialized, 'The identity');
    const mspId = claimed.text(1);
    const roots = this.roots.get(mspId);
    if (!roots)
      throw new BlockError('UNTRUSTED', `${shown(mspId)} is none of the organisations ${this.mspIds.join(', ')}`);
    const { certificate, publicKey } = readCertificate(
      claimed.bytes(2).toString('latin1'),
      `A certificate of ${mspId}`,
    );
    if (certificate.ca)
      throw new BlockError('ROLE', `A certificate of ${mspId} is that of an authority, not of a node`);
    const root = roots.find((each) => certificate.checkIssued(each) && certificate.verify(each.publicKey));
    if (!root)
      throw new BlockError('UNTRUSTED', `A certificate that claims to be of ${mspId} is not signed by its root`);
    const { name, role } = subjectOf(certificate, mspId);
    for (const [dated, whose] of [
      [certificate, `The certificate of ${name} of ${mspId}`],
      [root, `The root certificate of ${mspId}`],
    ] as const) {
      checkDates(dated, whose, at);
    }
    return { mspId, name, role, publicKey };
  }
}

function rootCertificate(mspId: string, pem: string): X509Certificate {
  const what = `The root certificate of ${mspId}`;
  const { certificate } = readCertificate(pem, what);
  if (!certificate.ca) throw new BlockError('MALFORMED', `${what} is not that of an authority`);
  return certificate;
}

/** A certificate with what of it OpenSSL reads only when it is asked. */
interface ReadCertificate {
  readonly certificate: X509Certificate;
  readonly publicKey: KeyObject;
}

/** Exactly one certificate in PEM, in DER and nothing after it, with a key on P-256. */
function readCertificate(pem: string, what: string): ReadCertificate {
  const encoded = pem.length > LARGEST_CERTIFICATE ? undefined : PEM.exec(pem)?.[1];
  const der = Buffer.from(encoded ?? '', 'base64');
  const read = opened(der, what);
  if (!read.certificate.raw.equals(der)) throw new BlockError('MALFORMED', `${what} is followed by other bytes`);
  const { asymmetricKeyType, asymmetricKeyDetails } = read.publicKey;
  if (asymmetricKeyType !== 'ec' || asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new BlockError('MALFORMED', `${what} has a key that is not on P-256`);
  }
  return read;
}

function opened(der: Buffer, what: string): ReadCertificate {
  try {
    const certificate = new X509Certificate(der);
    return { certificate, publicKey: certificate.publicKey };
  } catch (cause) {
    throw new BlockError('MALFORMED', `${what} is no X.509 certificate`, { cause });
  }
}

function subjectOf(certificate: X509Certificate, mspId: string): { name: string; role: NodeRole } {
  // Node's types know one value per name; there can be several.
  const subject = certificate.toLegacyObject().subject as unknown as Record<string, string | string[] | undefined>;
  const [name, ...names] = [subject['CN'] ?? []].flat();
  const [role, ...roles] = nodeRoles.filter((each) => [subject['OU'] ?? []].flat().includes(each));
  if (name === undefined || names.length > 0) {
    throw new BlockError('MALFORMED', `A certificate of ${mspId} has not exactly one common name`);
  }
  if (role === undefined || roles.length > 0) {
    throw new BlockError('ROLE', `The certificate of ${shown(name)} of ${mspId} names not exactly one role`);
  }
  return { name: shown(name), role };
}

function checkDates({ validFrom, validTo }: X509Certificate, whose: string, at: Seconds): void {
  const [from, to] = [secondsOf(validFrom), secondsOf(validTo)];
  if (from === undefined || to === undefined) throw new BlockError('MALFORMED', `${whose} has no readable dates`);
  if (at < from || at > to) {
    throw new BlockError(
      'DATES',
      `${whose} is valid from ${formatTime(from)} to ${formatTime(to)}, not at ${formatTime(at)}`,
    );
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time as OpenSSL shows it: "Jun  1 12:00:00 2026 GMT". */
function secondsOf(text: string): Seconds | undefined {
  const [, month = '', day = '', time = '', year = ''] =
    /^([A-Z][a-z]{2}) ([ 123]\d) (\d\d:\d\d:\d\d) (\d{4}) GMT$/.exec(text) ?? [];
  const number = months.indexOf(month) + 1;
  if (number === 0) return undefined;
  return parseTime(`${year}-${String(number).padStart(2, '0')}-${day.replace(' ', '0')}T${time}Z`);
}

/** Text from outside, fit for a sentence. */
const shown = (text: string): string => text.replace(/[^A-Za-z0-9@._ -]/g, '?').slice(0, 64);
