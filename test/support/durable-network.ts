/** A process that is network and gateway on a folder, to be killed: `node durable-network.js FOLDER`. Tells its address. */
import path from 'node:path';
import { startGateway } from '../../gateway-api/start-gateway';
import { startDevnet } from '../../network/devnet';
import { demoOrganizations } from '../../scripts/start/demo-organizations';
import { chaincodeLaunch } from '../../scripts/start/start-services';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function main(folder: string): Promise<void> {
  const network = await startDevnet({
    home: path.join(folder, 'ledger'),
    channel: 'energy',
    organizations: demoOrganizations,
    chaincode: chaincodeLaunch(),
    log: silent,
  });
  const home = path.join(folder, 'gateway');
  const { url } = await startGateway({ network, home, log: silent, passphraseCost: 1024 });
  const registrars = network.organizations.map(({ mspId, registrar }) => ({ mspId, ...registrar }));
  process.send?.({ url, registrars });
}

void main(process.argv[2] ?? '');
