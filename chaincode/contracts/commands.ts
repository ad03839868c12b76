/**
 * What each command does when its vote passes (spec 13). A command loads and checks what it is about, refuses what
 * can't be done, and answers the function that does it. A further command is a row here and its declaration.
 */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { DomainError } from '../domain/errors';
import { checkRules } from '../domain/market-rules';
import { type Member, requireRole, withoutRole, withoutVoter, withRole } from '../domain/member';
import { checkParameter } from '../domain/parameters';
import { type Role } from '../domain/roles';
import { newStorageUnit, removeStorageUnit } from '../domain/stored-energy/storage-unit';
import { findFraud } from '../domain/trust/trust';
import { MOST_VOTERS } from '../domain/vote';
import { guardSupply } from '../ledger/guards';
import { loadEnergyParameters, loadPools, savePools } from '../ledger/energy-pools';
import {
  marketRecord,
  memberRecord,
  networkRecord,
  parametersRecord,
  recognizedRootsRecord,
  storageUnitRecord,
  supplyRecord,
  trustRecord,
} from '../ledger/records';
import { MarketRules } from '../wire/views';
import { burnEEuro, mintEEuro, positive, requireCurrency, unlockEEuro } from './euro';
import { findMarket, findMember, findNetwork, findStorageUnit } from './find';
import { checkDocument } from './read-document';
import { parseRoots } from './recognized-roots';
import { parseRules } from './rules-view';
import { type TransactionContext } from './transaction-context';
import { findTrust } from './find-trust';

type Command = (ctx: TransactionContext, args: Readonly<Record<string, string>>) => Promise<() => void | Promise<void>>;

