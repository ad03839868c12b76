import { type TokenName } from '../domain/account';
import { majorityRule, ownersRule } from '../domain/endorsement-rule';
import { type Ledger } from './ledger';
import { accountRecord, networkRecord, recognizedRootsRecord, supplyRecord } from './records';
import { validationParameter } from './validation-parameter';

/** Without one, the chaincode's own policy applies. */
const NONE = Buffer.alloc(0);

/**
 * Has a new account's changes endorsed by the member's own organisation besides the majority that every transaction
 * needs, once a vote has recognised the organisations that endorse. Reads one key.
 */
export async function guardAccount(ledger: Ledger, member: string, token: TokenName): Promise<void> {
  const parameter = await parameterFor(ledger, organizationOf(member), NONE);
  if (parameter.length > 0) ledger.guard(accountRecord, parameter, member, token);
}

/** The same for an account that is there: after a vote has recognised other organisations. Reads one key more. */
export async function renewAccountGuard(ledger: Ledger, member: string, token: TokenName): Promise<void> {
  const before = await ledger.guardOf(accountRecord, member, token);
  const parameter = await parameterFor(ledger, organizationOf(member), before);
  if (!parameter.equals(before)) ledger.guard(accountRecord, parameter, member, token);
}

/**
 * Has changes of the eEuro in circulation endorsed by the banker's own organisation besides a majority: what the bank
 * owes is written down by nobody without its own peer. To be called when there is a supply. Reads three keys.
 */
export async function guardSupply(ledger: Ledger): Promise<void> {
  const banker = (await ledger.get(networkRecord, 'main'))?.banker ?? '';
  const before = await ledger.guardOf(supplyRecord, 'eEuro');
  const parameter = await parameterFor(ledger, organizationOf(banker), before);
  if (!parameter.equals(before)) ledger.guard(supplyRecord, parameter, 'eEuro');
}

/**
 * The parameter of a key that an organisation answers for. Where it doesn't endorse, a key that has none gets none, and
 * one that is guarded is left to a majority by name: a parameter can't be taken away again, and for a key with an empty
 * one Fabric's gateway finds no peers.
 */
async function parameterFor(ledger: Ledger, organization: string, before: Buffer): Promise<Buffer> {
  const recognized = await ledger.get(recognizedRootsRecord, 'main');
  const organizations = recognized?.organizations.map(({ mspId }) => mspId) ?? [];
  const rule = ownersRule(organizations, organization);
  if (rule) return validationParameter(rule);
  return before.length === 0 || organizations.length === 0 ? before : validationParameter(majorityRule(organizations));
}

/** The MSP id in a member's id. */
const organizationOf = (member: string): string => member.slice(member.lastIndexOf('@') + 1);
