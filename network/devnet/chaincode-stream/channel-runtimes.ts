import { hash } from 'node:crypto';
import { type ChannelSetting, type DevnetOptions } from '../devnet-options';
import { type Started } from '../started';
import { ChaincodeRuntime, defaultExecutionTimeoutMs } from './chaincode-runtime';

/** The chaincode processes of a channel. */
export interface ChannelRuntimes {
  readonly main: ChaincodeRuntime;
  /** A second process that has to come to the same results, where determinism is verified. */
  readonly witness: ChaincodeRuntime | undefined;
}

/** Starts a channel's chaincode, with its witness where there is to be one. Await `ready` of both. */
export function startChannelRuntimes(
  setting: ChannelSetting,
  options: DevnetOptions,
  started: Started,
): ChannelRuntimes {
  const start = (): ChaincodeRuntime => startRuntime(setting, options, started);
  return { main: start(), witness: options.verifyDeterminism === true ? start() : undefined };
}

function startRuntime(
  { config, chaincode }: ChannelSetting,
  { log, executionTimeoutMs }: DevnetOptions,
  started: Started,
): ChaincodeRuntime {
  const runtime = new ChaincodeRuntime(
    chaincode,
    packageId(chaincode.name, chaincode.version),
    config.organizations.map(({ mspId }) => mspId),
    log,
    executionTimeoutMs ?? defaultExecutionTimeoutMs,
  );
  started.add(() => runtime.stop());
  return runtime;
}

/** As Fabric's: label, colon, a hash of what is packaged; here of name and version, since nothing is packaged. */
function packageId(name: string, version: string): string {
  return `${name}_${version}:${hash('sha256', `${name} ${version}`)}`;
}
