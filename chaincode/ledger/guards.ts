import { type TokenName } from '../domain/account';
import { ownersRule } from '../domain/endorsement-rule';
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
  const parameter = await parameterFor(ledger, organizationOf(member));
  if (parameter.length > 0) ledger.guard(accountRecord, parameter, member, token);
}

/** The same for an account that is there: after a vote has recognised other organisations. Reads one key more. */
export async function renewAccountGuard(ledger: Ledger, member: string, token: TokenName): Promise<void> {
  const parameter = await parameterFor(ledger, organizationOf(member));
  const before = await ledger.guardOf(accountRecord, member, token);
  if (!parameter.equals(before)) ledger.guard(accountRecord, parameter, member, token);
}

/**
 * Has changes of the eEuro in circulation endorsed by the banker's own organisation besides a majority: what the bank
 * owes is written down by nobody without its own peer. To be called when there is a supply. Reads three keys. Where
 * nobody guards it and nobody is to, nothing is written: for a key with an empty parameter Fabric's gateway finds no peers.
 */
export async function guardSupply(ledger: Ledger): Promise<void> {
  const banker = (await ledger.get(networkRecord, 'main'))?.banker ?? '';
  const parameter = await parameterFor(ledger, organizationOf(banker));
  const before = await ledger.guardOf(supplyRecord, 'eEuro');
  if (!parameter.equals(before)) ledger.guard(supplyRecord, parameter, 'eEuro');
}

async function parameterFor(ledger: Ledger, organization: string): Promise<Buffer> {
  const recognized = await ledger.get(recognizedRootsRecord, 'main');
  const rule = ownersRule(recognized?.organizations.map(({ mspId }) => mspId) ?? [], organization);
  return rule === undefined ? NONE : validationParameter(rule);
}

/** The MSP id in a member's id. */
const organizationOf = (member: string): string => member.slice(member.lastIndexOf('@') + 1);
