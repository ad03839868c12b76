import { NothingChangesError } from '../../network/fabric/channel/fetch-config';
import { changeChannel } from '../../network/fabric/operations/channel-update';
import { type NetworkHome } from '../../network/fabric/operations/network-home';
import { runningOrderer } from '../../network/fabric/operations/peer-admins';
import { up } from '../../network/fabric/operations/up';
import { deployMarket, running } from './commands/up';
import { marketVersion } from './market-launch';
import { definitionFileOf, type Outcome, reopened } from './open-home';

/** What a home is to become. */
export interface Enlargement {
  /** Writes it into network.yaml; done again, it changes nothing more. */
  readonly edit: (file: string) => Promise<unknown>;
  /** Tells the channels, which have to know the newcomer before it is started. */
  readonly admit?: (enlarged: NetworkHome) => Promise<void>;
  /** Whether the market has to be put onto the newcomer, where the channel has it. */
  readonly takesPartInMarket: boolean;
}

/**
 * Gives a network more than it had, while it runs. Each step can be done again, so that a run that was cut off is completed
 * by the next one.
 *
 * @throws FabricNetworkError before anything is changed when channels are to be told and no orderer runs.
 */
export async function enlarge(home: NetworkHome, { edit, admit, takesPartInMarket }: Enlargement): Promise<Outcome> {
  if (admit) await requireOrdering(home);
  await edit(definitionFileOf(home));
  const enlarged = await reopened(home);
  await admit?.(enlarged);
  await up(enlarged);
  if (takesPartInMarket) await redeployMarket(enlarged);
  return running(enlarged);
}

/** Brings the market's definition up to date with the organisations there are; where none was deployed there is none. */
export async function redeployMarket(home: NetworkHome): Promise<void> {
  const [channel] = home.plan.channels;
  if (channel && (await marketVersion(home, channel.name)) !== undefined) await deployMarket(home);
}

/** @throws FabricNetworkError when a channel has no orderer that runs. */
export async function requireOrdering(home: NetworkHome): Promise<void> {
  for (const { name } of home.plan.channels) await runningOrderer(home, name);
}

/** Changes the configuration of every channel that doesn't have the change yet. */
export async function changeChannels(home: NetworkHome, edit: Parameters<typeof changeChannel>[2]): Promise<void> {
  for (const { name } of home.plan.channels) {
    await changeChannel(home, name, edit).catch((error: unknown) => {
      // An earlier run has made it.
      if (!(error instanceof NothingChangesError)) throw error;
    });
  }
}
