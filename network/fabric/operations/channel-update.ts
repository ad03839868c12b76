import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChannelConfigJson } from '../channel/channel-config-json';
import { type ConfigChange } from '../channel/config-changes';
import { signUpdate, updateEnvelope, type UpdateSignature } from '../channel/config-signature';
import { computeUpdate, fetchConfig, inTemporaryFolder } from '../channel/fetch-config';
import { deciders, requireSignatures } from '../channel/required-signatures';
import { changesInUpdate, type UpdateFile } from '../channel/update-file';
import { FabricNetworkError } from '../fabric-network-error';
import { type OrganizationPlan } from '../network-plan';
import { type PeerAdmin } from '../peer-admin';
import { retryUntil } from '../retry-until';
import { isNotYetThere } from '../run-program';
import { type NetworkHome } from './network-home';
import { peerAdmins } from './peer-admins';

/** Computes the update that makes something else of a channel's configuration. It is in force when it is submitted. */
export async function proposeUpdate(
  home: NetworkHome,
  channel: string,
  edit: (config: ChannelConfigJson) => void,
): Promise<UpdateFile> {
  const before = await channelConfiguration(home, channel);
  const after = structuredClone(before);
  edit(after);
  const update = await computeUpdate(home.binaries, channel, before, after);
  return { format: 'sunledger-channel-update-1', channel, update: update.toString('base64') };
}

/** A channel's newest configuration. */
export async function channelConfiguration(home: NetworkHome, channel: string): Promise<ChannelConfigJson> {
  return fetchConfig(home.binaries, await anyAdmin(home, channel), channel);
}

/** What an update changes of its channel as that is now. */
export async function updateChanges(home: NetworkHome, file: UpdateFile): Promise<readonly ConfigChange[]> {
  return changesInUpdate(home.binaries, file, await channelConfiguration(home, file.channel));
}

/** An organisation's administrator agrees to an update. */
export async function signWith(organization: OrganizationPlan, { update }: UpdateFile): Promise<UpdateSignature> {
  return signUpdate(organization, Buffer.from(update, 'base64'));
}

/**
 * Sends an update with its signatures to the ordering service.
 *
 * @throws FabricNetworkError when there are too few signatures, naming who could sign, or the ordering service refuses.
 */
export async function submitUpdate(
  home: NetworkHome,
  file: UpdateFile,
  signatures: readonly UpdateSignature[],
): Promise<readonly ConfigChange[]> {
  const { channel } = file;
  const config = await channelConfiguration(home, channel);
  const changes = await changesInUpdate(home.binaries, file, config);
  const distinct = [...new Map(signatures.map((each) => [each.mspId, each])).values()];
  const signers = distinct.map(({ mspId }) => mspId);
  requireSignatures(config, changes, signers);
  const admin = await anyAdmin(home, channel);
  await inTemporaryFolder(async (folder) => {
    const envelope = path.join(folder, 'update.pb');
    await writeFile(envelope, updateEnvelope(channel, Buffer.from(file.update, 'base64'), distinct));
    const purpose = `change the configuration of channel ${channel}`;
    const submit = (): Promise<string> => admin.submit(purpose, 'channel', 'update', '-c', channel, '-f', envelope);
    await retryUntil(submit, { deadlineMs: 30_000, pauseMs: 200, isTemporary: isNotYetThere });
  });
  return changes;
}

/**
 * Proposes an update, has as many of this home's administrators sign it as have to, and submits it. Where others have to
 * sign, too, the files of `org propose`, `org sign` and `org submit` do the same.
 */
export async function changeChannel(
  home: NetworkHome,
  channel: string,
  edit: (config: ChannelConfigJson) => void,
): Promise<readonly ConfigChange[]> {
  const file = await proposeUpdate(home, channel, edit);
  const config = await channelConfiguration(home, channel);
  const changes = await changesInUpdate(home.binaries, file, config);
  const own = [...(home.plan.ordererOrganization ? [home.plan.ordererOrganization] : []), ...home.plan.organizations];
  const signers = new Map<string, OrganizationPlan>();
  for (const { decidedBy } of changes) {
    const { asked, needed } = deciders(config, decidedBy);
    const here = own.filter(({ mspId }) => asked.includes(mspId));
    for (const organization of here.slice(0, needed)) signers.set(organization.mspId, organization);
  }
  const signatures = await Promise.all([...signers.values()].map((organization) => signWith(organization, file)));
  return submitUpdate(home, file, signatures);
}

async function anyAdmin(home: NetworkHome, channel: string): Promise<PeerAdmin> {
  const [admin] = await peerAdmins(home, channel);
  if (admin) return admin;
  throw new FabricNetworkError('No organisation of this home has a peer whose administrator could do that.');
}
