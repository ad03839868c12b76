/** The process of one organisation's REST gateway: `gateway-main.js GATEWAY.JSON`. Runs until it is told to stop. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { databasePlace } from '../../gateway-api/sql/open-database';
import { startGateway } from '../../gateway-api/start-gateway';
import { peerTransport } from '../../network/peer-transport';
import { type GatewayConfig } from './gateway-command';

async function main(file: string): Promise<void> {
  process.umask(0o077);
  const config = JSON.parse(readFileSync(file, 'utf8')) as GatewayConfig;
  const { mspId, name, channel, chaincode, ca, peers, reader, home, host, port, passphraseCost } = config;
  const transport = peerTransport(peers);
  const log = pino({ level: 'info' }, pino.destination(1));
  const gateway = await startGateway({
    network: { channel, chaincode, transport, organizations: [{ mspId, name, ca, reader }] },
    home,
    database: databasePlace(process.env, { file: path.join(home, 'gateway.db') }),
    host,
    port,
    log,
    ...(passphraseCost !== undefined && { passphraseCost }),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void gateway.stop().then(() => {
        transport.close();
        process.exit(0);
      });
    });
  }
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(
    `error: the gateway could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
