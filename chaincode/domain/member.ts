import { DomainError } from './errors';
import { type Role } from './roles';

export type MemberStatus = 'active' | 'suspended' | 'departed';

export interface Member {
  /** enrollment id @ MSP id (spec 00, "Identity"). */
  readonly id: string;
  readonly status: MemberStatus;
  /** Sorted. */
  readonly roles: readonly Role[];
  readonly registeredAt: string;
}

/** The member with one role more; ROLE_HELD when it has it. */
export function withRole(member: Member, role: Role): Member {
  if (member.roles.includes(role)) {
    throw new DomainError('ROLE_HELD', `${member.id} is ${role} already`, { member: member.id, role });
  }
  return { ...member, roles: [...member.roles, role].sort() };
}

/** Refuses (ROLE_NOT_HELD) a member that lacks a role. */
export function requireRole(member: Member, role: Role): void {
  if (!member.roles.includes(role)) {
    throw new DomainError('ROLE_NOT_HELD', `${member.id} is not ${role}`, { member: member.id, role });
  }
}

/** The member with one role less; ROLE_NOT_HELD when it lacks it. */
export function withoutRole(member: Member, role: Role): Member {
  requireRole(member, role);
  return { ...member, roles: member.roles.filter((held) => held !== role) };
}

/** The voters without one of them; LAST_VOTER when nobody would be left (spec 13). */
export function withoutVoter(voters: readonly string[], member: string): readonly string[] {
  const left = voters.filter((voter) => voter !== member);
  if (left.length === 0 && voters.includes(member)) {
    throw new DomainError('LAST_VOTER', `${member} is the last voter`, { member });
  }
  return left;
}
