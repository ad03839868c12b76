import { isProblem, type Member } from '../../client';
import { type MechanismName } from '../../chaincode/domain/clearing/mechanisms';
import { parseEuro } from '../../chaincode/domain/units';
import { inParallel } from '../client/in-parallel';

import { unlessDone } from '../client/calls';
import { admitMembers } from './admit-members';
import { type Actor, type Cast, type Keyring } from './cast';
import { demoRules } from './demo-rules';
import { unitOf } from './household-agent';

/** Members under way at once. */
const AT_ONCE = 8;
/** A household whose free eEuro falls below `least` gets `credit` from the bank: days of purchases. */
const funding = { least: parseEuro('25'), credit: '100' } as const;

/** What the setting up is busy with, for whoever watches. */
export type SetUpStep = 'admit' | 'register' | 'roles' | 'units' | 'storage';

/**
 * Makes the ledger ready for the community: members admitted and registered, roles granted by vote, units registered
 * and verified. Looks at the ledger first and does only what is missing, so it can be cut off at any
 * point and called at every start.
 */
export async function setUpCommunity(cast: Cast, keyring: Keyring, onStep: (step: SetUpStep) => void): Promise<void> {
  onStep('admit');
  await admitMembers(cast, keyring);
  onStep('register');
  await registerMembers(cast);
  onStep('roles');
  await grantRoles(cast);
  onStep('units');
  await registerUnits(cast);
}

async function registerMembers(cast: Cast): Promise<void> {
  if (!(await isRegistered(cast.founder))) {
    await unlessDone(cast.founder.api.bootstrap(), 'ALREADY_BOOTSTRAPPED');
  }
  const registered = new Set((await cast.founder.api.members()).map(({ id }) => id));
  const missing = [cast.operator, cast.banker, ...cast.households].filter(({ api }) => !registered.has(api.member));
  await inParallel(missing, AT_ONCE, ({ api, person }) => unlessDone(api.register(person), 'MEMBER_EXISTS'));
}

async function isRegistered({ api }: Actor): Promise<boolean> {
  try {
    return (await api.me()).member !== null;
  } catch (error) {
    if (isProblem(error, 'NOT_BOOTSTRAPPED')) return false;
    throw error;
  }
}

/** With one voter a vote passes at once. */
async function grantRoles({ founder, operator, banker }: Cast): Promise<void> {
  const members = new Map((await founder.api.members()).map((member) => [member.id, member]));
  const holds = (actor: Actor, role: Member['roles'][number]) => members.get(actor.api.member)?.roles.includes(role);
  if (!holds(operator, 'marketOperator')) {
    const args = { member: operator.api.member, role: 'marketOperator' } as const;
    await unlessDone(founder.api.vote('GrantRole', args), 'ROLE_HELD');
  }
  if (!holds(banker, 'banker')) {
    await unlessDone(founder.api.vote('ChangeBanker', { member: banker.api.member }), 'ROLE_HELD');
  }
}

async function registerUnits({ operator, households }: Cast): Promise<void> {
  const states = new Map((await operator.api.units()).map(({ id, state }) => [id, state]));
  const owners = households.filter(({ household }) => household.pvW > 0);
  await inParallel(owners, AT_ONCE, async ({ api, household }) => {
    const unit = unitOf(household);
    if (!states.has(unit)) {
      const details = { kind: 'solar', capacityW: household.pvW, location: household.bus } as const;
      await unlessDone(api.registerUnit(unit, details), 'UNIT_EXISTS');
    }
    if (states.get(unit) !== 'verified') await unlessDone(operator.api.verifyUnit(unit), 'UNIT_STATE');
  });
}

/**
 * Has the bank mint eEuro to every household that runs low, as if it had paid euro in. One after another: the total of
 * all eEuro is one record. Answers how many were credited.
 */
export async function creditAccounts({ banker, households }: Cast): Promise<number> {
  const balances = await inParallel(households, AT_ONCE, ({ api }) => banker.api.balance(api.member));
  const low = balances.filter(({ available }) => parseEuro(available) < funding.least);
  for (const { member } of low) await banker.api.mint(member, funding.credit);
  return low.length;
}

/**
 * Makes sure that the market is there and clears by the mechanism that is asked for; one that exists keeps its own where
 * none is asked for.
 */
export async function ensureMarket(cast: Cast, market: string, mechanism: MechanismName | undefined): Promise<void> {
  const existing = await cast.operator.api.market(market);
  if (!existing) {
    await unlessDone(cast.operator.api.createMarket(market, demoRules(mechanism)), 'MARKET_EXISTS');
  } else if (mechanism !== undefined && existing.rules.mechanism !== mechanism) {
    // A market's rules change by vote, from its next listing on (spec 10).
    await cast.founder.api.vote('ChangeMarketRule', { market, rule: 'mechanism', value: mechanism });
  }
}
