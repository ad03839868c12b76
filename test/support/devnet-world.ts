import path from 'node:path';
import { type Devnet, type DevnetOptions, type FurtherChannel, startDevnet } from '../../network/devnet';
import { type Disk } from '../../network/devnet/store/disk';
import { type ChaincodeLaunch } from '../../network/running-network';
import { NetworkClients } from './network-clients';

export const fixtureOrganizations = [
  { mspId: 'HouseholdsMSP', name: 'households' },
  { mspId: 'OperatorMSP', name: 'operator' },
  { mspId: 'BankMSP', name: 'bank' },
] as const;

export const fixtureChaincode: ChaincodeLaunch = {
  name: 'fixture',
  version: '1',
  command: [process.execPath, path.join(__dirname, '..', 'integration', 'devnet', 'fixture-chaincode', 'main.js')],
  cwd: process.cwd(),
  collections: [
    {
      name: 'shared',
      memberMspIds: ['HouseholdsMSP', 'OperatorMSP'],
      memberOnlyRead: true,
      memberOnlyWrite: true,
      blockToLive: 0,
    },
    {
      name: 'short',
      memberMspIds: ['HouseholdsMSP', 'OperatorMSP'],
      memberOnlyRead: false,
      memberOnlyWrite: false,
      blockToLive: 2,
    },
    { name: 'alone', memberMspIds: ['BankMSP'], memberOnlyRead: false, memberOnlyWrite: false, blockToLive: 0 },
  ],
};

/** A channel beside the first, of two organisations, with the same chaincode but no collections. */
export const pairChannel: FurtherChannel = {
  name: 'pair',
  mspIds: ['HouseholdsMSP', 'OperatorMSP'],
  chaincode: { ...fixtureChaincode, collections: [] },
};

/** The embedded network with the fixture chaincode, everything it logged, and clients made on demand. */
export class DevnetWorld extends NetworkClients {
  private constructor(
    readonly devnet: Devnet,
    readonly log: readonly string[],
  ) {
    super(devnet);
  }

  static async start(options: Partial<DevnetOptions> = {}, disk?: Disk): Promise<DevnetWorld> {
    const log: string[] = [];
    const write = (details: object, message: string): void => void log.push(`${message} ${shown(details)}`);
    const devnet = await startDevnet(
      {
        channel: 'energy',
        organizations: fixtureOrganizations,
        chaincode: fixtureChaincode,
        log: { info: write, warn: write, error: write },
        ...options,
      },
      disk,
    );
    return new DevnetWorld(devnet, log);
  }

  async stop(): Promise<void> {
    this.close();
    await this.devnet.stop();
  }
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

function shown(details: object): string {
  return JSON.stringify(details, (_key, value: unknown) =>
    value instanceof Error ? (value.stack ?? value.message) : value,
  );
}
