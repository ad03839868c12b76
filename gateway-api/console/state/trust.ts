import { readNumbered, read, readAll, type Receipt, write } from './api';
import { type RatedTradeView, type TradeView, type TrustView } from '../model/views';
import { type Resource, useResource } from './resources';

const trustOf = (member: string): string => `/v1/members/${encodeURIComponent(member)}/trust`;
const ofTrust = ({ changes }: { readonly changes: readonly { readonly key: string }[] }): boolean =>
  changes.some(({ key }) => key.startsWith('trust/'));

/** A member's points and score, with what moved them last. */
export const useTrust = (member: string): Resource<TrustView> =>
  useResource(trustOf(member), () => read<TrustView>(trustOf(member)), { changedBy: ofTrust });

/** Everybody of whom something is known. */
export const useTrusts = (): Resource<TrustView[]> =>
  useResource('/v1/trust', () => readAll<TrustView>('/v1/trust'), { changedBy: ofTrust });

/** A trade with its number in the clearing. */
export interface NumberedTrade extends TradeView {
  readonly number: number;
}

/** The member's own trades of a listing; nothing where none is named. */
export function useOwnTrades(listing: string | undefined, member: string): Resource<NumberedTrade[]> {
  const path = `/v1/clearings/${listing ?? ''}/trades`;
  return useResource(listing && `${path} of ${member}`, async () => {
    const trades = await readNumbered<TradeView>(path);
    const isOwn = (offer: string) => offer.startsWith(`${member}:`);
    return trades.map((trade, number) => ({ ...trade, number })).filter(({ buy, sell }) => isOwn(buy) || isOwn(sell));
  });
}

const tradePath = (listing: string, trade: number): string => `/v1/clearings/${listing}/trades/${trade}`;

/** A trade with what is said of its delivery and of its sides. */
export const useRatedTrade = (listing: string, trade: number): Resource<RatedTradeView> =>
  useResource(tradePath(listing, trade), () => read<RatedTradeView>(tradePath(listing, trade)), {
    changedBy: (event) =>
      event.listing === listing &&
      ['AttestDelivery', 'AttestDeliveries', 'RateTrade', 'CloseRatings'].includes(event.transaction),
  });

/** Says how much of an own trade was delivered, in kWh. */
export const sayDelivered = (
  listing: string,
  trade: number,
  delivered: string,
  key: string,
): Promise<Receipt<unknown>> => write('POST', `${tradePath(listing, trade)}/delivery`, { delivered }, key);

/** Rates the other side of an own trade, 1 to 5. */
export const rateTrade = (listing: string, trade: number, rating: number, key: string): Promise<Receipt<unknown>> =>
  write('POST', `${tradePath(listing, trade)}/ratings`, { rating: String(rating) }, key);
