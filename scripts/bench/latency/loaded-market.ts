import { BenchProcess } from '../throughput/bench-process';
import { type HostedNetwork, type HostRequest } from '../throughput/network-host';
import { type Door, type LoadRequest, type MarketLoad } from './market-load';
import { diskBytes, type Role, type Use, useByRole } from './process-use';
import { type WorkloadName } from './workloads';

/** A stretch of load, with the processor time that each role took for it, in ms per write. */
export interface MarketRound extends MarketLoad {
  readonly cpuMs: ReadonlyMap<Role, number>;
}

/** A network with gateway and chaincode, and its clients, each in processes of their own. */
export class LoadedMarket {
  /** Writes that were committed since the start. */
  writes = 0;
  private readonly diskAtStart: number;

  private constructor(
    readonly name: string,
    private readonly root: Role,
    private readonly host: BenchProcess,
    private readonly clients: BenchProcess,
    private readonly home: string,
  ) {
    this.diskAtStart = diskBytes(home);
  }

  /** Starts a network and makes everything ready for so many members. */
  static async start(name: string, request: HostRequest, members: number): Promise<LoadedMarket> {
    const host = new BenchProcess('network-host.js');
    const clients = new BenchProcess('../latency/market-load.js');
    try {
      const hosted = await host.request<HostedNetwork>(request);
      await clients.request({ kind: 'prepare', hosted, members } satisfies LoadRequest);
      const root = request.kind === 'devnet' ? 'embedded network and gateway' : 'gateway';
      return new LoadedMarket(name, root, host, clients, hosted.home);
    } catch (error) {
      await clients.stop();
      await host.stop();
      throw error;
    }
  }

  async run(workload: WorkloadName, door: Door, concurrency: number, durationMs: number): Promise<MarketRound> {
    const before = this.use();
    const request: LoadRequest = { kind: 'run', workload, door, concurrency, durationMs };
    const load = await this.clients.request<MarketLoad>(request);
    this.writes += load.done;
    const cpuMs = new Map<Role, number>();
    for (const [role, use] of this.use()) {
      cpuMs.set(role, (use.cpuMs - (before.get(role)?.cpuMs ?? 0)) / Math.max(load.done, 1));
    }
    return { ...load, cpuMs };
  }

  /** What all its processes use now. */
  use(): ReadonlyMap<Role, Use> {
    return new Map([...useByRole(this.host.pid, this.root), ...useByRole(this.clients.pid, 'client')]);
  }

  /** Bytes that a committed write has added to what all nodes keep on disk. */
  diskPerWrite(): number {
    return (diskBytes(this.home) - this.diskAtStart) / Math.max(this.writes, 1);
  }

  async stop(): Promise<void> {
    await this.clients.stop();
    await this.host.stop();
  }
}
