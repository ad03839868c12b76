import path from 'node:path';
import { type NetworkPlan } from './network-plan';

/** Where a channel's files lie: its genesis block, and what describes it to others. */
export function channelFolder(plan: Pick<NetworkPlan, 'home'>, channel: string): string {
  return path.join(plan.home, 'channels', channel);
}

/** The file of a channel's genesis block. */
export function genesisBlockFile(plan: Pick<NetworkPlan, 'home'>, channel: string): string {
  return path.join(channelFolder(plan, channel), 'genesis.block');
}
