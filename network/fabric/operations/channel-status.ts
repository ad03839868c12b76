import { committedDefinition } from '../chaincode-lifecycle';
import { ordererHeight } from '../channel-join';
import { peersOf } from '../network-plan';
import { peerAdmin, runningOrderer } from './peer-admins';
import { readDeployment } from './deployment-record';
import { type NetworkHome } from './network-home';

/** What a node says of a channel; a sentence where it does not answer. */
export interface NodeHeight {
  readonly name: string;
  readonly height: number | null;
  readonly problem?: string;
}

export interface ChannelStatus {
  readonly name: string;
  readonly orderers: readonly NodeHeight[];
  readonly peers: readonly NodeHeight[];
  /** The definition that the channel has agreed on; null while there is none. */
  readonly chaincode: { readonly name: string; readonly version: string; readonly sequence: number } | null;
}

/** How far every node has come with each channel, by asking each of them. */
export async function channelStatuses(home: NetworkHome): Promise<ChannelStatus[]> {
  return Promise.all(home.plan.channels.map(({ name }) => statusOf(home, name)));
}

async function statusOf(home: NetworkHome, channel: string): Promise<ChannelStatus> {
  const { binaries, plan } = home;
  const ordering = await runningOrderer(home, channel).catch(() => ({ address: '', tlsRootFile: '' }));
  const admins = peersOf(plan).map((each) => peerAdmin(home, each, ordering));
  const [orderers, peers, chaincode] = await Promise.all([
    Promise.all(plan.orderers.map((each) => asked(each.name, () => ordererHeight(binaries, plan, each, channel)))),
    Promise.all(admins.map((admin) => asked(admin.peer.name, () => admin.height(channel)))),
    definitionOf(home, channel, admins),
  ]);
  return { name: channel, orderers, peers, chaincode };
}

async function asked(name: string, height: () => Promise<number>): Promise<NodeHeight> {
  return height().then(
    (found) => ({ name, height: found }),
    (error: unknown) => ({ name, height: null, problem: error instanceof Error ? error.message : String(error) }),
  );
}

async function definitionOf(
  home: NetworkHome,
  channel: string,
  admins: ReturnType<typeof peerAdmin>[],
): Promise<ChannelStatus['chaincode']> {
  const { current, next } = await readDeployment(home.plan, channel);
  const name = (current ?? next)?.launch.name;
  if (name === undefined) return null;
  for (const admin of admins) {
    const found = await committedDefinition(admin, ['--channelID', channel, '--name', name]).catch(() => undefined);
    if (found) return { name, version: found.version, sequence: found.sequence };
  }
  return null;
}
