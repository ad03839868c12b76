import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { channelFolder } from '../channel-folder';
import { type ChannelMember } from '../channel-config';
import { FabricNetworkError } from '../fabric-network-error';
import { writeNodeOus } from '../msp-folder';
import { type NetworkPlan } from '../network-plan';
import { type ConfigGroup } from './channel-config-json';
import { type OrganizationDefinitionFile } from './organization-definition';

/** What an organisation's definition says of its certificates, in configtxlator's JSON form: each PEM in base64. */
interface MspConfig {
  readonly root_certs: readonly string[];
  readonly intermediate_certs?: readonly string[];
  readonly tls_root_certs?: readonly string[];
  readonly tls_intermediate_certs?: readonly string[];
  readonly revocation_list?: readonly string[];
}

interface Anchors {
  readonly anchor_peers: readonly { readonly host: string; readonly port: number }[];
}

const mspFolders: readonly (readonly [keyof MspConfig, string])[] = [
  ['root_certs', 'cacerts'],
  ['intermediate_certs', 'intermediatecerts'],
  ['tls_root_certs', 'tlscacerts'],
  ['tls_intermediate_certs', 'tlsintermediatecerts'],
  ['revocation_list', 'crls'],
];

const foundersFolder = (plan: Pick<NetworkPlan, 'home'>, channel: string): string =>
  path.join(channelFolder(plan, channel), 'founders');

/** The root certificates in a group of the channel's configuration, as PEM, with where its anchor peers are. */
export function memberFacts(group: ConfigGroup): {
  readonly roots: readonly string[];
  readonly tlsRoots: readonly string[];
  readonly anchors: Anchors['anchor_peers'];
} {
  const msp = group.values['MSP']?.value['config'] as MspConfig;
  const anchors = group.values['AnchorPeers']?.value as Anchors | undefined;
  return {
    roots: msp.root_certs.map(pem),
    tlsRoots: (msp.tls_root_certs ?? []).map(pem),
    anchors: anchors?.anchor_peers ?? [],
  };
}

/**
 * Notes an organisation of another home down as a founder: the channel's first block will have it among its members. A
 * founder of the same MSP id that was noted before is replaced.
 */
export async function addFounder(
  plan: NetworkPlan,
  channel: string,
  { mspId, group }: OrganizationDefinitionFile,
): Promise<void> {
  if ([plan.ordererOrganization, ...plan.organizations].some((own) => own?.mspId === mspId)) {
    throw new FabricNetworkError(`${mspId} is an organisation of this home: it founds the channel in any case.`);
  }
  const folder = path.join(foundersFolder(plan, channel), mspId);
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  const msp = group.values['MSP']?.value['config'] as MspConfig;
  for (const [field, name] of mspFolders) {
    const pems = msp[field] ?? [];
    if (pems.length === 0) continue;
    await mkdir(path.join(draft, 'msp', name), { recursive: true });
    for (const [index, each] of pems.entries()) {
      await writeFile(path.join(draft, 'msp', name, `${index}.pem`), pem(each));
    }
  }
  await writeNodeOus(path.join(draft, 'msp'));
  await writeFile(path.join(draft, 'anchors.json'), JSON.stringify(memberFacts(group).anchors));
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}

/** The founders of other homes, in alphabetical order. */
export async function foundersOf(plan: Pick<NetworkPlan, 'home'>, channel: string): Promise<ChannelMember[]> {
  const folder = foundersFolder(plan, channel);
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.endsWith('.new')).sort();
  return Promise.all(
    names.map(async (mspId) => ({
      mspId,
      home: path.join(folder, mspId),
      peers: JSON.parse(await readFile(path.join(folder, mspId, 'anchors.json'), 'utf8')) as ChannelMember['peers'],
    })),
  );
}

const pem = (base64: string): string => Buffer.from(base64, 'base64').toString();
