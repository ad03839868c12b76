import { randomUUID } from 'node:crypto';
import { type AdmittedMember } from './member';
import { type RestClient } from './rest-client';

/**
 * Has the gateway enrol the member with a key of its own, as a member without software of its own does; answers the
 * session's token.
 */
export async function signIn(
  rest: RestClient,
  organization: string,
  { member, secret }: AdmittedMember,
): Promise<string> {
  const { enrollmentId } = member;
  const enrolled = await rest.post('/v1/auth/enroll', { organization, enrollmentId, secret, passphrase: randomUUID() });
  return (enrolled as { session: { token: string } }).session.token;
}
