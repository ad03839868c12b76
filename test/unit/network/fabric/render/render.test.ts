import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { type NetworkHome } from '../../../../../network/fabric/operations/network-home';
import { renderCompose } from '../../../../../network/fabric/render/compose';
import { renderKubernetes } from '../../../../../network/fabric/render/kubernetes';
import { homeToRender } from '../../../../support/home-to-render';

const options = { checkout: '/checkout', image: 'node:20-slim' };

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
}

describe('A network in containers', () => {
  let folder = '';

  const homeWith = (hostOf: (name: string) => string): Promise<NetworkHome> => homeToRender(folder, hostOf);

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'render-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has a service for every process, with the image and the version of its program', async () => {
    const text = await renderCompose(await homeWith(() => '127.0.0.1'), options);
    const { services } = parse(text) as { services: Record<string, Service> };
    assert.deepEqual(Object.keys(services), [
      ...['ca-orderer', 'ca-a', 'ca-b', 'orderer0-orderer', 'orderer1-orderer', 'orderer2-orderer'],
      ...['peer0-a', 'peer0-b', 'chaincode-market-1-of-peer0-a', 'chaincode-market-1-of-peer0-b'],
      ...['gateway-a', 'gateway-b'],
    ]);
    assert.equal(services['peer0-a']?.image, 'hyperledger/fabric-peer:3.1.5');
    assert.deepEqual(services['peer0-a'].command, ['peer', 'node', 'start']);
    assert.equal(services['ca-a']?.image, 'hyperledger/fabric-ca:1.5.21');
    assert.deepEqual(services['chaincode-market-1-of-peer0-a']?.command, ['node', '/app/build/server.js']);
    assert.equal(services['chaincode-market-1-of-peer0-a'].environment['CHAINCODE_ID'], 'market_1:abc');
    assert.ok(services['gateway-b']?.volumes.includes('/checkout:/app:ro'));
  });

  it('has the peers install chaincode with the builder of their own image', async () => {
    const text = await renderCompose(await homeWith(() => '127.0.0.1'), options);
    const { services } = parse(text) as { services: Record<string, Service> };
    const builders = services['peer0-a']?.environment['CORE_CHAINCODE_EXTERNALBUILDERS'] ?? '[]';
    assert.equal((JSON.parse(builders) as { path: string }[])[0]?.path, '/opt/hyperledger/ccaas_builder');
  });

  it('is, in Kubernetes, a pod with a volume of its own for each organisation, under the name that the others call', async () => {
    const text = await renderKubernetes(await homeWith((name) => name), options);
    const documents = parseAllDocuments(text).map((each) => each.toJS() as Record<string, unknown> | null);
    const found = documents.filter((each) => each !== null);
    assert.deepEqual(
      found.map((each) => [each['kind'], (each['metadata'] as { name: string }).name]),
      ['orderer', 'a', 'b'].flatMap((name) => [
        ['Service', name],
        ['StatefulSet', name],
      ]),
    );
    const pod = JSON.stringify(found[3]);
    assert.ok(pod.includes('peer0-a') && pod.includes('gateway-a') && !pod.includes('peer0-b'));
    assert.ok(!text.includes('PRIVATE KEY') && !text.includes('secret'));
  });

  it('is refused for Kubernetes when two organisations have one host, saying what would be right', async () => {
    const home = await homeWith(() => '127.0.0.1');
    await assert.rejects(renderKubernetes(home, options), /needs a host of its own .* such as "orderer"; found 127/);
  });

  it('is refused before the first up', async () => {
    const home = await homeWith(() => '127.0.0.1');
    rmSync(path.join(folder, 'organizations', 'a'), { recursive: true });
    await assert.rejects(renderCompose(home, options), /Nothing can be rendered before the first `up`/);
  });
});
