import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type NetworkDefinition } from '../definition/network-definition';
import { parseNetworkDefinition } from '../definition/parse-network-definition';
import { planOfDefinition } from '../definition/plan-of-definition';
import { type ProvisioningBinaries } from '../fabric-binaries';
import { FabricNetworkError } from '../fabric-network-error';
import { type NetworkPlan } from '../network-plan';
import { type NodeProcessOptions } from '../node-process';

/** The file that describes the network of a home. */
export const definitionFile = 'network.yaml';

/** How an organisation's REST gateway is run; the network itself knows no more of it. */
export type GatewayCommand = (home: NetworkHome, mspId: string, channel: string) => Promise<NodeProcessOptions>;

/** The folder that a network is administered from, with what its commands need. */
export interface NetworkHome {
  readonly folder: string;
  readonly definition: NetworkDefinition;
  readonly plan: NetworkPlan;
  readonly binaries: ProvisioningBinaries;
  readonly gateway: GatewayCommand;
  /** Tells whoever waits what is being done, one line at a time. */
  readonly progress: (line: string) => void;
}

/**
 * Reads the network of a folder.
 *
 * @throws FabricNetworkError when there is none, DefinitionError when its file is wrong.
 */
export async function readDefinition(
  folder: string,
): Promise<{ readonly definition: NetworkDefinition; readonly plan: NetworkPlan }> {
  const file = path.join(folder, definitionFile);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new FabricNetworkError(`There is no ${file}: \`init\` writes one, --home names another folder.`, { cause });
  });
  const definition = parseNetworkDefinition(text, file);
  return { definition, plan: planOfDefinition(definition, folder) };
}
