import { type OrganizationCa } from './ca/organization-ca';
import { Channel } from './channel';
import { type ChannelConfig, collectionOf } from './channel-config';
import { BlockUpdates } from './committer/block-updates';
import { CommittedBlock } from './committer/committed-block';
import { Identities } from './committer/identities';
import { type ChannelSetting, type DevnetOptions } from './devnet-options';
import { type SigningIdentity } from './msp/signing-identity';
import { committedBytes, orderBlock } from './orderer/block-writer';
import { genesisEnvelope } from './orderer/genesis-block';
import { type Started } from './started';
import { ChannelLedger } from './store/channel-ledger';
import { type DiskRoom } from './store/disk-room';
import { type Home } from './store/home';
import { StoreDamagedError } from './store/key-value-store';

interface Opening {
  readonly options: DevnetOptions;
  readonly home: Home;
  /** Of all organisations, in the network's order. */
  readonly cas: readonly OrganizationCa[];
  readonly started: Started;
  /** The room on the disk; undefined in memory. */
  readonly room: DiskRoom | undefined;
}

/**
 * Opens the channels' ledgers, with a genesis block where they are new. A store whose files are damaged is made again
 * from the blocks. Throws when the home was made for others, or the blocks are damaged.
 */
export async function openChannels(
  settings: readonly ChannelSetting[],
  opening: Opening,
): Promise<ReadonlyMap<string, Channel>> {
  const { home, started } = opening;
  const open = async (): Promise<Channel[]> => {
    const opened: Channel[] = [];
    try {
      for (const setting of settings) opened.push(await openChannel(setting, opening));
      return opened;
    } catch (error) {
      for (const { ledger } of opened) await ledger.close();
      throw error;
    }
  };
  const channels = await open().catch(async (error: unknown) => {
    if (!(error instanceof StoreDamagedError)) throw error;
    await home.remakeStore(error);
    return open();
  });
  for (const { ledger } of channels) started.add(() => ledger.close());
  return new Map(channels.map((channel) => [channel.name, channel]));
}

async function openChannel(
  { config, chaincode }: ChannelSetting,
  { options: { log }, home, cas, room }: Opening,
): Promise<Channel> {
  const { name, version, collections } = chaincode;
  const definition = { name, version, collections };
  const blockToLive = (namespace: string, collection: string): number =>
    (namespace === name ? collectionOf(definition, collection)?.blockToLive : undefined) ?? 0;
  await home.claim(config.channel, config.organizations, blockToLiveOf(chaincode));
  const ledger = await ChannelLedger.open(config.channel, home.storage(config.channel), log, blockToLive);
  const members = config.organizations.map(
    (organization) => cas.find(({ msp }) => msp.mspId === organization.mspId) as OrganizationCa,
  );
  // The first member runs the channel's orderer.
  const { identity: orderer } = await (members[0] as OrganizationCa).node('orderer', 'orderer', []);
  if (ledger.height === 0) await commitGenesis(config, members, ledger, orderer);
  const identities = new Identities(members.map(({ msp }) => msp));
  return new Channel(config, ledger, identities, new Map([[name, definition]]), orderer, log, room);
}

/** The collections whose data ends by itself, as the home keeps them: `chaincode/collection` to blocks. */
function blockToLiveOf({ name, collections }: ChannelSetting['chaincode']): Readonly<Record<string, number>> {
  const ending = collections.filter(({ blockToLive }) => blockToLive > 0);
  return Object.fromEntries(ending.map((each) => [`${name}/${each.name}`, each.blockToLive]));
}

async function commitGenesis(
  config: ChannelConfig,
  cas: readonly OrganizationCa[],
  ledger: ChannelLedger,
  orderer: SigningIdentity,
): Promise<void> {
  const organizations = cas.map(({ msp, rootPem, endpoint }) => ({
    mspId: msp.mspId,
    rootPem,
    tlsRootPem: endpoint.tlsRootPem,
  }));
  const envelope = genesisEnvelope(config, organizations, orderer, new Date());
  const noBytes: Buffer = Buffer.alloc(0);
  const ordered = orderBlock(0, noBytes, [envelope], orderer);
  const updates = new BlockUpdates(ledger.state);
  const codes = Buffer.from([0]);
  const bytes = committedBytes(ordered, codes, updates.commitHash(codes, noBytes));
  await ledger.commit(new CommittedBlock(bytes), updates, []);
}
