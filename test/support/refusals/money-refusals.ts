/** Every refusal of tokens, the bank and the fund, provoked in a peopled world. */
import { type ErrorCode } from '../../../chaincode/domain/errors';
import { parametersRecord } from '../../../chaincode/ledger/records';
import { type TransactionName } from '../../../chaincode/wire/transactions';
import { admin } from '../market-world';
import { people, type Stage } from '../peopled-world';
import { nobody, type Prepare, type RefusalCase } from './refusal-case';

const { member, otherMember, departed } = people;
const banking = (name: TransactionName, code: ErrorCode, amount: string): RefusalCase[] => [
  [name, 'MEMBER_NOT_FOUND', 'banker', [nobody, '1']],
  [name, code, 'banker', [member, amount]],
  [name, 'INVALID_ARGUMENT', 'banker', [member, '0']],
  [name, 'CURRENCY_REGIME', 'banker', [member, '1'], (world) => fund(world)],
];

const fund: Prepare = (world) => world.peer.seed(parametersRecord, { values: { currency: 'fund' } });
/** The other voter has asked for it already: the call that passes the vote is the one that fails. */
const fundVoted =
  (name: TransactionName, amount: string): Prepare =>
  async (world) => {
    await fund(world);
    await world.as(admin, name, [member, amount]);
  };

const funding = (name: TransactionName, code: ErrorCode, amount: string): RefusalCase[] => [
  [name, 'MEMBER_NOT_FOUND', 'voter', [nobody, '1'], fund],
  [name, 'CURRENCY_REGIME', 'voter', [member, '1']],
  [name, 'INVALID_ARGUMENT', 'voter', [member, '0'], fund],
  [name, code, 'voter', [member, amount], fundVoted(name, amount)],
];

/** Of transfers, minting, burning and locking, by the banker and by votes. */
export const moneyRefusals = ({ world }: Stage): RefusalCase[] => [
  ...(['TransferENT', 'TransferEEuro', 'TransferTrustCoin'] as const).flatMap((name): RefusalCase[] => [
    [name, 'INSUFFICIENT_FUNDS', 'member', [otherMember, '101']],
    [name, 'SAME_ACCOUNT', 'member', [member, '1']],
    [name, 'MEMBER_NOT_FOUND', 'member', [nobody, '1']],
    [name, 'INVALID_ARGUMENT', 'member', [otherMember, '0']],
  ]),
  ['LockEEuro', 'INSUFFICIENT_FUNDS', 'member', ['101']],
  ['LockEEuro', 'INVALID_ARGUMENT', 'member', ['0.000000']],
  ...banking('MintEEuro', 'SUPPLY_EXCEEDED', '1000000000000'),
  ...banking('BurnEEuro', 'INSUFFICIENT_FUNDS', '10.000001'),
  ...banking('UnlockEEuro', 'INSUFFICIENT_FUNDS', '10.000001'),
  ['BurnEEuro', 'INSUFFICIENT_FUNDS', 'banker', [departed, '100.000001']],
  ['FoldCredits', 'MEMBER_NOT_FOUND', 'operator', [nobody, 'ENT']],
  ['FoldCredits', 'FORBIDDEN', 'member', [otherMember, 'ENT']],
  ['GetENTBalance', 'MEMBER_NOT_FOUND', 'banker', [nobody]],
  ['GetEEuroBalance', 'MEMBER_NOT_FOUND', 'banker', [nobody]],
  ['GetTrustCoinBalance', 'MEMBER_NOT_FOUND', 'banker', [nobody]],
  ['GetAccountHistory', 'MEMBER_NOT_FOUND', 'banker', [nobody, 'ENT', '1', '']],
  ['BUYOffer', 'INSUFFICIENT_FUNDS', 'member', [world.listing, 'n', '1000', '0.2']],
  ...funding('MintFromFund', 'SUPPLY_EXCEEDED', '1000000000000'),
  ...funding('BurnFromFund', 'INSUFFICIENT_FUNDS', '10.000001'),
  ...funding('UnlockFromFund', 'INSUFFICIENT_FUNDS', '10.000001'),
];
