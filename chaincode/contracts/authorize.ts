import { DomainError } from '../domain/errors';
import { memberRecord, storageUnitRecord } from '../ledger/records';
import { type TransactionDeclaration } from '../wire/declaration';
import { type TransactionContext } from './transaction-context';

/**
 * Lets the call through, or refuses it: NOT_REGISTERED, MEMBER_SUSPENDED, FORBIDDEN. The roles that count are those on
 * the ledger; a certificate only says who is calling and whether it is an organisation's administrator.
 * Reads the caller's member record, unless the declaration lets anyone in.
 */
export async function authorize(ctx: TransactionContext, { callers, name }: TransactionDeclaration): Promise<void> {
  if (callers.includes('anyone')) return;
  const { id, isAdmin } = ctx.identity;
  const asAdmin = isAdmin && callers.includes('organizationAdmin');
  const member = await ctx.ledger.get(memberRecord, id);
  if (member?.status === 'active') ctx.authorisedAs(member);
  if (asAdmin) return;
  const isActive = member?.status === 'active';
  if (isActive && (callers.includes('member') || member.roles.some((role) => callers.includes(role)))) return;
  // A storage unit reports under an identity of its own, which needn't be a member's. Whether it is still active is for
  // the rule to say; where it is a member too, it shares the member's fate.
  const asUnit = callers.includes('storageUnit') && (!member || isActive);
  if (asUnit && (await ctx.ledger.get(storageUnitRecord, id))) return;
  if (!member) throw new DomainError('NOT_REGISTERED', `${id} is not registered as a member`, { member: id });
  if (!isActive) {
    throw new DomainError('MEMBER_SUSPENDED', `${id} is ${member.status} and cannot transact`, { member: id });
  }
  throw new DomainError('FORBIDDEN', `${name} is for: ${callers.join(', ')}`, { callers: callers.join(', ') });
}

/** Whether the calling member operates a market or what belongs to one: `operator` is named there, and still has the role. */
export const isOperator = (ctx: TransactionContext, operator: string): boolean =>
  ctx.member.id === operator && ctx.holds('marketOperator');

/** Refuses (FORBIDDEN) everybody but the operator. */
export function requireOperator(ctx: TransactionContext, operator: string): void {
  if (!isOperator(ctx, operator)) {
    throw new DomainError('FORBIDDEN', `This is for the market's operator ${operator}`, { operator });
  }
}
