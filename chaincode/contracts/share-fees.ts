/**
 * Sharing an epoch's fees out to its traders, in steps of bounded size that anybody may take (spec 14): what each traded
 * is counted page by page, then the fees are divided trader by trader, then paid in the order of the remainders.
 */
import { amountsOf, partOf, remainderRank, weightOf } from '../domain/agents/fee-shares';
import { isOver } from '../domain/agents/epoch';
import { NEUTRAL_SCORE } from '../domain/agents/reward';
import { DomainError } from '../domain/errors';
import { credit } from '../ledger/accounts';
import { keyNumber } from '../ledger/key';
import { type Ledger } from '../ledger/ledger';
import { traderScore } from '../ledger/trader-score';
import {
  type EpochTrader,
  epochTraderRecord,
  feeHoldRecord,
  feePartRecord,
  type FeeSharing,
  feeSharingRecord,
  offerPageRecord,
  outcomePageRecord,
} from '../ledger/records';
import { type SharedFees } from './agent-views';
import { movementOf } from './euro';
import { findEpoch, findListing } from './find';
import { type TransactionContext } from './transaction-context';

/** Offers that a step counts, or traders that it divides among or pays. */
const ROWS_PER_STEP = 500;

/** How far sharing out has come: `held` with what is there so far before it begins. Reads a key per listing. */
export async function feeSharing(ledger: Ledger, number: number): Promise<SharedFees> {
  const { listings } = await findEpoch(ledger, number);
  const sharing = await ledger.get(feeSharingRecord, keyNumber(number));
  return sharing ?? { ...begun(number, await heldFor(ledger, listings)), state: 'held' };
}

/** Takes the next step; answers how far it has come then. EPOCH_NOT_FOUND, EPOCH_NOT_OVER, FEES_SHARED. */
export async function shareFeesStep(ctx: TransactionContext, number: number): Promise<FeeSharing> {
  const { ledger } = ctx;
  const sharing = (await ledger.get(feeSharingRecord, keyNumber(number))) ?? (await begin(ledger, number));
  const after = await steps[sharing.state](ctx, sharing);
  ledger.put(feeSharingRecord, after);
  return after;
}

const steps: Readonly<
  Record<FeeSharing['state'], (ctx: TransactionContext, sharing: FeeSharing) => Promise<FeeSharing>>
> = {
  counting: ({ ledger }, sharing) => countTraders(ledger, sharing),
  ranking: ({ ledger }, sharing) => divide(ledger, sharing),
  paying: pay,
  done: (_, { epoch }) => {
    throw new DomainError('FEES_SHARED', `The fees of epoch ${epoch} have been shared out`, { epoch });
  },
};

const begun = (epoch: number, fees: bigint): FeeSharing => ({
  ...{ epoch, fees, state: fees === 0n ? 'done' : 'counting' },
  ...{ traders: 0, weight: 0n, listing: 0, page: 0, spare: fees, paid: 0n },
});

/** Takes what is held for the epoch's listings, once all of them are settled. */
async function begin(ledger: Ledger, number: number): Promise<FeeSharing> {
  const epoch = await findEpoch(ledger, number);
  const refuse = (message: string): never => {
    throw new DomainError('EPOCH_NOT_OVER', message, { epoch: number });
  };
  if (!isOver(epoch)) refuse(`Epoch ${number} is still under way`);
  for (const id of epoch.listings) {
    const { state } = await findListing(ledger, id);
    if (state !== 'settled') refuse(`Listing ${id} of epoch ${number} is ${state}, it would have to be settled`);
  }
  const fees = await heldFor(ledger, epoch.listings);
  for (const listing of epoch.listings) ledger.delete(feeHoldRecord, { listing, held: 0n, weighed: 0n });
  return begun(number, fees);
}

async function heldFor(ledger: Ledger, listings: readonly string[]): Promise<bigint> {
  let held = 0n;
  for (const id of listings) held += (await ledger.get(feeHoldRecord, id))?.held ?? 0n;
  return held;
}

