import { randomBytes, type KeyObject, type X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type * as X509 from '@peculiar/x509';
import { ATTRIBUTES_OID, parseCertificate } from '../../../identity/certificate-facts';
import { generateKeyPair, privateKeyFromPem, privateKeyToPem } from '../../../identity/key-pair';
import { ecdsaP256, toSigningCryptoKey, x509Library } from '../../../identity/x509-library';
import { trimmedHex } from '../../../identity/der';

/** A subject's parts, in the order in which they stand in the certificate. */
export interface SubjectPart {
  readonly type: 'C' | 'ST' | 'L' | 'O' | 'OU' | 'CN';
  readonly value: string;
}

/** What shall be certified. The caller has decided that the holder of the key may have it. */
export interface CertificateOrder {
  readonly subject: readonly SubjectPart[];
  readonly publicKey: KeyObject;
  /** `tls`: server and client authentication; `signing`: what Fabric's identities need. */
  readonly profile: 'signing' | 'tls';
  /** Host names and addresses for the subject alternative name. */
  readonly hosts: readonly string[];
  /** For Fabric's attribute extension; undefined leaves the extension out. */
  readonly attributes?: ReadonlyMap<string, string> | undefined;
  readonly validForMs: number;
}

/** RFC 5280's reasons by name. `unspecified` isn't written into the list, as the RFC advises. */
export type RevocationReason = keyof typeof X509.X509CrlReason;

/** One line of a revocation list. */
export interface Revocation {
  readonly serial: string;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
}

const DAY_MS = 86_400_000;
const ROOT_VALIDITY_MS = 15 * 365 * DAY_MS;
/** Certificates begin a little in the past, so that a clock that is behind accepts them. */
const BACKDATE_MS = 5 * 60_000;
/** How long a revocation list counts as current; fabric-ca's default. */
const CRL_VALIDITY_MS = DAY_MS;

/** A root CA: a P-256 key and its self-signed certificate. Issues certificates and revocation lists, all low-S. */
export class CertificateAuthority {
  private readonly certificate: X509Certificate;

  private constructor(
    private readonly privateKey: KeyObject,
    readonly certificatePem: string,
  ) {
    this.certificate = parseCertificate(certificatePem);
  }

  /** The authority whose key and certificate are stored. */
  static open(keyPem: string, certificatePem: string): CertificateAuthority {
    return new CertificateAuthority(privateKeyFromPem(keyPem), certificatePem);
  }

  /** A new authority, valid for 15 years. */
  static async create(commonName: string, organization: string): Promise<CertificateAuthority> {
    const { x509, crypto } = x509Library();
    const keys = generateKeyPair();
    const spki = spkiOf(keys.publicKey);
    const name = distinguishedName(x509, [
      { type: 'O', value: organization },
      { type: 'CN', value: commonName },
    ]);
    const notBefore = new Date(Date.now() - BACKDATE_MS);
    const root = await x509.X509CertificateGenerator.create(
      {
        serialNumber: newSerial(),
        subject: name,
        issuer: name,
        notBefore,
        notAfter: new Date(notBefore.getTime() + ROOT_VALIDITY_MS),
        publicKey: spki,
        signingKey: await toSigningCryptoKey(keys.privateKey),
        signingAlgorithm: ecdsaP256,
        extensions: [
          new x509.BasicConstraintsExtension(true, 1, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
          await x509.SubjectKeyIdentifierExtension.create(spki, false, crypto),
        ],
      },
      crypto,
    );
    return new CertificateAuthority(keys.privateKey, `${root.toString('pem')}\n`);
  }

  /** PKCS#8 PEM, for storing. */
  get keyPem(): string {
    return privateKeyToPem(this.privateKey);
  }

  /** A certificate for the order, in PEM; it never outlives the authority's own. */
  async issue(order: CertificateOrder): Promise<string> {
    const { x509, crypto } = x509Library();
    const now = Date.now();
    const spki = spkiOf(order.publicKey);
    const usage = x509.KeyUsageFlags;
    const tls = order.profile === 'tls';
    const extensions: X509.Extension[] = [
      new x509.BasicConstraintsExtension(false, undefined, true),
      tls
        ? new x509.KeyUsagesExtension(usage.digitalSignature | usage.keyAgreement, true)
        : new x509.KeyUsagesExtension(usage.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(spki, false, crypto),
      await x509.AuthorityKeyIdentifierExtension.create(spkiOf(this.certificate.publicKey), false, crypto),
    ];
    if (tls) {
      const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
      extensions.push(new x509.ExtendedKeyUsageExtension([serverAuth, clientAuth]));
    }
    if (order.hosts.length > 0) {
      const names = order.hosts.map((host) => ({
        type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const),
        value: host,
      }));
      extensions.push(new x509.SubjectAlternativeNameExtension(names));
    }
    if (order.attributes !== undefined) {
      const attrs = JSON.stringify({ attrs: Object.fromEntries(order.attributes) });
      extensions.push(new x509.Extension(ATTRIBUTES_OID, false, Buffer.from(attrs)));
    }
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: newSerial(),
        subject: distinguishedName(x509, order.subject),
        issuer: new x509.X509Certificate(this.certificate.raw).subjectName,
        notBefore: new Date(now - BACKDATE_MS),
        notAfter: new Date(Math.min(now + order.validForMs, Date.parse(this.certificate.validTo))),
        publicKey: spki,
        signingKey: await toSigningCryptoKey(this.privateKey),
        signingAlgorithm: ecdsaP256,
        extensions,
      },
      crypto,
    );
    return `${certificate.toString('pem')}\n`;
  }

  /** A signed CRL (DER) with these revocations, current for 24 hours. */
  async revocationList(revocations: readonly Revocation[], thisUpdate: Date): Promise<Buffer> {
    const { x509, crypto } = x509Library();
    const crl = await x509.X509CrlGenerator.create(
      {
        issuer: new x509.X509Certificate(this.certificate.raw).subjectName,
        thisUpdate,
        nextUpdate: new Date(thisUpdate.getTime() + CRL_VALIDITY_MS),
        entries: revocations.map(({ serial, revokedAt, reason }) => ({
          serialNumber: serial.padStart(serial.length + (serial.length % 2), '0'),
          revocationDate: revokedAt,
          ...(reason === 'unspecified' ? {} : { reason: x509.X509CrlReason[reason] }),
        })),
        // Fabric finds the root of a CRL by this identifier.
        extensions: [
          await x509.AuthorityKeyIdentifierExtension.create(spkiOf(this.certificate.publicKey), false, crypto),
        ],
        signingKey: await toSigningCryptoKey(this.privateKey),
        signingAlgorithm: ecdsaP256,
      },
      crypto,
    );
    return Buffer.from(crl.rawData);
  }
}

/** 20 random bytes below 2^159: positive, and within RFC 5280's length. */
function newSerial(): string {
  const bytes = randomBytes(20);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return trimmedHex(bytes.toString('hex'));
}

function spkiOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** Every part a relative name of its own, as UTF-8: a value is never read as escapes or hex. */
function distinguishedName(x509: typeof X509, parts: readonly SubjectPart[]): X509.Name {
  return new x509.Name(parts.map(({ type, value }) => ({ [type]: [{ utf8String: value }] })));
}
