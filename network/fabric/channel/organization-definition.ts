import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { organizationGroup } from '../channel-config';
import { type ProvisioningBinaries } from '../fabric-binaries';
import { FabricNetworkError } from '../fabric-network-error';
import { type PeerOrganizationPlan } from '../network-plan';
import { runProgram } from '../run-program';
import { type ConfigGroup } from './channel-config-json';
import { inTemporaryFolder } from './fetch-config';

/** An organisation as it introduces itself to a channel's members: its certificates' roots, policies and anchor peers. */
export interface OrganizationDefinitionFile {
  readonly format: 'sunledger-organization-1';
  readonly mspId: string;
  readonly group: ConfigGroup;
}

/** Makes an organisation's definition from its own MSP folder. It holds nothing secret. */
export async function defineOrganization(
  binaries: Pick<ProvisioningBinaries, 'configtxgen'>,
  organization: PeerOrganizationPlan,
): Promise<OrganizationDefinitionFile> {
  const { mspId, peers } = organization;
  const printed = await inTemporaryFolder(async (folder) => {
    await writeFile(
      path.join(folder, 'configtx.yaml'),
      JSON.stringify({ Organizations: [organizationGroup(organization)] }),
    );
    return runProgram(`describe ${mspId}`, binaries.configtxgen, ['-configPath', folder, '-printOrg', mspId]);
  });
  const group = JSON.parse(printed) as ConfigGroup;
  group.values['AnchorPeers'] = {
    mod_policy: 'Admins',
    value: { anchor_peers: peers.map(({ host, port }) => ({ host, port })) },
    version: '0',
  };
  return { format: 'sunledger-organization-1', mspId, group };
}

/** @throws FabricNetworkError when the text is no organisation's definition. */
export function parseOrganizationDefinition(text: string, file: string): OrganizationDefinitionFile {
  const parsed = parsedJson(text) as Partial<OrganizationDefinitionFile> | undefined;
  if (
    parsed?.format !== 'sunledger-organization-1' ||
    typeof parsed.mspId !== 'string' ||
    !parsed.group?.values['MSP']
  ) {
    throw new FabricNetworkError(`${file} is no organisation's definition: \`org define\` writes one.`);
  }
  return parsed as OrganizationDefinitionFile;
}

/** The value of a JSON text; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
