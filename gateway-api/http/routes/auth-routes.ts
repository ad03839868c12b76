import { Type } from '@sinclair/typebox';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { type Caller } from '../../auth/authentication';
import { type Challenges } from '../../auth/challenges';
import { type Enrolment } from '../../auth/enrolment';
import { type OwnKeyCertificate, type OwnKeyEnrolment } from '../../auth/own-key-enrolment';
import { type OpenedSession, type Sessions } from '../../auth/sessions';
import { type MemberIdentity } from '../../fabric/fabric-identity';
import { Refusal } from '../../refusal';
import {
  ChallengeForm,
  EnrolmentForm,
  EnrolmentView,
  RenewalForm,
  SessionId,
  SessionList,
  SessionView,
  SignInForm,
} from '../auth-forms';
import { memberRoute, publicRoute } from '../gateway-route';
import { type Route } from '../route';

const closed = { additionalProperties: false } as const;

/** What stands behind these routes. */
export interface AuthParts {
  readonly enrolment: Enrolment;
  readonly ownKeys: OwnKeyEnrolment;
  readonly challenges: Challenges;
  readonly sessions: Sessions;
}

/** Enrolling, signing in and out, renewing (spec 32, "Who is asking"). */
export function authRoutes(parts: AuthParts): Route[] {
  return [...enrolmentRoutes(parts), ...sessionRoutes(parts.sessions)];
}

/** Renewing: what a CA is asked in the member's name, so that a member who signs by itself can prepare it. */
export function renewalRoute({ enrolment, ownKeys }: Pick<AuthParts, 'enrolment' | 'ownKeys'>) {
  return memberRoute(
    {
      method: 'POST',
      path: '/v1/me/renewal',
      operationId: 'renewCertificate',
      tag: 'me',
      summary: "Replaces the caller's key and certificate by new ones; the member's other sessions end",
      body: RenewalForm,
      answers: { 201: { description: 'Renewed', schema: EnrolmentView } },
      errors: [
        'CREDENTIALS_REFUSED',
        'TOO_MANY_ATTEMPTS',
        'REGISTRATION_REFUSED',
        'CA_UNAVAILABLE',
        'SIGNATURE_NEEDED',
      ],
    },
    async ({ body }, { caller, address }) => {
      const { passphrase, certificateRequest } = body;
      if (certificateRequest === undefined && ownKey(caller)) {
        throw missing('certificateRequest', 'the new key is made where the member is.');
      }
      // A key of the member's own is asked for with its signature; one that the gateway keeps, as for any new key.
      if (certificateRequest !== undefined && caller.signing) {
        await enrolment.unlockedAgain(caller.identity, address, passphrase);
      }
      const json =
        certificateRequest === undefined
          ? certified(await enrolment.renew(caller, address, passphrase))
          : ownCertified(await ownKeys.renew(caller, certificateRequest));
      return { status: 201, json };
    },
  );
}

function enrolmentRoutes({ enrolment, ownKeys, challenges }: AuthParts): Route[] {
  return [
    publicRoute(
      {
        method: 'POST',
        path: '/v1/auth/enroll',
        operationId: 'enroll',
        tag: 'auth',
        summary:
          "Has the organisation's CA certify a key: one of the member's own, or a new one that the gateway keeps",
        body: EnrolmentForm,
        answers: { 201: { description: 'Enrolled', schema: EnrolmentView } },
        errors: [
          'ORGANIZATION_UNKNOWN',
          'CREDENTIALS_REFUSED',
          'TOO_MANY_ATTEMPTS',
          'REGISTRATION_REFUSED',
          'CA_UNAVAILABLE',
        ],
      },
      async ({ body }, { address }) => {
        const { organization, enrollmentId, secret } = body;
        const enrollee = { organization, enrollmentId, secret, address };
        if ('certificateRequest' in body) {
          return { status: 201, json: ownCertified(await ownKeys.enroll(enrollee, body.certificateRequest)) };
        }
        const passphrase = 'passphrase' in body ? body.passphrase : undefined;
        const { identity, opened } = await enrolment.enroll(enrollee, passphrase);
        return { status: 201, json: { ...certified(identity), ...(opened ? { session: sessionView(opened) } : {}) } };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        path: '/v1/auth/challenges',
        operationId: 'askForChallenge',
        tag: 'auth',
        summary: "A text to be signed by the certificate's key, once and within two minutes, to open a session",
        body: ChallengeForm,
        answers: {
          201: {
            description: 'To be signed as it is, in UTF-8',
            schema: Type.Object(
              { challenge: Type.String(), expiresAt: Type.String() },
              { ...closed, $id: 'SignInChallenge' },
            ),
          },
        },
        errors: ['CERTIFICATE_REFUSED'],
      },
      async ({ body }) => {
        const { challenge, expiresAt } = await challenges.issue(body.certificate, body.origin);
        return { status: 201, json: { challenge, expiresAt: expiresAt.toISOString() } };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        path: '/v1/auth/sessions',
        operationId: 'signIn',
        tag: 'auth',
        summary: "Opens a session with a kept key's passphrase, or with a challenge signed by a key of one's own",
        body: SignInForm,
        answers: { 201: { description: 'Signed in', schema: SessionView } },
        errors: [
          'ORGANIZATION_UNKNOWN',
          'CREDENTIALS_REFUSED',
          'CHALLENGE_REFUSED',
          'TOO_MANY_ATTEMPTS',
          'CERTIFICATE_REFUSED',
        ],
      },
      async ({ body }, { address }) => {
        if ('certificate' in body) {
          const signature = Buffer.from(body.signature, 'base64');
          const opened = await challenges.redeem(body.certificate, body.challenge, signature);
          return { status: 201, json: sessionView(opened) };
        }
        const opened = await enrolment.signIn({ ...whoSignsIn(body), address }, body.passphrase);
        return { status: 201, json: sessionView(opened) };
      },
    ),
  ];
}

