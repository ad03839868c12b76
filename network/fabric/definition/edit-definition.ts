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

/** Gives an organisation one more peer; answers how many it has then. */
export async function addPeer(file: string, name: string): Promise<number> {
  const text = await readFile(file, 'utf8');
  const { organizations } = parseNetworkDefinition(text, file);
  const peers = (organizations.find((each) => each.name === name)?.peers ?? 0) + 1;
  await edit(file, text, (document) => {
    document.setIn(['organizations', indexOf(document, name), 'peers'], peers);
  });
  return peers;
}

/** Gives the ordering service one more orderer, or one less; answers how many it has then. */
export async function changeOrderers(file: string, more: 1 | -1): Promise<number> {
  const text = await readFile(file, 'utf8');
  const { ordering } = parseNetworkDefinition(text, file);
  if (!ordering) throw new FabricNetworkError(`${file} has no ordering service whose orderers could be changed.`);
  const orderers = ordering.orderers + more;
  await edit(file, text, (document) => {
    document.setIn(['ordering', 'orderers'], orderers);
  });
  return orderers;
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
