import { Info } from 'fabric-contract-api';
import { type Account, type Movement, type MovementKind, supplyAfter, type TokenName } from '../domain/account';
import { DomainError } from '../domain/errors';
import { formatMicros, parseAmount } from '../domain/units';
import { accountWithCredits, credit, foldArrivedCredits, move } from '../ledger/accounts';
import { accountRecord, supplyRecord } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/tokens';
import { findMember } from './find';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type BalanceView = ResultOf<typeof declared.GetENTBalance>;
type MovementView = ResultOf<typeof declared.GetAccountHistory>['items'][number];
type SupplyView = ResultOf<typeof declared.GetTotalENT>;
interface ToMember {
  member: string;
  amount: string;
}

/** A history shows what lies in at most so many versions of the account. */
const MOST_VERSIONS = 1000;

/** ENT and eEuro accounts (spec 00; spec 12, "Transactions"). */
@Info({ title: 'Tokens', description: 'ENT and eEuro accounts' })
export class TokensContract extends SunledgerContract {
  constructor() {
    super('tokens');
  }

  @transaction(declared.TransferENT)
  async TransferENT(ctx: TransactionContext, args: { to: string; amount: string }): Promise<BalanceView> {
    return transfer(ctx, 'ENT', args);
  }

  @transaction(declared.TransferEEuro)
  async TransferEEuro(ctx: TransactionContext, args: { to: string; amount: string }): Promise<BalanceView> {
    return transfer(ctx, 'eEuro', args);
  }

  @transaction(declared.LockEEuro)
  async LockEEuro(ctx: TransactionContext, { amount }: { amount: string }): Promise<BalanceView> {
    const locked = positive(amount);
    const change = { available: -locked, lockedForWithdrawal: locked };
    return balanceView(await move(ctx.ledger, ctx.member.id, 'eEuro', movementOf(ctx, 'lock', change)));
  }

  @transaction(declared.MintEEuro)
  async MintEEuro(ctx: TransactionContext, { member, amount }: ToMember): Promise<SupplyView> {
    const minted = positive(amount);
    await findMember(ctx.ledger, member);
    ctx.concerns({ members: [member] });
    const movement = movementOf(ctx, 'mint', { available: minted }, ctx.member.id);
    credit(ctx.ledger, member, 'eEuro', ctx.transactionId, [movement]);
    return changeSupply(ctx, 'eEuro', minted);
  }

  @transaction(declared.BurnEEuro)
  async BurnEEuro(ctx: TransactionContext, { member: id, amount }: ToMember): Promise<SupplyView> {
    const burned = positive(amount);
    const member = await findMember(ctx.ledger, id);
    ctx.concerns({ members: [id] });
    const locked = (await ctx.ledger.get(accountRecord, id, 'eEuro'))?.lockedForWithdrawal ?? 0n;
    // Who can't transact can't lock either: what it owns can be paid out all the same (spec 00, "Identity").
    const unlocked = member.status !== 'active' && burned > locked ? burned - locked : 0n;
    const change = { lockedForWithdrawal: unlocked - burned, available: -unlocked };
    await move(ctx.ledger, id, 'eEuro', movementOf(ctx, 'burn', change, ctx.member.id));
    return changeSupply(ctx, 'eEuro', -burned);
  }

  @transaction(declared.UnlockEEuro)
  async UnlockEEuro(ctx: TransactionContext, { member, amount }: ToMember): Promise<SupplyView> {
    const unlocked = positive(amount);
    await findMember(ctx.ledger, member);
    ctx.concerns({ members: [member] });
    const change = { available: unlocked, lockedForWithdrawal: -unlocked };
    await move(ctx.ledger, member, 'eEuro', movementOf(ctx, 'unlock', change, ctx.member.id));
    return supply(ctx, 'eEuro');
  }

  @transaction(declared.FoldCredits)
  async FoldCredits(
    ctx: TransactionContext,
    { member, token }: { member: string; token: TokenName },
  ): Promise<BalanceView> {
    await findMember(ctx.ledger, member);
    ctx.concerns({ members: [member] });
    return balanceView(await foldArrivedCredits(ctx.ledger, member, token));
  }

  @transaction(declared.GetENTBalance)
  async GetENTBalance(ctx: TransactionContext, { member }: { member: string }): Promise<BalanceView> {
    return balance(ctx, member, 'ENT');
  }

  @transaction(declared.GetEEuroBalance)
  async GetEEuroBalance(ctx: TransactionContext, { member }: { member: string }): Promise<BalanceView> {
    return balance(ctx, member, 'eEuro');
  }

