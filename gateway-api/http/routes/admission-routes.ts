import { Type } from '@sinclair/typebox';
import { MemberId } from '../../../chaincode/wire/schemas';
import { type Admission } from '../../auth/admission';
import { memberRoute } from '../gateway-route';
import { type MemberRoute } from '../route';
import { EnrollmentId } from '../auth-forms';

const closed = { additionalProperties: false } as const;
const errors = ['REGISTRATION_REFUSED', 'CA_UNAVAILABLE', 'FORBIDDEN'] as const;

/** Admission and exclusion by an organisation's registrar (spec 32, "Who is asking"). */
export function admissionRoutes(admission: Admission): MemberRoute[] {
  return [
    memberRoute(
      {
        method: 'POST',
        path: '/v1/members',
        operationId: 'admitMember',
        tag: 'members',
        summary: "Registers a new member with the CA of the caller's organisation; by its registrar",
        body: Type.Object(
          {
            enrollmentId: EnrollmentId,
            secret: Type.Optional(
              Type.String({
                minLength: 16,
                maxLength: 200,
                pattern: '^[!-~]+$',
                examples: ['kT7-wq3Zp_x9LmVd2RfY'],
                description:
                  'The secret to enrol with, for who repeats an admission that was cut off; else the CA makes one',
              }),
            ),
            maxEnrollments: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 10,
                description: 'How often the secret may be used; 1 unless said otherwise',
              }),
            ),
          },
          closed,
        ),
        answers: {
          201: {
            description: 'Admitted; the secret to enrol with is told only here',
            schema: Type.Object(
              { member: MemberId, secret: Type.String({ examples: ['kT7-wq3Zp_x9LmVd2RfY'] }) },
              { ...closed, $id: 'Admission' },
            ),
          },
        },
        errors: [...errors, 'MEMBER_EXISTS'],
      },
      async ({ body }, { caller }) => ({
        status: 201,
        json: await admission.admit(caller, { maxEnrollments: 1, attributes: {}, ...body }),
      }),
    ),
    memberRoute(
      {
        method: 'POST',
        path: '/v1/members/{member}/revocation',
        operationId: 'revokeMember',
        tag: 'members',
        summary:
          "Revokes a member's certificates and bars it from enrolling; by its organisation's registrar, or by itself",
        parameters: Type.Object({ member: MemberId }, closed),
        body: Type.Object({}, closed),
        answers: { 204: { description: 'Revoked; its sessions have ended' } },
        errors: [...errors, 'MEMBER_NOT_FOUND'],
      },
      async ({ params }, { caller }) => {
        await admission.revoke(caller, params.member);
        return { status: 204 };
      },
    ),
  ];
}
