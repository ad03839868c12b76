import { type NetworkLog } from './fabric-network-options';
import { NodeProcess, type NodeProcessOptions } from './node-process';

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

  private constructor(
    private readonly command: NodeProcessOptions,
    private readonly log: NetworkLog,
  ) {}

  /** @throws FabricNetworkError when the program cannot be started. */
  static async start(command: NodeProcessOptions, log: NetworkLog): Promise<ChaincodeServer> {
    const server = new ChaincodeServer(command, log);
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
    const { log } = this;
    const { name, logFile } = this.command;
    const startedAt = Date.now();
    const started = await NodeProcess.start(this.command);
    this.#process = started;
    if (this.#stopped) await started.stop();
    started.onUnexpectedExit(() => {
      const young = Date.now() - startedAt < shortLifeMs;
      if (young && this.#diedYoung) {
        this.#givenUp = true;
        log.error({ logFile }, `${name} died twice right after its start`);
        return;
      }
      this.#diedYoung = young;
      log.warn({ logFile }, `${name} died and is started again`);
      this.#start().catch((error: unknown) => {
        log.error({ logFile }, error instanceof Error ? error.message : String(error));
      });
    });
  }
}