  @transaction(declared.GetAccountHistory)
  async GetAccountHistory(
    ctx: TransactionContext,
    args: { member: string; token: TokenName; pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetAccountHistory>> {
    await requireInsight(ctx, args.member);
    const { unfolded } = await accountWithCredits(ctx.ledger, args.member, args.token);
    const versions = await ctx.ledger.history(accountRecord, MOST_VERSIONS, args.member, args.token);
    // A credit can be folded in long after it arrived: the order of versions is not the order of movements.
    const newestFirst = [unfolded, ...versions.map(({ movements }) => movements)]
      .flatMap((group) => [...group].reverse())
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    const start = /^[0-9]{1,6}$/.test(args.bookmark) ? Number(args.bookmark) : 0;
    const end = start + Number(args.pageSize);
    return {
      items: newestFirst.slice(start, end).map(movementView),
      bookmark: end < newestFirst.length ? end.toString() : '',
    };
  }

  @transaction(declared.GetTotalENT)
  async GetTotalENT(ctx: TransactionContext): Promise<SupplyView> {
    return supply(ctx, 'ENT');
  }

  @transaction(declared.GetTotalEEuro)
  async GetTotalEEuro(ctx: TransactionContext): Promise<SupplyView> {
    return supply(ctx, 'eEuro');
  }
}

/** An amount of the caller's choice: above 0. */
function positive(amount: string): bigint {
  const micros: bigint = parseAmount(amount);
  if (micros === 0n) throw new DomainError('INVALID_ARGUMENT', 'amount must be above 0', { field: 'amount' });
  return micros;
}

/** A movement that this transaction makes. */
function movementOf(
  ctx: TransactionContext,
  kind: MovementKind,
  change: Partial<Pick<Movement, 'available' | 'lockedForWithdrawal' | 'escrowed'>>,
  counterparty: string | null = null,
): Movement {
  return {
    kind,
    available: 0n,
    lockedForWithdrawal: 0n,
    escrowed: 0n,
    ...change,
    counterparty,
    reference: ctx.transactionId,
    at: ctx.time,
    transaction: ctx.transactionId,
  };
}

async function transfer(
  ctx: TransactionContext,
  token: TokenName,
  { to, amount }: { to: string; amount: string },
): Promise<BalanceView> {
  const moved = positive(amount);
  const from = ctx.member.id;
  if (from === to) throw new DomainError('SAME_ACCOUNT', 'Sender and receiver are the same', { field: 'to' });
  await findMember(ctx.ledger, to);
  ctx.concerns({ members: [to] });
  const account = await move(ctx.ledger, from, token, movementOf(ctx, 'transferOut', { available: -moved }, to));
  credit(ctx.ledger, to, token, ctx.transactionId, [movementOf(ctx, 'transferIn', { available: moved }, from)]);
  return balanceView(account);
}

async function changeSupply(ctx: TransactionContext, token: TokenName, change: bigint): Promise<SupplyView> {
  const before = (await ctx.ledger.get(supplyRecord, token))?.total ?? 0n;
  const total = supplyAfter(before, change, token);
  ctx.ledger.put(supplyRecord, { token, total });
  return { token, total: formatMicros(total) };
}

async function supply(ctx: TransactionContext, token: TokenName): Promise<SupplyView> {
  const total = (await ctx.ledger.get(supplyRecord, token))?.total ?? 0n;
  return { token, total: formatMicros(total) };
}

/** An account is its member's business, and of those who answer for the money. */
async function requireInsight(ctx: TransactionContext, member: string): Promise<void> {
  const entitled = ctx.member.id === member || ctx.holds('banker', 'voter', 'marketOperator', 'auditor');
  if (!entitled) throw new DomainError('FORBIDDEN', `The account of ${member} is not yours to see`, { member });
  await findMember(ctx.ledger, member);
}

async function balance(ctx: TransactionContext, member: string, token: TokenName): Promise<BalanceView> {
  await requireInsight(ctx, member);
  const { account, credits } = await accountWithCredits(ctx.ledger, member, token);
  return balanceView(account, credits);
}

function balanceView(account: Account, unfolded = 0): BalanceView {
  return {
    member: account.member,
    token: account.token,
    available: formatMicros(account.available),
    locked: formatMicros(account.lockedForWithdrawal + account.escrowed),
    lockedForWithdrawal: formatMicros(account.lockedForWithdrawal),
    escrowed: formatMicros(account.escrowed),
    unfolded,
  };
}

function movementView(movement: Movement): MovementView {
  return {
    ...movement,
    available: formatMicros(movement.available),
    lockedForWithdrawal: formatMicros(movement.lockedForWithdrawal),
    escrowed: formatMicros(movement.escrowed),
  };
}
