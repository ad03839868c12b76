import { FabricCaClient } from '../../identity/fabric-ca-client';
import { FabricCaError } from '../../identity/fabric-ca-error';
import { certificatePems } from '../../identity/pem';
import { type CaEndpoint } from '../../network/running-network';
import { type CaCaller, type IssuedEnrollment } from '../../identity/fabric-ca-types';
import { Refusal } from '../refusal';
import { type CertificateAuthority, type Enrollment, type Registration } from './certificate-authority';

/** Fabric CA's numbers for what members and registrars do wrong. */
const Code = { alreadyRegistered: 74, unknownIdentity: 10, notFound: 63, badEnrolments: 82 } as const;

/** An organisation's Fabric CA, or an embedded one: they speak the same. */
export class FabricCa implements CertificateAuthority {
  private readonly client: FabricCaClient;

  constructor(
    private readonly endpoint: CaEndpoint,
    private readonly timeoutMs = 10_000,
  ) {
    const { url, tlsRootPem } = endpoint;
    this.client = new FabricCaClient({ url, tlsRootPem, name: endpoint.name, timeoutMs: this.timeoutMs });
  }

  async roots(): Promise<readonly string[]> {
    return certificatePems((await this.ask(() => this.client.caInfo())).chainPem);
  }

  async enroll(enrollmentId: string, secret: string): Promise<Enrollment> {
    return await this.ask(() => this.client.enroll({ enrollmentId, secret }), wrongSecret);
  }

  async certify(enrollmentId: string, secret: string, certificateRequestPem: string): Promise<IssuedEnrollment> {
    const order = { enrollmentId, secret, certificateRequestPem };
    return await this.ask(() => this.client.enrollRequest(order), wrongSecret);
  }

  async reenroll(by: CaCaller): Promise<Enrollment> {
    return await this.ask(() => this.client.reenroll(by));
  }

  async recertify(by: CaCaller, certificateRequestPem: string): Promise<IssuedEnrollment> {
    return await this.ask(() => this.client.reenrollRequest(by, certificateRequestPem));
  }

  async register(by: CaCaller, { attributes, ...registration }: Registration): Promise<string> {
    const { enrollmentId } = registration;
    const order = {
      ...registration,
      type: 'client',
      attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    };
    const { secret } = await this.ask(
      () => this.client.register(by, order),
      (error) =>
        error.code === Code.alreadyRegistered || /already registered/.test(error.message)
          ? new Refusal(
              'MEMBER_EXISTS',
              `The CA knows ${enrollmentId} already.`,
              { field: 'enrollmentId' },
              { cause: error },
            )
          : undefined,
    );
    return secret;
  }

  async revoke(by: CaCaller, enrollmentId: string): Promise<void> {
    await this.ask(
      () => this.client.revoke(by, { enrollmentId }),
      (error) =>
        error.code === Code.unknownIdentity || error.code === Code.notFound
          ? new Refusal('MEMBER_NOT_FOUND', `The CA knows no ${enrollmentId}.`, { field: 'member' }, { cause: error })
          : undefined,
    );
  }

  async revocationList(by: CaCaller): Promise<Uint8Array> {
    return Buffer.from(await this.ask(() => this.client.revocationList(by)));
  }

  close(): void {
    this.client.close();
  }

  /** Makes a refusal of what the CA says; `known` first says whether it means something of its own in this call. */
  private async ask<T>(call: () => Promise<T>, known?: (error: FabricCaError) => Refusal | undefined): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof FabricCaError)) throw error;
      throw known?.(error) ?? this.refusal(error);
    }
  }

  private refusal(error: FabricCaError): Refusal {
    if (error.kind === 'refused' && (error.status ?? 500) < 500) {
      return new Refusal('REGISTRATION_REFUSED', `${error.message}.`, {}, { cause: error });
    }
    const message = `The CA ${this.endpoint.name} does not answer as it should; please try again.`;
    return new Refusal('CA_UNAVAILABLE', message, { retryAfterSeconds: 5 }, { cause: error });
  }
}

const wrongSecret = (error: FabricCaError): Refusal | undefined => {
  if (error.status !== 401) return undefined;
  const message = 'The enrollment id or the secret is not right, or the secret has been used.';
  return new Refusal('CREDENTIALS_REFUSED', message, {}, { cause: error });
};
