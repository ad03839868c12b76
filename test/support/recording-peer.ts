import { type Call, type Simulation, TestPeer, type ValidationCode } from './test-peer';

/** One thing that was done to a peer, as JSON holds it. */
export type Recorded =
  | {
      readonly act: 'simulate';
      readonly fn: string;
      readonly args: readonly string[];
      readonly mspId: string;
      readonly certificatePem: string;
      /** Transient values in base64. */
      readonly transient: Readonly<Record<string, string>>;
      readonly time: number;
    }
  | { readonly act: 'commit'; readonly simulation: number }
  | { readonly act: 'put'; readonly key: string; readonly json: string };

/** A peer that keeps a record of all that is done to it, for others to do the same. */
export class RecordingPeer extends TestPeer {
  readonly recorded: Recorded[] = [];
  private readonly simulations: Simulation[] = [];
  private simulated = 0;

  override async simulate(fn: string, args: readonly string[], call: Call): Promise<Simulation> {
    const { identity, transient = {}, time = this.now } = call;
    const encoded = Object.entries(transient).map(([key, value]): [string, string] => [
      key,
      (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64'),
    ]);
    const { mspId, certificatePem } = identity;
    this.recorded.push({
      act: 'simulate',
      fn,
      args,
      mspId,
      certificatePem,
      transient: Object.fromEntries(encoded),
      time,
    });
    const number = this.simulated++;
    const simulation = await super.simulate(fn, args, call);
    this.simulations[number] = simulation;
    return simulation;
  }

  override commit(simulation: Simulation): ValidationCode {
    this.recorded.push({ act: 'commit', simulation: this.simulations.indexOf(simulation) });
    return super.commit(simulation);
  }

  override put(key: string, json: string): void {
    this.recorded.push({ act: 'put', key, json });
    super.put(key, json);
  }
}