export const commands = {
  AddVoter: async (ctx, { member: id = '' }) => {
    const member = withRole(activeMember(await findMember(ctx.ledger, id)), 'voter');
    const network = await findNetwork(ctx.ledger);
    if (network.voters.length >= MOST_VOTERS) {
      throw new DomainError('TOO_MANY_VOTERS', `There can be at most ${MOST_VOTERS} voters`, { most: MOST_VOTERS });
    }
    return () => {
      save(ctx, member);
      ctx.ledger.put(networkRecord, { ...network, voters: [...network.voters, id].sort() });
    };
  },

  RemoveVoter: async (ctx, { member: id = '' }) => {
    const member = withoutRole(await findMember(ctx.ledger, id), 'voter');
    const network = await findNetwork(ctx.ledger);
    const voters = withoutVoter(network.voters, id);
    return () => {
      save(ctx, member);
      ctx.ledger.put(networkRecord, { ...network, voters });
    };
  },

  ChangeBanker: async (ctx, { member: id = '' }) => {
    const member = withRole(activeMember(await findMember(ctx.ledger, id)), 'banker');
    const network = await findNetwork(ctx.ledger);
    const before = network.banker === null ? undefined : await findMember(ctx.ledger, network.banker);
    return async () => {
      if (before) save(ctx, withoutRole(before, 'banker'));
      save(ctx, member);
      ctx.ledger.put(networkRecord, { ...network, banker: id });
      if (await ctx.ledger.get(supplyRecord, 'eEuro')) await guardSupply(ctx.ledger);
    };
  },

  GrantRole: async (ctx, { member: id = '', role }) => {
    const member = withRole(activeMember(await findMember(ctx.ledger, id)), role as Role);
    return () => save(ctx, member);
  },

  RevokeRole: async (ctx, { member: id = '', role }) => {
    const member = withoutRole(await findMember(ctx.ledger, id), role as Role);
    return () => save(ctx, member);
  },

  SetParameter: async (ctx, { name = '', value = '' }) => {
    const [parameter, canonical] = checkParameter(name, value);
    const chosen = (await ctx.ledger.get(parametersRecord, 'main'))?.values ?? {};
    return () => ctx.ledger.put(parametersRecord, { values: { ...chosen, [parameter]: canonical } });
  },

  ChangeMarketRule: async (ctx, { market: id = '', rule = '', value = '' }) => {
    const market = await findMarket(ctx.ledger, id);
    ctx.concerns({ market: id });
    if (rule === 'operator') {
      requireRole(activeMember(await findMember(ctx.ledger, value)), 'marketOperator');
      return () => ctx.ledger.put(marketRecord, { ...market, operator: value });
    }
    const known = MarketRules.properties[rule as keyof typeof MarketRules.properties] as { type?: string } | undefined;
    if (!Object.hasOwn(MarketRules.properties, rule) || rule === 'clock' || !known) {
      throw new DomainError('MARKET_RULES_INVALID', `${rule} is no rule that a vote can change`, { field: rule });
    }
    const rules: unknown = { ...market.rules, [rule]: known.type === 'string' ? value : plainValue(value) };
    const check = TypeCompiler.Compile(MarketRules);
    checkDocument(check, rules, 'rules');
    const changed = rules as typeof market.rules;
    checkRules(parseRules(changed));
    return () => ctx.ledger.put(marketRecord, { ...market, rules: changed });
  },

  RegisterStorageUnit: async (ctx, { unit: id = '', owner = '' }) => {
    activeMember(await findMember(ctx.ledger, owner));
    if (await ctx.ledger.get(storageUnitRecord, id)) {
      throw new DomainError('UNIT_EXISTS', `There is a storage unit ${id} already`, { unit: id });
    }
    ctx.concerns({ members: [id, owner] });
    return () => ctx.ledger.put(storageUnitRecord, newStorageUnit(id, owner));
  },

  RemoveStorageUnit: async (ctx, { unit: id = '' }) => {
    const unit = await findStorageUnit(ctx.ledger, id);
    const pools = await loadPools(ctx.ledger);
    const removed = removeStorageUnit(pools, unit, await loadEnergyParameters(ctx.ledger));
    ctx.concerns({ members: [id, unit.owner] });
    return () => {
      savePools(ctx.ledger, pools, removed.pools);
      ctx.ledger.put(storageUnitRecord, removed.unit);
    };
  },

  MintFromFund: async (ctx, { member = '', amount = '' }) => {
    const minted = positive(amount);
    await requireCurrency(ctx, 'fund');
    await findMember(ctx.ledger, member);
    return async () => {
      await mintEEuro(ctx, member, minted);
    };
  },

  BurnFromFund: async (ctx, { member = '', amount = '' }) => {
    const burned = positive(amount);
    await requireCurrency(ctx, 'fund');
    await findMember(ctx.ledger, member);
    return async () => {
      await burnEEuro(ctx, member, burned);
    };
  },

  UnlockFromFund: async (ctx, { member = '', amount = '' }) => {
    const unlocked = positive(amount);
    await requireCurrency(ctx, 'fund');
    await findMember(ctx.ledger, member);
    return () => unlockEEuro(ctx, member, unlocked);
  },

  RecognizeOrderers: (ctx, { roots = '' }) => {
    const recognized = parseRoots(roots);
    return Promise.resolve(async () => {
      ctx.ledger.put(recognizedRootsRecord, recognized);
      if (await ctx.ledger.get(supplyRecord, 'eEuro')) await guardSupply(ctx.ledger);
    });
  },

  SuspendMember: async (ctx, { member: id = '' }) => {
    const member = await findMember(ctx.ledger, id);
    if (member.status !== 'active') throw statusError(member);
    const network = await findNetwork(ctx.ledger);
    const voters = withoutVoter(network.voters, id);
    const banker = network.banker === id ? null : network.banker;
    return () => {
      // Who is suspended neither votes nor banks; both come back by a vote of their own only.
      const roles = member.roles.filter((role) => role !== 'voter' && role !== 'banker');
      save(ctx, { ...member, status: 'suspended', roles });
      ctx.ledger.put(networkRecord, { ...network, voters, banker });
    };
  },

  ReinstateMember: async (ctx, { member: id = '' }) => {
    const member = await findMember(ctx.ledger, id);
    if (member.status !== 'suspended') throw statusError(member);
    return () => save(ctx, { ...member, status: 'active' });
  },

  FindFraud: async (ctx, { member: id = '' }) => {
    await findMember(ctx.ledger, id);
    const trust = await findTrust(ctx.ledger, id);
    ctx.concerns({ members: [id] });
    return () => ctx.ledger.put(trustRecord, findFraud(trust, ctx.time));
  },
} as const satisfies Readonly<Record<string, Command>>;

function save(ctx: TransactionContext, member: Member): void {
  ctx.ledger.put(memberRecord, member);
  ctx.concerns({ members: [member.id] });
}

/** Roles are for those who can transact. */
function activeMember(member: Member): Member {
  if (member.status !== 'active') throw statusError(member);
  return member;
}

const statusError = (member: Member): DomainError =>
  new DomainError('MEMBER_STATUS', `${member.id} is ${member.status}`, { member: member.id, status: member.status });

/** A value that isn't a string in the rules: a whole number, true or false. */
function plainValue(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^[0-9]{1,9}$/.test(value) ? Number(value) : value;
}