function sessionRoutes(sessions: Sessions): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/v1/auth/sessions',
        operationId: 'getOwnSessions',
        tag: 'auth',
        summary: "The caller's open sessions",
        answers: { 200: { description: 'The oldest first', schema: SessionList } },
      },
      async (_, { caller }) => {
        const open = await sessions.ofMember(caller.identity.memberId);
        const items = open.map((session) => ({
          id: session.id,
          ownKey: session.ownKey,
          startedAt: session.startedAt.toISOString(),
          lastUsedAt: session.lastUsedAt.toISOString(),
          expiresAt: session.endsAt.toISOString(),
          current: session.id === caller.session?.id,
        }));
        return { status: 200, json: { items } };
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: '/v1/auth/sessions/{session}',
        operationId: 'endSession',
        tag: 'auth',
        summary: "Ends a session of the caller's, `current` being the one that asks: the gateway forgets its key",
        parameters: Type.Object({ session: SessionId }, closed),
        answers: { 204: { description: 'Ended' } },
        errors: ['SESSION_UNKNOWN'],
      },
      async ({ params }, { caller }) => {
        const open = await sessions.ofMember(caller.identity.memberId);
        const id = params.session === 'current' ? caller.session?.id : params.session;
        const ended = open.find((session) => session.id === id);
        if (!ended) throw new Refusal('SESSION_UNKNOWN', `There is no session ${params.session} of this member.`);
        await sessions.close(ended);
        return { status: 204 };
      },
    ),
  ];
}

/** Whether the member comes in a session in which it signs by itself. */
const ownKey = ({ session, signing }: Caller): boolean => session !== undefined && signing === undefined;

const missing = (field: string, why: string) =>
  new Refusal('INVALID_ARGUMENT', `${field} is missing: ${why}`, { field });

const sessionView = ({ token, session }: OpenedSession) => ({
  token,
  member: session.identity.memberId,
  expiresAt: session.endsAt.toISOString(),
});

function certified({ memberId, certificatePem }: MemberIdentity) {
  const { notBefore, notAfter } = certificateFacts(parseCertificate(certificatePem));
  const [begin, end] = [notBefore.getTime(), notAfter.getTime()];
  const renewAfter = new Date(end - (end - begin) / 3);
  return { member: memberId, certificateExpiresAt: secondOf(notAfter), renewAfter: secondOf(renewAfter) };
}

const ownCertified = ({ identity, chainPem }: OwnKeyCertificate) => ({
  ...certified(identity),
  certificate: identity.certificatePem,
  chain: chainPem,
});

const secondOf = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');

/** Who signs in says so as `member`, or as organisation and enrollment id. */
function whoSignsIn(
  body: { readonly member: string } | { readonly organization: string; readonly enrollmentId: string },
) {
  if (!('member' in body)) return { organization: body.organization, enrollmentId: body.enrollmentId };
  const [enrollmentId = '', organization = ''] = body.member.split('@');
  return { organization, enrollmentId };
}
