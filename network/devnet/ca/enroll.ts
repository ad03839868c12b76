import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { authenticateCaller, basicCredentials } from './caller-authentication';
import { type CaAnswer, type CaContext, type CaRequest } from './ca-context';
import { CaError, CaErrorCode, badField } from './ca-error';
import { caInfoResult } from './ca-info';
import { type SubjectPart } from './certificate-authority';
import { readSigningRequest, requireHosts } from './certificate-request-reader';
import { type IssuedCertificate, type RegisteredIdentity } from './identity-registry';
import { requireEnrollable } from './login-guard';

/** How long a member's certificate is good; fabric-ca's default. */
const CERTIFICATE_VALIDITY_MS = 365 * 86_400_000;
const MAX_CSR_LENGTH = 16_384;
const MAX_ATTRIBUTE_REQUESTS = 100;

/** POST enroll: a certificate for who knows the secret. A refused request uses up none of its enrolments. */
export async function enroll(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const { id, secret } = basicCredentials(request);
  const identity = await ca.logins.login(id, secret);
  const certificate = await issueFor(ca, identity, request);
  // Checked again, now that nothing can come between the check and the count.
  const current = ca.registry.identity(id) ?? identity;
  requireEnrollable(current);
  await ca.registry.apply({ certificate }, { identity: { ...current, enrollments: current.enrollments + 1 } });
  return enrollmentAnswer(ca, certificate);
}

/** POST reenroll: another certificate for who holds one that is still good. */
export async function reenroll(ca: CaContext, request: CaRequest): Promise<CaAnswer> {
  const { identity } = authenticateCaller(ca, request);
  const certificate = await issueFor(ca, identity, request);
  // A revocation that came meanwhile must not leave a fresh certificate behind.
  authenticateCaller(ca, request);
  await ca.registry.apply({ certificate });
  return enrollmentAnswer(ca, certificate);
}

async function issueFor(ca: CaContext, identity: RegisteredIdentity, request: CaRequest): Promise<IssuedCertificate> {
  const { body } = request;
  if (body.isEmpty) throw new CaError(400, CaErrorCode.emptyBody, 'Empty request body');
  const profile = body.text('profile', 64);
  if (profile !== '' && profile !== 'tls') throw badField('profile', "absent or 'tls'");
  const csr = await readSigningRequest(body.lines('certificate_request', MAX_CSR_LENGTH));
  if (csr.commonName !== identity.id) {
    throw new CaError(403, CaErrorCode.commonNameMismatch, 'The CSR subject common name must equal the enrollment ID');
  }
  const hosts = body.texts('hosts', 64, 253) ?? csr.hosts;
  requireHosts(hosts);
  const pem = await ca.root.issue({
    subject: [...csr.place, ...unitsOf(identity), { type: 'CN', value: identity.id }],
    publicKey: csr.publicKey,
    profile: profile === 'tls' ? 'tls' : 'signing',
    hosts,
    attributes: certifiedAttributes(identity, request),
    validForMs: CERTIFICATE_VALIDITY_MS,
  });
  const { serial, authorityKeyId, notAfter } = certificateFacts(parseCertificate(pem));
  return { serial, authorityKeyId, enrollmentId: identity.id, pem, notAfter: notAfter.toISOString() };
}

/** The role, then the affiliation from its root. What the request says about units is ignored: they decide rights. */
function unitsOf(identity: RegisteredIdentity): SubjectPart[] {
  const path = identity.affiliation === '' ? [] : identity.affiliation.split('.');
  return [identity.type, ...path].map((value) => ({ type: 'OU', value }));
}

/** The attributes asked for, or those that are meant for every certificate; undefined when there are none to add. */
function certifiedAttributes(identity: RegisteredIdentity, request: CaRequest): Map<string, string> | undefined {
  const requested = request.body.objects('attr_reqs', MAX_ATTRIBUTE_REQUESTS);
  if (requested === undefined) {
    const lasting = identity.attributes.filter(({ ecert }) => ecert);
    return lasting.length === 0 ? undefined : new Map(lasting.map(({ name, value }) => [name, value]));
  }
  const certified = new Map<string, string>();
  for (const item of requested) {
    const name = item.text('name', 256);
    const attribute = identity.attributes.find((candidate) => candidate.name === name);
    if (attribute !== undefined) {
      certified.set(name, attribute.value);
    } else if (!item.flag('optional')) {
      throw new CaError(
        400,
        CaErrorCode.attributeExtension,
        `Failed to find requested attributes: The following required attributes are missing: [${name}]`,
      );
    }
  }
  return certified;
}

function enrollmentAnswer(ca: CaContext, certificate: IssuedCertificate): CaAnswer {
  const result = { Cert: Buffer.from(certificate.pem).toString('base64'), ServerInfo: caInfoResult(ca) };
  return { status: 201, result };
}
