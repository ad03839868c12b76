import { type Mechanism } from './clearing';
import { mcpFifo } from './mcp-fifo';
import { midpoint } from './midpoint';
import { payAsBid } from './pay-as-bid';
import { payAsClear } from './pay-as-clear';
import { tdda } from './tdda';
import { trustMcp } from './trust-mcp';
import { trustedMidpoint, trustedPayAsBid } from './trusted-pairs';
import { trustedPayAsClear } from './trusted-pay-as-clear';
import { trustedTwoLevel, twoLevel } from './two-level';

/** The clearing mechanisms that a market can choose, in the order of spec 10 and 14. A further one is a file and a row here. */
export const mechanisms = {
  'mcp-fifo': mcpFifo,
  'pay-as-clear': payAsClear,
  'pay-as-bid': payAsBid,
  midpoint,
  tdda,
  'trust-mcp': trustMcp,
  'two-level': twoLevel,
} as const satisfies Readonly<Record<string, Mechanism>>;

export type MechanismName = keyof typeof mechanisms;
export const mechanismNames = Object.keys(mechanisms) as MechanismName[];

/** The same with the quotas and the order of service of spec 14, where a market's rules say `trust: on`. */
export const trustedMechanisms: Readonly<Record<MechanismName, Mechanism>> = {
  'mcp-fifo': trustMcp,
  'pay-as-clear': trustedPayAsClear,
  'pay-as-bid': trustedPayAsBid,
  midpoint: trustedMidpoint,
  tdda: trustedMidpoint,
  'trust-mcp': trustMcp,
  'two-level': trustedTwoLevel,
};
