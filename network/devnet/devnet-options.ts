import { type ChaincodeLaunch } from '../running-network';
import { type BatchLimits, type ChannelConfig, type ChannelOrganization } from './channel-config';
import { type DevnetLog } from './devnet-log';

export interface DevnetOptions {
  /** Folder for everything the network keeps; absent: all is in memory and ends with the process. */
  readonly home?: string;
  /** Address to listen on; 127.0.0.1 unless given. Others than loopback need `allowRemote`. */
  readonly host?: string;
  /** One process on one machine is no distributed ledger: whoever opens it to others says so. */
  readonly allowRemote?: boolean;
  /** By organisation name; absent or 0 takes a free port. */
  readonly ports?: Readonly<Record<string, { readonly peer?: number; readonly ca?: number }>>;
  /** The first channel, of all organisations: the one that `RunningNetwork` speaks of. */
  readonly channel: string;
  readonly organizations: readonly ChannelOrganization[];
  readonly chaincode: ChaincodeLaunch;
  readonly batch?: Partial<BatchLimits>;
  /** Channels beside the first: each has a ledger, members and chaincode processes of its own. */
  readonly furtherChannels?: readonly FurtherChannel[];
  /** How long the chaincode may take for a transaction, in milliseconds; 30 s unless given. */
  readonly executionTimeoutMs?: number;
  /**
   * Whether every transaction is simulated in two chaincode processes and refused when they differ in a byte: finds
   * clocks, chance and state outside the ledger in chaincode under development. Costs as much again.
   */
  readonly verifyDeterminism?: boolean;
  /** What has to stay free on the disk of `home`, in bytes; 64 MiB unless given. Below it no transaction is taken. */
  readonly reservedBytes?: number;
  readonly log: DevnetLog;
}

/** A channel beside the network's first. */
export interface FurtherChannel {
  readonly name: string;
  /** Its members among the network's organisations; all of them unless given. The others' peers don't know the channel. */
  readonly mspIds?: readonly string[];
  readonly chaincode: ChaincodeLaunch;
  readonly batch?: Partial<BatchLimits>;
}

/** A channel as it is to be opened. */
export interface ChannelSetting {
  readonly config: ChannelConfig;
  readonly chaincode: ChaincodeLaunch;
}

/** Every channel of the network, the first one first. */
export function channelSettings(options: DevnetOptions): readonly ChannelSetting[] {
  const { channel, organizations, chaincode, batch, furtherChannels = [] } = options;
  const membersOf = ({ mspIds }: FurtherChannel): readonly ChannelOrganization[] =>
    organizations.filter(({ mspId }) => mspIds === undefined || mspIds.includes(mspId));
  return [
    { config: { channel, organizations, batch: { ...defaultBatch, ...batch } }, chaincode },
    ...furtherChannels.map((further) => ({
      config: {
        channel: further.name,
        organizations: membersOf(further),
        batch: { ...defaultBatch, ...further.batch },
      },
      chaincode: further.chaincode,
    })),
  ];
}

export const defaultBatch: BatchLimits = { maxMessages: 500, maxBytes: 2 * 1024 * 1024, timeoutMs: 2 };

const names = /^[a-z][a-z0-9.-]{0,62}$/;
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Throws an Error that says what was found and what was expected. */
export function checkOptions(options: DevnetOptions): void {
  const { organizations, furtherChannels = [], host, allowRemote } = options;
  if (organizations.length === 0) throw new Error('The network needs at least one organisation');
  for (const key of ['mspId', 'name'] as const) {
    if (new Set(organizations.map((organization) => organization[key])).size < organizations.length) {
      throw new Error(`Every organisation needs its own ${key}`);
    }
  }
  for (const { name } of organizations) {
    if (!names.test(name))
      throw new Error(
        `An organisation's name has small letters, digits, dots and hyphens, found ${JSON.stringify(name)}`,
      );
  }
  for (const { name, mspIds = [] } of furtherChannels) {
    const unknown = mspIds.filter((wanted) => !organizations.some(({ mspId }) => mspId === wanted));
    if (unknown.length > 0)
      throw new Error(`Channel ${name} names ${unknown.join(', ')}, which the network doesn't have`);
  }
  const channels = channelSettings(options);
  for (const channel of channels) checkChannel(channel);
  const channelNames = channels.map(({ config }) => config.channel);
  if (new Set(channelNames).size < channelNames.length) {
    throw new Error(`Every channel needs its own name, found ${channelNames.join(', ')}`);
  }
  if (host !== undefined && !loopback.has(host) && allowRemote !== true) {
    throw new Error(
      `The embedded network listens on loopback only, found ${host}; it is for one machine. allowRemote opens it all the same`,
    );
  }
}

function checkChannel({ config: { channel, organizations }, chaincode }: ChannelSetting): void {
  if (!names.test(channel))
    throw new Error(`A channel's name has small letters, digits, dots and hyphens, found ${JSON.stringify(channel)}`);
  if (organizations.length === 0) throw new Error(`Channel ${channel} needs at least one organisation`);
  if (!/^[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*$/.test(chaincode.name)) {
    throw new Error(
      `A chaincode's name has letters, digits, hyphens and underscores, found ${JSON.stringify(chaincode.name)}`,
    );
  }
  const mspIds = new Set(organizations.map(({ mspId }) => mspId));
  for (const { name, memberMspIds } of chaincode.collections) {
    const unknown = memberMspIds.filter((mspId) => !mspIds.has(mspId));
    if (unknown.length > 0)
      throw new Error(`Collection ${name} names ${unknown.join(', ')}, which channel ${channel} doesn't have`);
  }
}
