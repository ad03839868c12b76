import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type ProvisioningBinaries } from '../fabric-binaries';
import { FabricNetworkError } from '../fabric-network-error';
import { type PeerAdmin } from '../peer-admin';
import { retryUntil } from '../retry-until';
import { isNotYetThere, runProgram } from '../run-program';
import { type ChannelConfigJson } from './channel-config-json';

/** Runs something in a folder that is gone afterwards. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'channel-config-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fetches a channel's newest configuration block, as the ordering service has it, into a file. */
export async function fetchConfigBlock(admin: PeerAdmin, channel: string, file: string): Promise<void> {
  const purpose = `fetch the configuration of channel ${channel}`;
  const fetch = (): Promise<string> =>
    admin.submit(purpose, 'channel', 'fetch', 'config', file, '--channelID', channel);
  // Orderers without a leader give no blocks, and nothing announces that they have one.
  await retryUntil(fetch, { deadlineMs: 60_000, pauseMs: 200, isTemporary: isNotYetThere });
}

/** A channel's newest configuration. */
export async function fetchConfig(
  binaries: Pick<ProvisioningBinaries, 'configtxlator'>,
  admin: PeerAdmin,
  channel: string,
): Promise<ChannelConfigJson> {
  return inTemporaryFolder(async (folder) => {
    const block = path.join(folder, 'config.block');
    await fetchConfigBlock(admin, channel, block);
    const decoded = await decode(binaries, 'common.Block', block);
    const { data } = decoded as { data: { data: [{ payload: { data: { config: ChannelConfigJson } } }] } };
    return data.data[0].payload.data.config;
  });
}

/** What turns one configuration into another, as bytes to be signed: a ConfigUpdate. */
export async function computeUpdate(
  binaries: Pick<ProvisioningBinaries, 'configtxlator'>,
  channel: string,
  before: ChannelConfigJson,
  after: ChannelConfigJson,
): Promise<Buffer> {
  return inTemporaryFolder(async (folder) => {
    const file = (name: string): string => path.join(folder, name);
    for (const [name, config] of Object.entries({ before, after })) {
      await writeFile(file(`${name}.json`), JSON.stringify(config));
      const args = ['--type', 'common.Config', '--input', file(`${name}.json`), '--output', file(`${name}.pb`)];
      await runProgram('encode the configuration', binaries.configtxlator, ['proto_encode', ...args]);
    }
    const args = ['--channel_id', channel, '--original', file('before.pb'), '--updated', file('after.pb')];
    await runProgram(`compute what changes on channel ${channel}`, binaries.configtxlator, [
      ...['compute_update', ...args, '--output', file('update.pb')],
    ]).catch((error: unknown) => {
      if (error instanceof Error && /no differences detected/.test(error.message))
        throw new NothingChangesError(channel);
      throw error;
    });
    return readFile(file('update.pb'));
  });
}

/** The channel has what was to be made of it already. */
export class NothingChangesError extends FabricNetworkError {
  constructor(channel: string) {
    super(`Channel ${channel} is like that already: there is nothing to change.`);
  }
}

/** A file with a protobuf message, in configtxlator's JSON form. */
export async function decode(
  binaries: Pick<ProvisioningBinaries, 'configtxlator'>,
  type: string,
  file: string,
): Promise<unknown> {
  // Not from its standard output: it opens that by name, which it can't where that is a socket.
  const output = `${file}.json`;
  const args = ['proto_decode', '--type', type, '--input', file, '--output', output];
  await runProgram(`read ${type} from ${file}`, binaries.configtxlator, args);
  return JSON.parse(await readFile(output, 'utf8')) as unknown;
}
