import { randomBytes } from 'node:crypto';
import { emptyAccount } from '../../chaincode/domain/account';
import { listingId } from '../../chaincode/domain/delivery-interval';
import { formatTime, parseTime } from '../../chaincode/domain/time';
import { type ErrorCode } from '../../chaincode/domain/errors';
import { accountRecord, supplyRecord } from '../../chaincode/ledger/records';
import { type ListingView, type MarketRulesView } from '../../chaincode/wire/views';
import { commonErrors } from '../../chaincode/wire/declaration';
import { fullName, type TransactionName, transactions } from '../../chaincode/wire/transactions';
import { usePeerClock } from './peer-clock-hook';
import { testIdentity } from './test-identity';
import { Refused, TestPeer } from './test-peer';

export const admin = 'admin@OperatorMSP';
export const operator = 'operator@OperatorMSP';
export const banker = 'bank@BankMSP';
export const auditor = 'auditor@OperatorMSP';

export const defaultRules: MarketRulesView = {
  mechanism: 'mcp-fifo',
  limits: 'respected',
  tick: '0.000001',
  smallestOffer: '0.001',
  largestOffer: '1000',
  priceFloor: '0',
  priceCap: '1',
  fee: '0',
  intervalMinutes: 60,
  metered: false,
  clock: 'real',
  offersPerMember: 100,
};

type Args = readonly string[];

/** A network in memory, with an operator, a banker and members, whom tests let act. */
export class MarketWorld {
  readonly listing: string;

  constructor(
    readonly peer = new TestPeer(),
    /** Start of the listing's delivery interval: the hour after the peer's present one. */
    readonly deliveryStart = formatTime(Math.ceil((peer.now + 1) / 3600) * 3600),
  ) {
    this.listing = listingId('m', parseTime(deliveryStart));
  }

  /** The same world, which goes its own way from here on. */
  fork(): MarketWorld {
    const copy = new MarketWorld(this.peer.fork(), this.deliveryStart);
    usePeerClock();
    return copy;
  }

  /** A network that has not been bootstrapped. */
  static empty(peer = new TestPeer()): MarketWorld {
    const world = new MarketWorld(peer);
    usePeerClock();
    return world;
  }

  /** Bootstraps a network with its operator and banker registered and their roles granted. */
  static async create(peer = new TestPeer()): Promise<MarketWorld> {
    const world = MarketWorld.empty(peer);
    await world.as(admin, 'Bootstrap', [], { network: { pepper: randomBytes(32).toString('hex') } });
    for (const id of [operator, banker, auditor]) await world.register(id);
    await world.as(admin, 'GrantRole', [operator, 'marketOperator']);
    await world.as(admin, 'GrantRole', [auditor, 'auditor']);
    await world.as(admin, 'ChangeBanker', [banker]);
    return world;
  }

  async call(id: string, transient?: Record<string, unknown>) {
    const ou = /^(admin|chief)@/.test(id) ? 'admin' : 'client';
    return { identity: await testIdentity(id, { ou }), ...(transient ? { transient } : {}) };
  }

  /** Submits a transaction, or evaluates a query, as somebody. */
  async as<T = unknown>(
    id: string,
    name: TransactionName,
    args: Args,
    transient?: Record<string, unknown>,
  ): Promise<T> {
    const declaration = transactions[name];
    const call = await this.call(id, transient);
    return declaration.kind === 'submit'
      ? this.peer.submit<T>(fullName(declaration), args, call)
      : this.peer.evaluate<T>(fullName(declaration), args, call);
  }

  async register(id: string, email = `${id.replace('@', '.at.')}@example.org`): Promise<void> {
    const salt = randomBytes(16).toString('hex');
    await this.as(id, 'RegisterMember', [], { person: { firstName: 'Ada', lastName: 'Byron', email, salt } });
  }

  /** A registered member with eEuro and, where asked for, a verified unit `pv-<enrollment id>` of 10 kW. */
  async member(id: string, options: { eEuro?: string; unit?: boolean } = {}): Promise<string> {
    await this.register(id);
    if (options.eEuro !== undefined) await this.as(banker, 'MintEEuro', [id, options.eEuro]);
    if (options.unit) await this.unit(id);
    return id;
  }

