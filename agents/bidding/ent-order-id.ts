import { type Side } from '../../chaincode/domain/offer';

/** The id of a member's ENT order in the hour of a listing: an hour that is played twice has each order once. */
export const entOrderId = (listing: string, side: Side): string => `${listing.toLowerCase()}.${side}`;

/** The part of an order's name, `member:order`, that says its listing's hour; undefined for other orders. */
export const hourOfOrder = (name: string): string | undefined => /:(.+)\.(?:buy|sell)$/.exec(name)?.[1];