/** Adds up what traders traded, from the next pages on. */
async function countTraders(ledger: Ledger, sharing: FeeSharing): Promise<FeeSharing> {
  const { listings } = await findEpoch(ledger, sharing.epoch);
  let { listing, page, traders, weight } = sharing;
  const energies = new Map<string, bigint>();
  for (let rows = 0; rows < ROWS_PER_STEP && listing < listings.length;) {
    const header = await findListing(ledger, listings[listing] ?? '');
    rows += await countPage(ledger, header.id, page, energies);
    page += 1;
    if (page >= header.collectedPages) [listing, page] = [listing + 1, 0];
  }
  for (const [member, energy] of energies) {
    const known = await ledger.get(epochTraderRecord, keyNumber(sharing.epoch), member);
    if (!known) traders += 1;
    const score = known?.score ?? (await traderScore(ledger, member)) ?? NEUTRAL_SCORE;
    const trader: EpochTrader = { epoch: sharing.epoch, member, score, energy: (known?.energy ?? 0n) + energy };
    weight += weightOf({ score, energy });
    ledger.put(epochTraderRecord, trader);
  }
  return { ...sharing, listing, page, traders, weight, state: listing < listings.length ? 'counting' : 'ranking' };
}

/** Adds a page's trading to the energies; answers how many offers it has. */
async function countPage(
  ledger: Ledger,
  listing: string,
  page: number,
  energies: Map<string, bigint>,
): Promise<number> {
  const offers = (await ledger.get(offerPageRecord, listing, keyNumber(page)))?.rows ?? [];
  const outcomes = (await ledger.get(outcomePageRecord, listing, keyNumber(page)))?.rows ?? [];
  offers.forEach(([member], row) => {
    const traded = BigInt(outcomes[row]?.[0] ?? '0');
    if (traded > 0n) energies.set(member, (energies.get(member) ?? 0n) + traded);
  });
  return offers.length;
}

/** Divides the fees among the next traders, and puts them into the order of their remainders. */
async function divide(ledger: Ledger, sharing: FeeSharing): Promise<FeeSharing> {
  const { epoch, fees, weight } = sharing;
  const { items, next } = await ledger.scan(epochTraderRecord, [keyNumber(epoch)], ROWS_PER_STEP);
  let { spare } = sharing;
  for (const trader of items) {
    const part = partOf(fees, weightOf(trader), weight);
    spare -= part.floor;
    const { member } = trader;
    ledger.put(feePartRecord, { epoch, member, rank: remainderRank(part.remainder), ...part });
    ledger.delete(epochTraderRecord, trader);
  }
  return { ...sharing, spare, state: next === undefined ? 'paying' : 'ranking' };
}

/** Pays the next traders, those with the largest remainders first: a credit each, which collides with nothing. */
async function pay(ctx: TransactionContext, sharing: FeeSharing): Promise<FeeSharing> {
  const { ledger } = ctx;
  const { epoch } = sharing;
  const { items, next } = await ledger.scan(feePartRecord, [keyNumber(epoch)], ROWS_PER_STEP);
  const amounts = amountsOf(items, sharing.spare);
  let { spare, paid } = sharing;
  items.forEach((part, index) => {
    const amount = amounts[index] ?? 0n;
    spare -= amount - part.floor;
    paid += amount;
    ledger.delete(feePartRecord, part);
    if (amount === 0n) return;
    const movement = { ...movementOf(ctx, 'feeShare', { available: amount }), reference: `epoch ${epoch}` };
    credit(ledger, part.member, 'eEuro', `fees.${keyNumber(epoch)}`, [movement]);
  });
  const state = next === undefined ? 'done' : 'paying';
  if (state === 'done' && paid !== sharing.fees) throw new Error(`Epoch ${epoch} paid ${paid} of ${sharing.fees}`);
  return { ...sharing, spare, paid, state };
}
