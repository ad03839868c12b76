/** A member for people: "h01" of `h01@HouseholdsMSP`. Where two organisations could be meant, say the whole. */
export const shortMember = (member: string): string => member.split('@')[0] ?? member;