  async unit(owner: string, capacityW = 10_000): Promise<string> {
    const unit = `pv-${owner.split('@')[0] ?? ''}`;
    const details = { kind: 'solar', capacityW, location: 'B20' };
    await this.as(owner, 'RegisterPV', [unit, JSON.stringify(details)]);
    await this.as(operator, 'VerifyPV', [unit]);
    return unit;
  }

  /** Makes market `m` and opens its next listing. */
  async openListing(rules: Partial<MarketRulesView> = {}): Promise<string> {
    await this.as(operator, 'CreateMarket', ['m', JSON.stringify({ ...defaultRules, ...rules })]);
    await this.as(operator, 'AcceptOfferBroadcast', ['m', this.deliveryStart]);
    return this.listing;
  }

  sell(id: string, offer: string, energy: string, price: string, unit = `pv-${id.split('@')[0] ?? ''}`) {
    return this.as(id, 'PVOffer', [this.listing, offer, unit, energy, price]);
  }

  buy(id: string, offer: string, energy: string, price: string) {
    return this.as(id, 'BUYOffer', [this.listing, offer, energy, price]);
  }

  /** Moves the clock to the end of bidding and locks the listing. */
  async close(): Promise<void> {
    this.peer.now += 3600;
    await this.as(operator, 'CloseBidding', [this.listing]);
  }

  /** Clears and settles, page by page, until the listing is settled. */
  async clearAndSettle(): Promise<ListingView> {
    let listing = await this.as<ListingView>(operator, 'GetListing', [this.listing]);
    while (listing.state === 'closed') listing = await this.as<ListingView>(operator, 'ClearListing', [this.listing]);
    while (listing.state === 'cleared') listing = await this.as<ListingView>(operator, 'SettleListing', [this.listing]);
    return listing;
  }

  /** Tokens that a member has from nowhere. */
  seedToken(token: 'ENT' | 'TRUST', member: string, available: bigint): void {
    const supply = BigInt(this.peer.records<{ total: string }>('supply').get(`supply/${token}`)?.total ?? '0');
    this.peer.seed(supplyRecord, { token, total: supply + available });
    this.peer.seed(accountRecord, { ...emptyAccount(member, token), available });
  }

  seedEnt(member: string, available: bigint): void {
    this.seedToken('ENT', member, available);
  }

  async eEuro(id: string): Promise<{ available: string; locked: string; escrowed: string }> {
    return this.as(banker, 'GetEEuroBalance', [id]);
  }

  /** Sum over all accounts and credits, in millionths: available and held (locked for withdrawal, escrowed). */
  total(token: string): { available: bigint; locked: bigint; escrowed: bigint } {
    interface Moving {
      readonly available: string;
      readonly lockedForWithdrawal: string;
      readonly escrowed: string;
    }
    const accounts = [...this.peer.records<Moving & { token: string }>('account').values()];
    const credits = [...this.peer.records<{ token: string; movements: Moving[] }>('credit').values()];
    const parts: Moving[] = [
      ...accounts.filter((account) => account.token === token),
      ...credits.filter((credit) => credit.token === token).flatMap(({ movements }) => movements),
    ];
    const sum = (part: keyof Moving) => parts.reduce((total, entry) => total + BigInt(entry[part]), 0n);
    return { available: sum('available'), locked: sum('lockedForWithdrawal'), escrowed: sum('escrowed') };
  }

  /** The code with which a transaction is refused; fails when it isn't refused, or changes something all the same. */
  async refusal(
    id: string,
    name: TransactionName,
    args: Args,
    transient?: Record<string, unknown>,
  ): Promise<ErrorCode> {
    const before = this.peer.stateHash();
    const code = await this.as(id, name, args, transient).then(
      () => {
        throw new Error(`${name} was not refused`);
      },
      (error: unknown) => {
        if (error instanceof Refused && error.refusal) return error.refusal.code;
        throw error;
      },
    );
    if (this.peer.stateHash() !== before) throw new Error(`${name} was refused and changed the state`);
    if (![...commonErrors, ...transactions[name].errors].includes(code)) {
      throw new Error(`${name} was refused with ${code}, which its declaration doesn't name`);
    }
    return code;
  }
}
