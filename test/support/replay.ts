/**
 * A program: does what stands in a file (argument 1) to a peer whose clock is off by some seconds (argument 2), and
 * prints what came of each transaction, and where it believes to be.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { peerClock } from '../../chaincode/contracts/peer-clock';
import { type Recorded } from './recording-peer';
import { type Simulation, TestPeer } from './test-peer';

/** All that an endorser signs, and all that it tells, as one digest. */
function digest({ reads, ranges, writes, privateWrites, result, event }: Simulation): string {
  const bytes = (entries: ReadonlyMap<string, Buffer | null>) =>
    Array.from(entries, ([key, value]) => [key, value?.toString('base64') ?? null]);
  const all = [
    [...reads],
    ranges.map(({ start, end, results }) => [start, end, results]),
    bytes(writes),
    bytes(privateWrites),
    result,
    event && [event.name, event.payload.toString('base64')],
  ];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
}

async function replay(recorded: readonly Recorded[], skew: number): Promise<string[]> {
  const peer = new TestPeer();
  peerClock.now = () => peer.now + skew;
  const outcomes: string[] = [];
  const simulations: (Simulation | undefined)[] = [];
  for (const each of recorded) {
    if (each.act === 'put') {
      peer.put(each.key, each.json);
    } else if (each.act === 'commit') {
      const simulation = simulations[each.simulation];
      outcomes.push(simulation ? peer.commit(simulation) : 'nothing to commit');
    } else {
      peer.now = each.time;
      const { fn, args, mspId, certificatePem } = each;
      const transient: Record<string, Buffer> = {};
      for (const [key, value] of Object.entries(each.transient)) transient[key] = Buffer.from(value, 'base64');
      const identity = { id: '', mspId, certificatePem };
      const outcome = await peer.simulate(fn, args, { identity, transient }).catch(String);
      simulations.push(typeof outcome === 'string' ? undefined : outcome);
      outcomes.push(typeof outcome === 'string' ? `${fn}: ${outcome}` : `${fn}: ${digest(outcome)}`);
    }
  }
  return [...outcomes, peer.stateHash()];
}

async function main(): Promise<void> {
  const [, , file = '', skew = '0'] = process.argv;
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded[];
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  process.stdout.write(JSON.stringify({ timeZone, locale, outcomes: await replay(recorded, Number(skew)) }));
}

void main();
