import { caToken, createCaToken } from './ca-token';
import { certificateFacts, parseCertificate } from './certificate-facts';
import { createCertificateRequest } from './certificate-request';
import { FabricCaAnswer } from './fabric-ca-answer';
import { FabricCaTransport, type FabricCaAddress } from './fabric-ca-transport';
import {
  type CaAttribute,
  type CaCaller,
  type CaIdentity,
  type CertificateWish,
  type Enrollment,
  type EnrollmentOrder,
  type FabricCaInfo,
  type IdentityChange,
  type IssuedEnrollment,
  type Registration,
  type RequestEnrollmentOrder,
  type RevocationOrder,
  type Revoked,
} from './fabric-ca-types';
import { generateKeyPair } from './key-pair';

type Method = 'GET' | 'POST' | 'PUT';

/** A client of one Fabric CA, fabric-ca-server or embedded. Every method throws FabricCaError when the call fails. */
export class FabricCaClient {
  private readonly transport: FabricCaTransport;
  private readonly caName: string;

  /** `name` picks one of the CAs of a server; absent: its default. */
  constructor(address: FabricCaAddress & { readonly name?: string }) {
    this.transport = new FabricCaTransport(address);
    this.caName = address.name ?? '';
  }

  /** The CA's name and certificates; needs no credentials. */
  async caInfo(): Promise<FabricCaInfo> {
    return (await this.call('POST', 'cainfo', { caname: this.caName })).caInfo();
  }

  /** A certificate for a new key (or the given one), for who knows the secret. */
  async enroll(order: EnrollmentOrder): Promise<Enrollment> {
    const keys = order.keys ?? generateKeyPair();
    const certificateRequestPem = await createCertificateRequest(keys, order.enrollmentId, order.hosts);
    const issued = await this.enrollRequest({ ...order, certificateRequestPem });
    return { ...issued, privateKey: keys.privateKey };
  }

  /** A certificate for somebody else's signing request: the key stays where it is. */
  async enrollRequest(order: RequestEnrollmentOrder): Promise<IssuedEnrollment> {
    const basic = Buffer.from(`${order.enrollmentId}:${order.secret}`).toString('base64');
    const body = this.enrollmentBody(order, order.certificateRequestPem);
    return (await this.call('POST', 'enroll', body, () => `Basic ${basic}`)).enrollment();
  }

  /** Another certificate, for a new key, for who holds one that is still good. */
  async reenroll(caller: CaCaller, wish: CertificateWish = {}): Promise<Enrollment> {
    const keys = generateKeyPair();
    const { enrollmentId } = certificateFacts(parseCertificate(caller.certificatePem));
    const csr = await createCertificateRequest(keys, enrollmentId, wish.hosts);
    return { ...(await this.reenrollRequest(caller, csr, wish)), privateKey: keys.privateKey };
  }

  /** Another certificate for the caller's own signing request (PEM): the key stays where it is. */
  async reenrollRequest(
    caller: CaCaller,
    certificateRequestPem: string,
    wish: CertificateWish = {},
  ): Promise<IssuedEnrollment> {
    const body = this.enrollmentBody(wish, certificateRequestPem);
    return (await this.callAs(caller, 'POST', 'reenroll', body)).enrollment();
  }

  /** Registers an identity and returns its secret. */
  async register(caller: CaCaller, registration: Registration): Promise<{ secret: string }> {
    const { enrollmentId, type, affiliation = '', attributes, maxEnrollments = 0, secret } = registration;
    const body = {
      id: enrollmentId,
      type,
      affiliation,
      attrs: attributeList(attributes),
      max_enrollments: maxEnrollments,
      ...(secret === undefined ? {} : { secret }),
      caname: this.caName,
    };
    const answer = await this.callAs(caller, 'POST', 'register', body);
    return { secret: answer.text('secret') };
  }

  /** Revokes an identity or a certificate, and returns the new revocation list. */
  async revoke(caller: CaCaller, order: RevocationOrder): Promise<Revoked> {
    const what =
      'enrollmentId' in order ? { id: order.enrollmentId } : { serial: order.serial, aki: order.authorityKeyId };
    const body = { ...what, reason: order.reason ?? '', gencrl: true, caname: this.caName };
    return (await this.callAs(caller, 'POST', 'revoke', body)).revoked();
  }

  /** The list (PEM) of all revoked certificates that haven't expired; the caller needs hf.GenCRL. */
  async revocationList(caller: CaCaller): Promise<string> {
    const answer = await this.callAs(caller, 'POST', 'gencrl', { caname: this.caName });
    return answer.pem('CRL');
  }

  /** The identities that the calling registrar may act on. */
  async identities(caller: CaCaller): Promise<CaIdentity[]> {
    return (await this.callAs(caller, 'GET', `identities${this.caQuery}`)).identities();
  }

  /** One identity. Throws FabricCaError with code 63 when there is none of that id. */
  async identity(caller: CaCaller, enrollmentId: string): Promise<CaIdentity> {
    const path = `identities/${encodeURIComponent(enrollmentId)}${this.caQuery}`;
    return (await this.callAs(caller, 'GET', path)).identity();
  }

  /** Changes an identity; certificates that it already has stay as they are. */
  async modifyIdentity(caller: CaCaller, enrollmentId: string, change: IdentityChange): Promise<CaIdentity> {
    const body = {
      type: change.type ?? '',
      affiliation: change.affiliation ?? '',
      attrs: attributeList(change.attributes),
      max_enrollments: change.maxEnrollments ?? 0,
      ...(change.secret === undefined ? {} : { secret: change.secret }),
      caname: this.caName,
    };
    return (await this.callAs(caller, 'PUT', `identities/${encodeURIComponent(enrollmentId)}`, body)).identity();
  }

  /** Closes the connections to the CA. */
  close(): void {
    this.transport.close();
  }

  private get caQuery(): string {
    return this.caName === '' ? '' : `?ca=${encodeURIComponent(this.caName)}`;
  }

  private enrollmentBody(wish: CertificateWish, certificateRequestPem: string): object {
    const requests = wish.attributes?.map(({ name, optional = false }) => ({ name, optional }));
    return {
      certificate_request: certificateRequestPem,
      profile: wish.profile ?? '',
      ...(wish.hosts === undefined ? {} : { hosts: wish.hosts }),
      ...(requests === undefined ? {} : { attr_reqs: requests }),
      caname: this.caName,
    };
  }

  private callAs(caller: CaCaller, method: Method, path: string, body?: object): Promise<FabricCaAnswer> {
    return this.call(method, path, body, (uri, bytes) =>
      'privateKey' in caller
        ? createCaToken(caller.certificatePem, caller.privateKey, { method, uri, body: bytes })
        : caToken(caller.certificatePem, (message) => caller.sign(message), { method, uri, body: bytes }),
    );
  }

  private async call(
    method: Method,
    path: string,
    body?: object,
    authorize?: (uri: string, body: Buffer) => string,
  ): Promise<FabricCaAnswer> {
    const uri = `${this.transport.basePath}/api/v1/${path}`;
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
    const authorization = authorize?.(uri, bytes);
    const call = { method, uri, body: bytes, ...(authorization === undefined ? {} : { authorization }) };
    return new FabricCaAnswer(await this.transport.send(call));
  }
}

function attributeList(attributes: readonly CaAttribute[] = []): CaAttribute[] {
  return attributes.map(({ name, value, ecert = false }) => ({ name, value, ecert }));
}
