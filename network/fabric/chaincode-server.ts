import { type ChaincodeLaunch } from '../running-network';
import { type NetworkLog } from './fabric-network-options';
import { loopbackHost } from './network-plan';
import { NodeProcess } from './node-process';

export interface ChaincodeServerOptions {
  readonly launch: ChaincodeLaunch;
  readonly packageId: string;
  readonly port: number;
  /** Whose server it is, for the log. */
  readonly owner: string;
  readonly logFile: string;
  readonly log: NetworkLog;
}

const shortLifeMs = 5_000;

/**
 * A chaincode's own process, which peers call. Started again when it dies, until it dies twice within five seconds
 * of its start: then something is wrong that starting it again doesn't mend.
 */
export class ChaincodeServer {
  #process: NodeProcess | undefined;
  #stopped = false;
  #diedYoung = false;
  #givenUp = false;

  private constructor(private readonly options: ChaincodeServerOptions) {}

  /** @throws FabricNetworkError when the program cannot be started. */
  static async start(options: ChaincodeServerOptions): Promise<ChaincodeServer> {
    const server = new ChaincodeServer(options);
    await server.#start();
    return server;
  }

  /** @throws FabricNetworkError when the process has ended and wasn't started again. */
  assertRunning(): void {
    if (this.#givenUp) this.#process?.assertRunning();
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#process?.stop();
  }

  async #start(): Promise<void> {
    const { launch, owner, packageId, port, logFile, log } = this.options;
    const [command, ...args] = launch.command;
    const startedAt = Date.now();
    const started = await NodeProcess.start({
      name: `Chaincode ${launch.name} of ${owner}`,
      command,
      args,
      cwd: launch.cwd,
      environment: {
        CHAINCODE_ID: packageId,
        CHAINCODE_SERVER_ADDRESS: `${loopbackHost}:${port}`,
        // As a peer tells chaincode it launches itself. At fabric-shim's default it writes lines for every call.
        CORE_CHAINCODE_LOGGING_LEVEL: 'WARNING',
      },
      logFile,
    });
    this.#process = started;
    if (this.#stopped) await started.stop();
    started.onUnexpectedExit(() => {
      const young = Date.now() - startedAt < shortLifeMs;
      if (young && this.#diedYoung) {
        this.#givenUp = true;
        log.error({ logFile }, `Chaincode ${launch.name} of ${owner} died twice right after its start`);
        return;
      }
      this.#diedYoung = young;
      log.warn({ logFile }, `Chaincode ${launch.name} of ${owner} died and is started again`);
      this.#start().catch((error: unknown) => {
        log.error({ logFile }, error instanceof Error ? error.message : String(error));
      });
    });
  }
}
