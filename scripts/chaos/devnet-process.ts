/** The embedded network as a process of its own: `devnet-process.js HOME PORT`. Writes HOME/network.json when it is up. */
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startDevnet } from '../../network/devnet';
import { type RunningNetwork } from '../../network/running-network';
import { demoOrganizations } from '../start/demo-organizations';
import { chaincodeLaunch } from '../start/start-services';

/** What is to be known of the network by who talks to it. */
export interface DevnetDescription extends Pick<RunningNetwork, 'channel' | 'chaincode' | 'organizations'> {
  readonly chaincodePid: number;
}

async function main(home: string, firstPort: number): Promise<void> {
  const log = { info: () => undefined, warn: say, error: say };
  const ports = demoOrganizations.map(({ name }, index) => [
    name,
    { peer: firstPort + 2 * index, ca: firstPort + 2 * index + 1 },
  ]);
  const { channel, chaincode, organizations, chaincodePid } = await startDevnet({
    home: path.join(home, 'ledger'),
    ports: Object.fromEntries(ports) as Record<string, { peer: number; ca: number }>,
    channel: 'energy',
    organizations: demoOrganizations,
    chaincode: chaincodeLaunch(),
    log,
  });
  const description: DevnetDescription = { channel, chaincode, organizations, chaincodePid: chaincodePid ?? 0 };
  const file = path.join(home, 'network.json');
  await writeFile(`${file}.new`, JSON.stringify(description), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function say(details: object, message: string): void {
  const { err } = details as { err?: unknown };
  process.stderr.write(`${message} ${JSON.stringify(details)} ${err instanceof Error ? (err.stack ?? '') : ''}\n`);
}

main(process.argv[2] ?? '', Number(process.argv[3])).catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
