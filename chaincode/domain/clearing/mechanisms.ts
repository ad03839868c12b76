import { type Mechanism } from './clearing';
import { mcpFifo } from './mcp-fifo';
import { midpoint } from './midpoint';
import { payAsBid } from './pay-as-bid';
import { payAsClear } from './pay-as-clear';

/** The clearing mechanisms that a market can choose, in the order of spec 10. A further one is a file and a row here. */
export const mechanisms = {
  'mcp-fifo': mcpFifo,
  'pay-as-clear': payAsClear,
  'pay-as-bid': payAsBid,
  midpoint,
} as const satisfies Readonly<Record<string, Mechanism>>;

export type MechanismName = keyof typeof mechanisms;
export const mechanismNames = Object.keys(mechanisms) as MechanismName[];
