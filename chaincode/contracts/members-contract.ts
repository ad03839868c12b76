import { Info } from 'fabric-contract-api';
import { DomainError } from '../domain/errors';
import { type Member, withoutVoter } from '../domain/member';
import { memberRecord, networkRecord } from '../ledger/records';
import { type StoredPerson } from '../ledger/personal-data';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/members';
import { Pepper, PersonWithSalt } from '../wire/views';
import { findMember, findNetwork } from './find';
import { readTransient, SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

/** A member as it is shown. */
export const memberView = (member: Member): ResultOf<typeof declared.GetMember> => ({
  ...member,
  roles: [...member.roles],
});

/** Who belongs to the network (spec 00, "Identity"; spec 13). */
@Info({ title: 'Members', description: 'Who belongs to the network' })
export class MembersContract extends SunledgerContract {
  constructor() {
    super('members');
  }

  @transaction(declared.Bootstrap)
  async Bootstrap(ctx: TransactionContext): Promise<ResultOf<typeof declared.Bootstrap>> {
    if (await ctx.ledger.get(networkRecord, 'main')) {
      throw new DomainError('ALREADY_BOOTSTRAPPED', 'The network has been bootstrapped before');
    }
    const { pepper } = readTransient(ctx, declared.Bootstrap, Pepper);
    const founder: Member = { id: ctx.identity.id, status: 'active', roles: ['voter'], registeredAt: ctx.time };
    await ctx.personalData.initialise(pepper);
    ctx.ledger.put(memberRecord, founder);
    ctx.ledger.put(networkRecord, { bootstrappedAt: ctx.time, voters: [founder.id], banker: null });
    return memberView(founder);
  }

  @transaction(declared.RegisterMember)
  async RegisterMember(ctx: TransactionContext): Promise<ResultOf<typeof declared.RegisterMember>> {
    await findNetwork(ctx.ledger);
    const { id } = ctx.identity;
    // A suspended or departed member's record stands in the way of a fresh start with the same identity.
    if (await ctx.ledger.get(memberRecord, id)) {
      throw new DomainError('MEMBER_EXISTS', `${id} is registered already`, { member: id });
    }
    const person = readTransient(ctx, declared.RegisterMember, PersonWithSalt);
    if (await ctx.personalData.isTaken(person.email)) {
      throw new DomainError('EMAIL_TAKEN', 'The e-mail address belongs to another member', { field: 'person.email' });
    }
    const member: Member = { id, status: 'active', roles: [], registeredAt: ctx.time };
    ctx.ledger.put(memberRecord, member);
    await ctx.personalData.put(id, person);
    return memberView(member);
  }

  @transaction(declared.LeaveNetwork)
  async LeaveNetwork(ctx: TransactionContext): Promise<ResultOf<typeof declared.LeaveNetwork>> {
    const departed: Member = { ...ctx.member, status: 'departed', roles: [] };
    if (ctx.holds('voter', 'banker')) {
      const network = await findNetwork(ctx.ledger);
      const voters = withoutVoter(network.voters, departed.id);
      const banker = network.banker === departed.id ? null : network.banker;
      ctx.ledger.put(networkRecord, { ...network, voters, banker });
    }
    ctx.ledger.put(memberRecord, departed);
    return memberView(departed);
  }

  @transaction(declared.PurgePersonalData)
  async PurgePersonalData(
    ctx: TransactionContext,
    { member: id }: { member: string },
  ): Promise<ResultOf<typeof declared.PurgePersonalData>> {
    requireOwnOrganization(ctx, id);
    const member = await findMember(ctx.ledger, id);
    if (member.status !== 'departed') {
      throw new DomainError('MEMBER_NOT_DEPARTED', `${id} is ${member.status}, not departed`, { member: id });
    }
    ctx.concerns({ members: [id] });
    await ctx.personalData.purge(id, await findPerson(ctx, id));
    return memberView(member);
  }

  @transaction(declared.GetCaller)
  async GetCaller(ctx: TransactionContext): Promise<ResultOf<typeof declared.GetCaller>> {
    const { id } = ctx.identity;
    const member = await ctx.ledger.get(memberRecord, id);
    return { id, member: member ? memberView(member) : null };
  }

  @transaction(declared.GetMember)
  async GetMember(
    ctx: TransactionContext,
    { member }: { member: string },
  ): Promise<ResultOf<typeof declared.GetMember>> {
    return memberView(await findMember(ctx.ledger, member));
  }

  @transaction(declared.GetMembers)
  async GetMembers(
    ctx: TransactionContext,
    { pageSize, bookmark }: { pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetMembers>> {
    const page = await ctx.ledger.page(memberRecord, [], { pageSize: Number(pageSize), bookmark });
    return { items: page.items.map(memberView), bookmark: page.bookmark };
  }

  @transaction(declared.GetPersonalData)
  async GetPersonalData(
    ctx: TransactionContext,
    { member }: { member: string },
  ): Promise<ResultOf<typeof declared.GetPersonalData>> {
    if (member !== ctx.identity.id) {
      if (!ctx.identity.isAdmin) throw new DomainError('FORBIDDEN', 'Personal data is for the member itself');
      requireOwnOrganization(ctx, member);
      await findMember(ctx.ledger, member);
    }
    const { firstName, lastName, email } = await findPerson(ctx, member);
    return { firstName, lastName, email };
  }
}

function requireOwnOrganization(ctx: TransactionContext, member: string): void {
  if (!member.endsWith(`@${ctx.identity.mspId}`)) {
    throw new DomainError('FORBIDDEN', `${member} belongs to another organisation`, { member });
  }
}

async function findPerson(ctx: TransactionContext, member: string): Promise<StoredPerson> {
  const person = await ctx.personalData.get(member);
  if (!person) {
    throw new DomainError('PERSONAL_DATA_NOT_FOUND', `There is no personal data of ${member}`, { member });
  }
  return person;
}
