import { FabricCaError } from './fabric-ca-error';
import { type CaIdentity, type FabricCaInfo, type IssuedEnrollment, type Revoked } from './fabric-ca-types';

/** The result of a CA's answer, read field by field: a CA that sends something else gets a FabricCaError, never a crash. */
export class FabricCaAnswer {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(result: unknown) {
    if (typeof result !== 'object' || result === null || Array.isArray(result)) throw malformed('result', 'an object');
    this.fields = result as Record<string, unknown>;
  }

  caInfo(): FabricCaInfo {
    return { caName: this.text('CAName'), chainPem: this.pem('CAChain'), version: this.optionalText('Version') };
  }

  enrollment(): IssuedEnrollment {
    return { certificatePem: this.pem('Cert'), chainPem: this.object('ServerInfo').pem('CAChain') };
  }

  revoked(): Revoked {
    const certificates = this.objects('RevokedCerts').map((entry) => ({
      serial: entry.text('Serial'),
      authorityKeyId: entry.text('AKI'),
    }));
    return { certificates, crlPem: this.optionalText('CRL') === '' ? undefined : this.pem('CRL') };
  }

  identities(): CaIdentity[] {
    return this.objects('identities').map((entry) => entry.identity());
  }

  identity(): CaIdentity {
    const maxEnrollments = this.fields['max_enrollments'] ?? 0;
    if (typeof maxEnrollments !== 'number') throw malformed('max_enrollments', 'a number');
    return {
      enrollmentId: this.text('id'),
      type: this.optionalText('type'),
      affiliation: this.optionalText('affiliation'),
      attributes: this.objects('attrs').map((entry) => ({
        name: entry.text('name'),
        value: entry.optionalText('value'),
        ecert: entry.fields['ecert'] === true,
      })),
      maxEnrollments,
    };
  }

  text(field: string): string {
    const value = this.fields[field];
    if (typeof value !== 'string') throw malformed(field, 'a text');
    return value;
  }

  /** PEM that travels in base64. */
  pem(field: string): string {
    const pem = Buffer.from(this.text(field), 'base64').toString('latin1');
    if (!pem.startsWith('-----BEGIN ')) throw malformed(field, 'PEM in base64');
    return pem;
  }

  private optionalText(field: string): string {
    return (this.fields[field] ?? null) === null ? '' : this.text(field);
  }

  private object(field: string): FabricCaAnswer {
    return new FabricCaAnswer(this.fields[field]);
  }

  private objects(field: string): FabricCaAnswer[] {
    const value = this.fields[field] ?? [];
    if (!Array.isArray(value)) throw malformed(field, 'a list');
    return value.map((entry: unknown) => new FabricCaAnswer(entry));
  }
}

function malformed(field: string, expected: string): FabricCaError {
  return new FabricCaError('malformed', `The CA's answer is not a Fabric CA's: ${field} must be ${expected}`);
}
