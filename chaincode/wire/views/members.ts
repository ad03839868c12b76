/** Members as the ledger shows them, and their registration data (spec 00, "Identity"). */
import { type Static, Type } from '@sinclair/typebox';
import { roles } from '../../domain/roles';
import * as s from '../schemas';
import { closed, page, plainText } from './shared';

export const Role = s.oneOf(roles, 'Role on the ledger');

export const Member = Type.Object(
  {
    id: s.MemberId,
    status: s.oneOf(['active', 'suspended', 'departed'], 'Suspended and departed members cannot transact'),
    roles: Type.Array(Role),
    registeredAt: s.Time,
  },
  { ...closed, $id: 'Member' },
);
export const MemberPage = page(Member);

/** Who is calling: the certificate's id and, once registered, the member record. */
export const Caller = Type.Object({ id: s.MemberId, member: Type.Union([Member, Type.Null()]) }, closed);

/** Registration data (seed 3); it travels as transient data and lies in a private collection only. */
export const Person = Type.Object(
  {
    firstName: plainText('First name', 100, 1, 'Ada'),
    lastName: plainText('Last name', 100, 1, 'Byron'),
    email: Type.String({
      minLength: 3,
      maxLength: 254,
      pattern: '^[!-~]+@[!-~]+\\.[!-~]+$',
      description: 'E-mail address, of one member only',
      examples: ['ada@example.org'],
    }),
  },
  { ...closed, $id: 'Person' },
);
/** A person with the random salt that keeps the hash of the private record from being guessed. */
export const PersonWithSalt = Type.Object(
  { ...Person.properties, salt: Type.String({ pattern: '^[0-9a-f]{32}$', description: '128 random bits, hex' }) },
  closed,
);
export const Pepper = Type.Object(
  { pepper: Type.String({ pattern: '^[0-9a-f]{64}$', description: '256 random bits, hex' }) },
  closed,
);

export type PersonView = Static<typeof Person>;
