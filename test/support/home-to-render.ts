import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeNetworkDefinition } from '../../network/fabric/definition/write-network-definition';
import { writeDeployment } from '../../network/fabric/operations/deployment-record';
import { type NetworkHome, readDefinition } from '../../network/fabric/operations/network-home';

const programs = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'configtxlator', 'fabric-ca-server'] as const;

/** A home as `up` and `deploy` leave it, as far as rendering looks at it. */
export async function homeToRender(folder: string, hostOf: (name: string) => string): Promise<NetworkHome> {
  const organization = (name: string, ports: number) => ({
    mspId: `${name}MSP`,
    name,
    peers: 1,
    host: hostOf(name),
    ports,
  });
  const definition = {
    channels: [{ name: 'energy', batch: { timeoutMs: 200, maxMessages: 500 } }],
    ordering: { ...organization('orderer', 7000), consensus: 'raft', orderers: 3 } as const,
    organizations: [organization('a', 7100), organization('b', 7200)],
  };
  writeFileSync(path.join(folder, 'network.yaml'), writeNetworkDefinition(definition));
  for (const name of ['orderer', 'a', 'b']) {
    mkdirSync(path.join(folder, 'organizations', name, 'msp'), { recursive: true });
    writeFileSync(path.join(folder, 'organizations', name, 'msp', 'config.yaml'), '{}');
  }
  const read = await readDefinition(folder);
  const launch = { name: 'market', version: '1', command: ['node', '/checkout/build/server.js'], cwd: '/checkout' };
  await writeDeployment(read.plan, 'energy', {
    current: {
      launch: { ...launch, command: ['node', '/checkout/build/server.js'], collections: [] },
      sequence: 1,
      slot: 1,
      packageId: 'market_1:abc',
    },
  });
  const binaries = Object.fromEntries(programs.map((name) => [name, `/bin/fabric/${name}`]));
  return {
    folder,
    ...read,
    binaries: { ...binaries, version: '3.1.5', caVersion: '1.5.21' } as NetworkHome['binaries'],
    gateway: (_, mspId) =>
      Promise.resolve({
        name: `gateway of ${mspId}`,
        command: process.execPath,
        args: ['/checkout/build/gateway.js', path.join(folder, 'gateway.json')],
        cwd: folder,
        environment: {},
        logFile: path.join(folder, 'gateway.log'),
      }),
    progress: () => undefined,
  };
}
