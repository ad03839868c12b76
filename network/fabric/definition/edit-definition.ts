import { readFile, rename, writeFile } from 'node:fs/promises';
import { isMap, isSeq, parseDocument } from 'yaml';
import { FabricNetworkError } from '../fabric-network-error';
import { type OrganizationDefinition, portsPerOrganization, usualMspId } from './network-definition';
import { parseNetworkDefinition } from './parse-network-definition';

type Document = ReturnType<typeof parseDocument>;

/** Adds an organisation to `network.yaml`, on the first hundred ports after all others, unless it is there. */
export async function addOrganization(file: string, name: string, peers: number): Promise<OrganizationDefinition> {
  const text = await readFile(file, 'utf8');
  const { organizations, ordering } = parseNetworkDefinition(text, file);
  const known = organizations.find((each) => each.name === name);
  if (known) return known;
  const all = ordering ? [ordering, ...organizations] : organizations;
  const added = {
    mspId: usualMspId(name),
    name,
    peers,
    host: all[0]?.host ?? '127.0.0.1',
    ports: Math.max(...all.map(({ ports }) => ports)) + portsPerOrganization,
  };
  await edit(file, text, (document) => {
    document.addIn(['organizations'], document.createNode(added));
  });
  return added;
}

/** Takes an organisation out of `network.yaml`. What lies in its folder stays. */
export async function removeOrganization(file: string, name: string): Promise<void> {
  await edit(file, await readFile(file, 'utf8'), (document) => {
    document.deleteIn(['organizations', indexOf(document, name)]);
  });
}

/** Says how many peers an organisation has. */
export async function setPeers(file: string, name: string, peers: number): Promise<void> {
  await edit(file, await readFile(file, 'utf8'), (document) => {
    document.setIn(['organizations', indexOf(document, name), 'peers'], peers);
  });
}

/** Says how many orderers there are. */
export async function setOrderers(file: string, orderers: number): Promise<void> {
  const text = await readFile(file, 'utf8');
  const { ordering } = parseNetworkDefinition(text, file);
  if (!ordering) throw new FabricNetworkError(`${file} has no ordering service whose orderers could be changed.`);
  await edit(file, text, (document) => {
    document.setIn(['ordering', 'orderers'], orderers);
  });
}

/** Writes the edited text only if it is right as a whole. */
async function edit(file: string, text: string, change: (document: Document) => void): Promise<void> {
  const document = parseDocument(text);
  change(document);
  const edited = document.toString();
  parseNetworkDefinition(edited, file);
  await writeFile(`${file}.new`, edited);
  await rename(`${file}.new`, file);
}

function indexOf(document: Document, name: string): number {
  const list: unknown = document.get('organizations');
  const names = isSeq(list) ? list.items.map((item) => (isMap(item) ? String(item.get('name')) : '')) : [];
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw new FabricNetworkError(`There is no organisation ${name} in this home; known are ${names.join(', ')}.`);
}
