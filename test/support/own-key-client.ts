import { certificateRequest } from '../../client/own-key/certificate-request';
import { certified, enrollOwnKey } from '../../client/own-key/enroll-own-key';
import { type ApiAnswer, type ApiCall, type Transport } from '../../client/own-key/member-signer';
import { type OwnKeyIdentity } from '../../client/own-key/own-key-identity';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { type NetworkOrganization } from '../../network/running-network';
import { type TestGateway } from './test-gateway';

/** A client's way to a test's gateway. */
export const transportTo =
  (gateway: () => TestGateway): Transport =>
  async ({ method, path, body, headers }: ApiCall): Promise<ApiAnswer> => {
    const request = { ...(body === undefined ? {} : { body }), ...(headers ? { headers: { ...headers } } : {}) };
    const answer = await gateway().send(method, path, request);
    const header = (name: string): string | undefined => answer.headers.get(name) ?? undefined;
    return { status: answer.status, header, body: answer.text === '' ? undefined : answer.body };
  };

/** A key pair that a test can take out, to sign with it as no honest client would. */
export const extractableKey = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

/** Has a registrar admit somebody, who enrols with a key of its own: a new one, or the given one. */
export async function admitOwnKey(
  gateway: TestGateway,
  registrar: string,
  enrollmentId: string,
  given?: CryptoKeyPair,
): Promise<OwnKeyIdentity> {
  const organization = 'HouseholdsMSP';
  const admitted = await gateway.send('POST', '/v1/members', { token: registrar, body: { enrollmentId } });
  if (admitted.status !== 201) throw new Error(`${enrollmentId} could not be admitted: ${admitted.text}`);
  const admission = { organization, enrollmentId, secret: String(admitted.body['secret']) };
  const transport = transportTo(() => gateway);
  if (!given) return await enrollOwnKey(admission, transport);
  const body = { ...admission, certificateRequest: await certificateRequest(given, enrollmentId) };
  const answer = await transport({ method: 'POST', path: '/v1/auth/enroll', body });
  return await certified(given, answer, { channel: 'energy', chaincode: 'sunledger' });
}

/** Enrols an organisation's registrar with a key of its own. Its other sessions end. */
export async function ownKeyRegistrar(
  gateway: TestGateway,
  organization: NetworkOrganization,
): Promise<OwnKeyIdentity> {
  const admission = { organization: organization.mspId, ...organization.registrar };
  return await enrollOwnKey(
    admission,
    transportTo(() => gateway),
  );
}

/** Revokes somebody at the CA itself, of which no gateway is told. */
export async function revokeAtCa({ ca, registrar }: NetworkOrganization, enrollmentId: string): Promise<void> {
  const client = new FabricCaClient(ca);
  try {
    await client.revoke(await client.enroll(registrar), { enrollmentId });
  } finally {
    client.close();
  }
}
