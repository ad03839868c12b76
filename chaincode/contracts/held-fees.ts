/**
 * The fees of a listing whose market has its clearings attested (spec 14): its agent's part, lambda, is paid when the
 * listing has settled; the rest is held for the traders of the epoch.
 */
import { lambdaOf, NEUTRAL_SCORE } from '../domain/agents/reward';
import { microEuroOf, share } from '../domain/units';
import { loadAgentParameters } from '../ledger/agents';
import { keyNumber } from '../ledger/key';
import { type Ledger } from '../ledger/ledger';
import { traderScore } from '../ledger/trader-score';
import {
  attestationRecord,
  type FeeHold,
  feeHoldRecord,
  type Listing,
  type ListingAttestation,
  tradePageRecord,
} from '../ledger/records';
import { parseRules } from './rules-view';

/** The agent's part of the fees, in micro-eEuro. */
export interface AgentsPart {
  readonly agent: string;
  readonly amount: bigint;
}

/**
 * Holds the fees of the next settled page; with the last page, takes out the agent's part and answers it. Reads a key per
 * buyer of the page's trades.
 */
export async function holdFees(
  ledger: Ledger,
  listing: Listing,
  attestation: ListingAttestation,
  { page, fees, done }: { readonly page: number; readonly fees: bigint; readonly done: boolean },
): Promise<AgentsPart | undefined> {
  const before = (await ledger.get(feeHoldRecord, listing.id)) ?? { listing: listing.id, held: 0n, weighed: 0n };
  const hold: FeeHold = { ...before, held: before.held + fees };
  if (attestation.by === null) {
    ledger.put(feeHoldRecord, hold);
    return undefined;
  }
  const weighed = before.weighed + (await weighFees(ledger, listing, page));
  const amount = done ? lambdaOf(weighed, (await loadAgentParameters(ledger)).feeShare) : 0n;
  ledger.put(feeHoldRecord, { ...hold, weighed, held: hold.held - amount });
  if (!done) return undefined;
  const entry = await ledger.get(attestationRecord, keyNumber(attestation.epoch ?? 0), listing.id, attestation.by);
  if (!entry) throw new Error(`The attestation of ${listing.id} is missing`);
  ledger.put(attestationRecord, { ...entry, paid: amount });
  return { agent: attestation.by, amount };
}

/** Sum of each trade's fee x its buyer's score over a page of trades. */
async function weighFees(ledger: Ledger, listing: Listing, page: number): Promise<bigint> {
  const { fee } = parseRules(listing.rules);
  const trades = await ledger.get(tradePageRecord, listing.id, keyNumber(page));
  const scores = new Map<string, bigint>();
  let weighed = 0n;
  for (const [buy, , , , payment] of trades?.rows ?? []) {
    const [buyer = ''] = buy.split(':');
    const score = scores.get(buyer) ?? (await traderScore(ledger, buyer)) ?? NEUTRAL_SCORE;
    scores.set(buyer, score);
    weighed += share(microEuroOf(BigInt(payment)), fee) * score;
  }
  return weighed;
}
