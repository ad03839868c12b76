import { FabricCaError } from '../../identity/fabric-ca-error';
import { FabricNetworkError } from '../../network/fabric/fabric-network-error';
import { type CliCommand, type Io } from '../cli/command';
import { runCommands } from '../cli/run-commands';
import { backup, restore } from './commands/backups';
import { deploy, upgrade } from './commands/deploy';
import { down } from './commands/down';
import { crl, enroll, register, revoke } from './commands/identities';
import { init } from './commands/init';
import { logs } from './commands/logs';
import { status } from './commands/status';
import { orderer, peer } from './commands/nodes';
import { org } from './commands/org';
import { render } from './commands/render';
import { demo, replay } from './commands/replay';
import { up } from './commands/up';
import { renew, watch } from './commands/upkeep';

/** The commands in the order of the help. A further one is a file and a row here. */
const commands: readonly CliCommand[] = [
  ...[init, up, down, status, logs, watch],
  ...[deploy, upgrade, replay, demo],
  ...[org, peer, orderer],
  ...[register, enroll, revoke, crl, renew],
  ...[backup, restore, render],
];

const beginning = `To begin, with Fabric's programs in the folder that FABRIC_BIN names:
  npm run network -- init                three organisations, three orderers: see network.yaml
  npm run network -- demo                start it, deploy the market, play a recorded day
  npm run network -- status
Each command explains itself with --help; docs/network.md walks through all of them.
`;

/** Runs one command line of `npm run network` and answers its exit code. */
export async function runNetworkProgram(argv: readonly string[], io: Io): Promise<number> {
  const description = 'Provisions organisations, nodes and the market on a network of Hyperledger Fabric';
  const expected = (error: unknown): error is Error =>
    error instanceof FabricNetworkError || error instanceof FabricCaError;
  return await runCommands({ name: 'npm run network --', description, commands, expected, beginning }, argv, io);
}
