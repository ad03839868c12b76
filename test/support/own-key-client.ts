import { type ApiAnswer, type ApiCall, type Transport } from '../../client/own-key/member-signer';
import { type OwnKeyIdentity } from '../../client/own-key/own-key-identity';
import { enrollOwnKey } from '../../client/own-key/enroll-own-key';
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

/** Has a registrar admit somebody, who enrols with a key of its own. */
export async function admitOwnKey(
  gateway: TestGateway,
  registrar: string,
  organization: string,
  enrollmentId: string,
  maxEnrollments = 1,
): Promise<OwnKeyIdentity> {
  const body = { enrollmentId, maxEnrollments };
  const admitted = await gateway.send('POST', '/v1/members', { token: registrar, body });
  if (admitted.status !== 201) throw new Error(`${enrollmentId} could not be admitted: ${admitted.text}`);
  const secret = String(admitted.body['secret']);
  return await enrollOwnKey(
    { organization, enrollmentId, secret },
    transportTo(() => gateway),
  );
}
