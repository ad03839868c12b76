import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  addOrganization,
  removeOrganization,
  setOrderers,
  setPeers,
} from '../../../../../network/fabric/definition/edit-definition';
import { parseNetworkDefinition } from '../../../../../network/fabric/definition/parse-network-definition';

const text = `# our network
channels:
  - name: energy
ordering: # by us
  mspId: OrdererMSP
  name: orderer
  consensus: raft
  orderers: 3
  ports: 7000
organizations:
  - mspId: AMSP
    name: a # the first
    ports: 7100
`;

describe('An edited network.yaml', () => {
  let folder = '';
  let file = '';
  const now = (): string => readFileSync(file, 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'edit-definition-'));
    file = path.join(folder, 'network.yaml');
    writeFileSync(file, text);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps what people wrote in it', async () => {
    await addOrganization(file, 'retailer', 2);
    await setPeers(file, 'a', 2);
    await setOrderers(file, 4);
    for (const comment of ['# our network', '# by us', '# the first']) assert.ok(now().includes(comment), now());
    const { organizations, ordering } = parseNetworkDefinition(now(), file);
    assert.deepEqual(
      organizations.map(({ mspId, peers, ports }) => [mspId, peers, ports]),
      [
        ['AMSP', 2, 7100],
        ['RetailerMSP', 2, 7200],
      ],
    );
    assert.equal(ordering?.orderers, 4);
  });

  it('has an organisation once, however often it is added', async () => {
    await addOrganization(file, 'retailer', 1);
    const once = now();
    await addOrganization(file, 'retailer', 1);
    assert.equal(now(), once);
  });

  it('loses an organisation, and is refused one that it does not have', async () => {
    await addOrganization(file, 'retailer', 1);
    await removeOrganization(file, 'a');
    assert.deepEqual(
      parseNetworkDefinition(now(), file).organizations.map(({ name }) => name),
      ['retailer'],
    );
    await assert.rejects(setPeers(file, 'bank', 2), /There is no organisation bank in this home; known are retailer\./);
  });

  it('stays as it was when the edit would make it wrong', async () => {
    await assert.rejects(
      removeOrganization(file, 'a'),
      /organizations must be a list of organisations; found an empty/,
    );
    assert.equal(now(), text);
  });
});
