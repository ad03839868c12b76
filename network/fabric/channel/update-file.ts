import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ProvisioningBinaries } from '../fabric-binaries';
import { FabricNetworkError } from '../fabric-network-error';
import { type ChannelConfigJson } from './channel-config-json';
import { changesOf, type ConfigChange, type ConfigUpdateJson } from './config-changes';
import { type UpdateSignature } from './config-signature';
import { decode, inTemporaryFolder } from './fetch-config';
import { parsedJson } from './organization-definition';

/** An update of a channel's configuration that administrators hand to each other to sign. */
export interface UpdateFile {
  readonly format: 'sunledger-channel-update-1';
  readonly channel: string;
  /** Base64 of the ConfigUpdate. */
  readonly update: string;
}

/** An administrator's signature on an update, handed back to who proposed it. */
export interface SignatureFile extends UpdateSignature {
  readonly format: 'sunledger-update-signature-1';
  /** The update that it is for, so that it can't be taken for another one's. */
  readonly update: string;
}

/** @throws FabricNetworkError when the text is no update. */
export function parseUpdateFile(text: string, file: string): UpdateFile {
  const parsed = parsedJson(text) as Partial<UpdateFile> | undefined;
  if (parsed?.format === 'sunledger-channel-update-1' && isText(parsed.channel) && isText(parsed.update)) {
    return parsed as UpdateFile;
  }
  throw new FabricNetworkError(`${file} is no update of a channel: \`org propose\` writes one.`);
}

/** @throws FabricNetworkError when the text is no signature, or one on another update. */
export function parseSignatureFile(text: string, file: string, { update }: UpdateFile): UpdateSignature {
  const parsed = parsedJson(text) as Partial<SignatureFile> | undefined;
  const { format, mspId, header, signature } = parsed ?? {};
  if (format !== 'sunledger-update-signature-1' || !isText(mspId) || !isText(header) || !isText(signature)) {
    throw new FabricNetworkError(`${file} is no signature on an update: \`org sign\` writes one.`);
  }
  if (parsed?.update !== update) {
    throw new FabricNetworkError(`${file} is a signature of ${mspId} on another update: it has to sign this one.`);
  }
  return { mspId, header, signature };
}

/** What an update changes of a channel as it is now, read from the update's own bytes. */
export async function changesInUpdate(
  binaries: Pick<ProvisioningBinaries, 'configtxlator'>,
  { channel, update }: UpdateFile,
  config: ChannelConfigJson,
): Promise<ConfigChange[]> {
  return inTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'update.pb');
    await writeFile(file, Buffer.from(update, 'base64'));
    const decoded = (await decode(binaries, 'common.ConfigUpdate', file)) as ConfigUpdateJson;
    if (decoded.channel_id === channel) return changesOf(decoded, config);
    throw new FabricNetworkError(
      `The update says that it is for channel ${channel}, but is for ${decoded.channel_id}.`,
    );
  });
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
