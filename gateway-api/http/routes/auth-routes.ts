import { Type } from '@sinclair/typebox';
import { MemberId, Time } from '../../../chaincode/wire/schemas';
import { type Enrolment, type OpenedSession } from '../../auth/enrolment';
import { type Sessions } from '../../auth/sessions';
import { type FabricIdentity } from '../../fabric/fabric-identity';
import { certificateFacts, parseCertificate } from '../../../identity/certificate-facts';
import { Refusal } from '../../refusal';
import { memberRoute, publicRoute } from '../gateway-route';
import { type Route } from '../route';

const closed = { additionalProperties: false } as const;

export const EnrollmentId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'Enrollment id, a pseudonym: it stands in every block',
  examples: ['h01'],
});
const OrganizationName = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$',
  description: 'MSP id or name of an organisation that this gateway serves',
  examples: ['HouseholdsMSP'],
});
const Passphrase = Type.String({
  minLength: 12,
  maxLength: 200,
  description: 'Locks the kept key; the gateway does not store it',
  examples: ['correct horse battery staple'],
});
const SessionId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$', examples: ['current'] });
const SessionView = Type.Object(
  {
    token: Type.String({ description: 'For the header Authorization: Bearer <token>; it is told only here' }),
    member: MemberId,
    expiresAt: Type.String({ description: 'Unless it is used before' }),
  },
  { ...closed, $id: 'OpenedSession' },
);
const EnrolmentView = Type.Object(
  {
    member: MemberId,
    certificateExpiresAt: Time,
    session: Type.Optional(SessionView),
  },
  { ...closed, $id: 'Enrolment' },
);

/** Enrolling, signing in and out, renewing (spec 32, "Who is asking", ways 2 and 3). */
export function authRoutes(enrolment: Enrolment, sessions: Sessions): Route[] {
  const sessionView = ({ token, session }: OpenedSession) => ({
    token,
    member: session.identity.memberId,
    expiresAt: session.endsAt.toISOString(),
  });
  return [
    publicRoute(
      {
        method: 'POST',
        path: '/v1/auth/enroll',
        operationId: 'enroll',
        tag: 'auth',
        summary: "Has the organisation's CA certify a new key and keeps it, locked; opens a session",
        body: Type.Object(
          {
            organization: OrganizationName,
            enrollmentId: EnrollmentId,
            secret: Type.String({ minLength: 1, maxLength: 200, description: 'The one-time secret of the admission' }),
            passphrase: Type.Optional(Passphrase),
            unlock: Type.Optional(
              Type.Unsafe<'passphrase' | 'token'>({
                type: 'string',
                enum: ['passphrase', 'token'],
                description: 'What opens the key: a passphrase, or Fabric CA tokens of another key of the same member',
              }),
            ),
          },
          closed,
        ),
        answers: { 201: { description: 'Enrolled', schema: EnrolmentView } },
        errors: [
          'ORGANIZATION_UNKNOWN',
          'CREDENTIALS_REFUSED',
          'TOO_MANY_ATTEMPTS',
          'REGISTRATION_REFUSED',
          'CA_UNAVAILABLE',
        ],
      },
      async ({ body }) => {
        const byToken = body.unlock === 'token';
        if (byToken === (body.passphrase !== undefined)) {
          const message = byToken
            ? 'passphrase must be left out where a token unlocks the key.'
            : 'passphrase is missing: the key is kept under it.';
          throw new Refusal('INVALID_ARGUMENT', message, { field: 'passphrase' });
        }
        const { identity, opened } = await enrolment.enroll(
          body.organization,
          body.enrollmentId,
          body.secret,
          body.passphrase,
        );
        return { status: 201, json: { ...certified(identity), ...(opened ? { session: sessionView(opened) } : {}) } };
      },
    ),
    publicRoute(
      {
        method: 'POST',
        path: '/v1/auth/sessions',
        operationId: 'signIn',
        tag: 'auth',
        summary: 'Opens a session with a kept key',
        body: Type.Object(
          {
            member: Type.Optional(MemberId),
            organization: Type.Optional(OrganizationName),
            enrollmentId: Type.Optional(EnrollmentId),
            passphrase: Passphrase,
          },
          closed,
        ),
        answers: { 201: { description: 'Signed in', schema: SessionView } },
        errors: ['ORGANIZATION_UNKNOWN', 'CREDENTIALS_REFUSED', 'TOO_MANY_ATTEMPTS', 'CERTIFICATE_REFUSED'],
      },
      async ({ body }) => {
        const { organization, enrollmentId } = whoSignsIn(body);
        return { status: 201, json: sessionView(await enrolment.signIn(organization, enrollmentId, body.passphrase)) };
      },
    ),
    memberRoute(
      {
        method: 'GET',
        path: '/v1/auth/sessions',
        operationId: 'getOwnSessions',
        tag: 'auth',
        summary: "The caller's open sessions at this gateway",
        answers: {
          200: {
            description: 'OK',
            schema: Type.Object(
              {
                items: Type.Array(
                  Type.Object(
                    {
                      id: SessionId,
                      ownKey: Type.Boolean({ description: 'Whether the member signs by itself in it' }),
                      startedAt: Type.String(),
                      lastUsedAt: Type.String(),
                      expiresAt: Type.String({ description: 'Unless it is used before' }),
                      current: Type.Boolean({ description: 'Whether this very request came in it' }),
                    },
                    closed,
                  ),
                ),
              },
              closed,
            ),
          },
        },
      },
      async (_, { caller }) => {
        const open = await sessions.ofMember(caller.identity.memberId);
        const items = open.map(({ id, ownKey, startedAt, lastUsedAt, endsAt }) => ({
          id,
          ownKey,
          startedAt: startedAt.toISOString(),
          lastUsedAt: lastUsedAt.toISOString(),
          expiresAt: endsAt.toISOString(),
          current: id === caller.session?.id,
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
    memberRoute(
      {
        method: 'POST',
        path: '/v1/me/renewal',
        operationId: 'renewCertificate',
        tag: 'me',
        summary: "Replaces the caller's key and certificate by new ones",
        body: Type.Object({ passphrase: Type.Optional(Passphrase) }, closed),
        answers: { 201: { description: 'Renewed', schema: EnrolmentView } },
        errors: ['CREDENTIALS_REFUSED', 'TOO_MANY_ATTEMPTS', 'REGISTRATION_REFUSED', 'CA_UNAVAILABLE'],
      },
      async ({ body }, { caller }) => ({
        status: 201,
        json: certified(await enrolment.renew(caller, body.passphrase)),
      }),
    ),
  ];
}

function certified(identity: FabricIdentity): { member: string; certificateExpiresAt: string } {
  const { notAfter } = certificateFacts(parseCertificate(identity.certificatePem));
  return { member: identity.memberId, certificateExpiresAt: notAfter.toISOString().replace(/\.\d+Z$/, 'Z') };
}

/** Who signs in says so as `member`, or as organisation and enrollment id. */
function whoSignsIn(body: { member?: string; organization?: string; enrollmentId?: string }): {
  organization: string;
  enrollmentId: string;
} {
  const { member, organization, enrollmentId } = body;
  if (member !== undefined && organization === undefined && enrollmentId === undefined) {
    const [id = '', mspId = ''] = member.split('@');
    return { organization: mspId, enrollmentId: id };
  }
  if (member === undefined && organization !== undefined && enrollmentId !== undefined)
    return { organization, enrollmentId };
  throw new Refusal('INVALID_ARGUMENT', 'Give either member, or organization and enrollmentId.', { field: 'member' });
}
