import { type Rate } from './request-rates';

/** Bounds of what the door takes. The defaults leave room for a whole community's agents behind one address. */
export interface DoorLimits {
  /** Largest body, in bytes. */
  readonly bodyBytes: number;
  /** Requests of one address, and of one member. */
  readonly perAddress: Rate;
  readonly perMember: Rate;
  /** How long a request may take to arrive, in ms. */
  readonly requestMs: number;
}

export const defaultDoorLimits: DoorLimits = {
  bodyBytes: 32_768,
  perAddress: { perSecond: 4_000, burst: 8_000 },
  perMember: { perSecond: 1_000, burst: 2_000 },
  requestMs: 30_000,
};
