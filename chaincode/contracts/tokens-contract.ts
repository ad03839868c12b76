import { Info } from 'fabric-contract-api';
import { type Account, type Movement, type TokenName } from '../domain/account';
import { DomainError } from '../domain/errors';
import { insightRoles } from '../domain/roles';
import { formatMicros } from '../domain/units';
import { accountWithCredits, credit, foldArrivedCredits, move } from '../ledger/accounts';
import { renewAccountGuard } from '../ledger/guards';
import { accountRecord, withdrawalRecord } from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/tokens';
import {
  burnEEuro,
  mintEEuro,
  movementOf,
  noteWithdrawal,
  positive,
  requireCurrency,
  totalSupply,
  unlockEEuro,
} from './euro';
import { findMember } from './find';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type AccountView = ResultOf<typeof declared.TransferENT>;
type BalanceView = ResultOf<typeof declared.GetENTBalance>;
type MovementView = ResultOf<typeof declared.GetAccountHistory>['items'][number];
type SupplyView = ResultOf<typeof declared.GetTotalENT>;
interface ToMember {
  member: string;
  amount: string;
}

/** A history shows what lies in at most so many versions of the account. */
const MOST_VERSIONS = 1000;

/** ENT, eEuro and trust coin accounts (spec 00; spec 12, "Transactions"; spec 14). */
@Info({ title: 'Tokens', description: 'ENT, eEuro and trust coin accounts' })
export class TokensContract extends SunledgerContract {
  constructor() {
    super('tokens');
  }

  @transaction(declared.TransferENT)
  async TransferENT(ctx: TransactionContext, args: { to: string; amount: string }): Promise<AccountView> {
    return transfer(ctx, 'ENT', args);
  }

  @transaction(declared.TransferEEuro)
  async TransferEEuro(ctx: TransactionContext, args: { to: string; amount: string }): Promise<AccountView> {
    return transfer(ctx, 'eEuro', args);
  }

  @transaction(declared.TransferTrustCoin)
  async TransferTrustCoin(ctx: TransactionContext, args: { to: string; amount: string }): Promise<AccountView> {
    return transfer(ctx, 'TRUST', args);
  }

  @transaction(declared.LockEEuro)
  async LockEEuro(ctx: TransactionContext, { amount }: { amount: string }): Promise<AccountView> {
    const locked = positive(amount);
    const change = { available: -locked, lockedForWithdrawal: locked };
    const account = await move(ctx.ledger, ctx.member.id, 'eEuro', movementOf(ctx, 'lock', change));
    noteWithdrawal(ctx, account);
    return accountView(account);
  }

  @transaction(declared.MintEEuro)
  async MintEEuro(ctx: TransactionContext, { member, amount }: ToMember): Promise<SupplyView> {
    await requireCurrency(ctx, 'banker');
    return supplyView('eEuro', await mintEEuro(ctx, member, positive(amount)));
  }

  @transaction(declared.BurnEEuro)
  async BurnEEuro(ctx: TransactionContext, { member, amount }: ToMember): Promise<SupplyView> {
    await requireCurrency(ctx, 'banker');
    return supplyView('eEuro', await burnEEuro(ctx, member, positive(amount)));
  }

  @transaction(declared.UnlockEEuro)
  async UnlockEEuro(ctx: TransactionContext, { member, amount }: ToMember): Promise<SupplyView> {
    await requireCurrency(ctx, 'banker');
    await unlockEEuro(ctx, member, positive(amount));
    return supplyView('eEuro', await totalSupply(ctx, 'eEuro'));
  }

  @transaction(declared.GetWithdrawals)
  async GetWithdrawals(
    ctx: TransactionContext,
    { pageSize, bookmark }: { pageSize: string; bookmark: string },
  ): Promise<ResultOf<typeof declared.GetWithdrawals>> {
    const page = await ctx.ledger.page(withdrawalRecord, [], { pageSize: Number(pageSize), bookmark });
    return {
      items: page.items.map((waiting) => ({ ...waiting, amount: formatMicros(waiting.amount) })),
      bookmark: page.bookmark,
    };
  }

