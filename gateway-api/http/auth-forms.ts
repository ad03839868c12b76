import { type Static, type TObject, type TUnsafe, Type } from '@sinclair/typebox';
import { MemberId, Time } from '../../chaincode/wire/schemas';

const closed = { additionalProperties: false } as const;

/** One of several forms of a body. */
const oneOfForms = <T extends readonly TObject[]>(...forms: T): TUnsafe<Static<T[number]>> =>
  Type.Unsafe<Static<T[number]>>({ oneOf: forms });

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
export const Passphrase = Type.String({
  minLength: 12,
  maxLength: 200,
  description: 'Locks the kept key; the gateway does not store it',
  examples: ['correct horse battery staple'],
});
const pem = (label: string, description: string) =>
  Type.String({
    pattern: `^-----BEGIN ${label}-----\\r?\\n[A-Za-z0-9+/=\\r\\n]{1,8000}-----END ${label}-----\\r?\\n?$`,
    description,
    examples: [`-----BEGIN ${label}-----\nMIIBATCB\n-----END ${label}-----\n`],
  });
export const Certificate = pem('CERTIFICATE', "The member's certificate, PEM");
export const CertificateRequest = pem(
  'CERTIFICATE REQUEST',
  'PKCS#10 request (PEM) for a P-256 key of one’s own, with the enrollment id as its common name',
);
export const Signature = Type.String({
  pattern: '^[A-Za-z0-9+/]{8,96}={0,2}$',
  description: 'ECDSA on P-256 over the SHA-256 of the bytes, DER, low-S, in base64',
  examples: ['MEQCIBAeAyM='],
});
const Origin = Type.String({
  pattern: '^https?://[A-Za-z0-9.:\\[\\]-]{1,255}$',
  description: 'Address of the gateway as the member knows it, without a path: it stands in what is signed',
  examples: ['https://gateway.example.org'],
});

const enrollee = {
  organization: OrganizationName,
  enrollmentId: EnrollmentId,
  secret: Type.String({ minLength: 1, maxLength: 200, description: 'The one-time secret of the admission' }),
};

/** The three ways of enrolling: a key that the gateway keeps under a passphrase, or for tokens, or a key of one's own. */
export const EnrolmentForm = oneOfForms(
  Type.Object(
    {
      ...enrollee,
      passphrase: Passphrase,
      unlock: Type.Optional(Type.Literal('passphrase', { description: 'What opens the key; a passphrase' })),
    },
    { ...closed, title: 'passphrase' },
  ),
  Type.Object(
    { ...enrollee, unlock: Type.Literal('token', { description: 'Fabric CA tokens of another key of the member' }) },
    { ...closed, title: 'token' },
  ),
  Type.Object({ ...enrollee, certificateRequest: CertificateRequest }, { ...closed, title: 'ownKey' }),
);

/** The ways of signing in: with the passphrase of a kept key, or with a challenge that one's own key has signed. */
export const SignInForm = oneOfForms(
  Type.Object({ member: MemberId, passphrase: Passphrase }, { ...closed, title: 'member' }),
  Type.Object(
    { organization: OrganizationName, enrollmentId: EnrollmentId, passphrase: Passphrase },
    { ...closed, title: 'enrollmentId' },
  ),
  Type.Object(
    {
      certificate: Certificate,
      challenge: Type.String({ minLength: 1, maxLength: 1_000, description: 'The text, as it was given' }),
      signature: Signature,
    },
    { ...closed, title: 'ownKey' },
  ),
);

export const ChallengeForm = Type.Object({ certificate: Certificate, origin: Origin }, closed);

/** Who renews says how: the passphrase of a kept key, a signing request for a new key of its own, or both to change over. */
export const RenewalForm = Type.Object(
  { passphrase: Type.Optional(Passphrase), certificateRequest: Type.Optional(CertificateRequest) },
  { ...closed, examples: [{ passphrase: 'correct horse battery staple' }] },
);

export const SessionView = Type.Object(
  {
    token: Type.String({ description: 'For the header Authorization: Bearer <token>; it is told only here' }),
    member: MemberId,
    expiresAt: Type.String({ description: 'Unless it is used before' }),
  },
  { ...closed, $id: 'OpenedSession' },
);

export const EnrolmentView = Type.Object(
  {
    member: MemberId,
    certificateExpiresAt: Time,
    renewAfter: Type.String({ ...Time, description: 'When to ask for a new certificate: a third of its time is left' }),
    certificate: Type.Optional(Type.String({ description: 'PEM, where the key is the member’s own' })),
    chain: Type.Optional(Type.String({ description: 'Certificates of the CA, PEM' })),
    session: Type.Optional(SessionView),
  },
  { ...closed, $id: 'Enrolment' },
);

export const SessionId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$', examples: ['current'] });

export const SessionList = Type.Object(
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
);
