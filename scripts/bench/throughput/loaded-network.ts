import { BenchProcess } from './bench-process';
import { type Door, type LoadRequest } from './load-generator';
import { type HostedNetwork, type HostRequest } from './network-host';
import { cpuMsOfTree } from './process-cpu';
import { type LoadResult } from './run-load';

/** A round of load, with what it cost. */
export interface Round extends LoadResult {
  /** CPU milliseconds of the network, the gateway and the chaincode together, per transaction. */
  readonly networkCpuMs: number | undefined;
}

/** A network in a process of its own, and its clients in another. */
export class LoadedNetwork {
  private constructor(
    private readonly host: BenchProcess,
    private readonly clients: BenchProcess,
  ) {}

  /** Starts the network and makes everything ready for as many clients to bid. */
  static async start(request: HostRequest, clients: number): Promise<LoadedNetwork> {
    const host = new BenchProcess('network-host.js');
    const started = new LoadedNetwork(host, new BenchProcess('load-generator.js'));
    try {
      const hosted = await host.request<HostedNetwork>(request);
      await started.ask({ kind: 'prepare', hosted, clients });
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  /** Opens listings until every client can make this many further bids. */
  async allow(bidsPerClient: number): Promise<void> {
    await this.ask({ kind: 'allow', bidsPerClient });
  }

  /** Every client bids for a while, one bid after the other. */
  async run(door: Door, durationMs: number): Promise<Round> {
    const before = cpuMsOfTree(this.host.pid);
    const result = await this.ask<LoadResult>({ kind: 'run', door, durationMs });
    const after = cpuMsOfTree(this.host.pid);
    const used = before === undefined || after === undefined ? undefined : after - before;
    return { ...result, networkCpuMs: used === undefined ? undefined : used / Math.max(result.done, 1) };
  }

  async stop(): Promise<void> {
    await this.clients.stop();
    await this.host.stop();
  }

  private ask<Result>(request: LoadRequest): Promise<Result> {
    return this.clients.request(request);
  }
}