  @transaction(declared.FoldCredits)
  async FoldCredits(
    ctx: TransactionContext,
    { member, token }: { member: string; token: TokenName },
  ): Promise<AccountView> {
    // Whoever could fold other accounts could disturb their spendings at will, with dust of its own to fold.
    if (member !== ctx.member.id && !ctx.holds('marketOperator', 'banker')) {
      throw new DomainError('FORBIDDEN', `Credits are folded by ${member}, a market operator or the banker`, {
        member,
      });
    }
    await findMember(ctx.ledger, member);
    ctx.concerns({ members: [member] });
    const isKnown = (await ctx.ledger.get(accountRecord, member, token)) !== undefined;
    const folded = await foldArrivedCredits(ctx.ledger, member, token);
    if (isKnown) await renewAccountGuard(ctx.ledger, member, token);
    return accountView(folded);
  }

  @transaction(declared.GetENTBalance)
  async GetENTBalance(ctx: TransactionContext, { member }: { member: string }): Promise<BalanceView> {
    return balance(ctx, member, 'ENT');
  }

  @transaction(declared.GetEEuroBalance)
  async GetEEuroBalance(ctx: TransactionContext, { member }: { member: string }): Promise<BalanceView> {
    return balance(ctx, member, 'eEuro');
  }

  @transaction(declared.GetTrustCoinBalance)
  async GetTrustCoinBalance(ctx: TransactionContext, { member }: { member: string }): Promise<BalanceView> {
    return balance(ctx, member, 'TRUST');
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
    return supplyView('ENT', await totalSupply(ctx, 'ENT'));
  }

  @transaction(declared.GetTotalEEuro)
  async GetTotalEEuro(ctx: TransactionContext): Promise<SupplyView> {
    return supplyView('eEuro', await totalSupply(ctx, 'eEuro'));
  }

  @transaction(declared.GetTotalTrustCoin)
  async GetTotalTrustCoin(ctx: TransactionContext): Promise<SupplyView> {
    return supplyView('TRUST', await totalSupply(ctx, 'TRUST'));
  }
}

async function transfer(
  ctx: TransactionContext,
  token: TokenName,
  { to, amount }: { to: string; amount: string },
): Promise<AccountView> {
  const moved = positive(amount);
  const from = ctx.member.id;
  if (from === to) throw new DomainError('SAME_ACCOUNT', 'Sender and receiver are the same', { field: 'to' });
  await findMember(ctx.ledger, to);
  ctx.concerns({ members: [to] });
  const account = await move(ctx.ledger, from, token, movementOf(ctx, 'transferOut', { available: -moved }, to));
  credit(ctx.ledger, to, token, ctx.transactionId, [movementOf(ctx, 'transferIn', { available: moved }, from)]);
  return accountView(account);
}

const supplyView = (token: TokenName, total: bigint): SupplyView => ({ token, total: formatMicros(total) });

/** An account is its member's business, and of those who answer for the money. */
async function requireInsight(ctx: TransactionContext, member: string): Promise<void> {
  const entitled = ctx.member.id === member || ctx.holds(...insightRoles);
  if (!entitled) throw new DomainError('FORBIDDEN', `The account of ${member} is not yours to see`, { member });
  await findMember(ctx.ledger, member);
}

async function balance(ctx: TransactionContext, member: string, token: TokenName): Promise<BalanceView> {
  await requireInsight(ctx, member);
  const { account, credits } = await accountWithCredits(ctx.ledger, member, token);
  return { ...accountView(account), unfolded: credits };
}

export function accountView(account: Account): AccountView {
  return {
    member: account.member,
    token: account.token,
    available: formatMicros(account.available),
    locked: formatMicros(account.lockedForWithdrawal + account.escrowed),
    lockedForWithdrawal: formatMicros(account.lockedForWithdrawal),
    escrowed: formatMicros(account.escrowed),
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
