import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Value } from '@sinclair/typebox/value';
import { connect, type Contract, GatewayError, hash } from '@hyperledger/fabric-gateway';
import { decodeChaincodeError } from '../../chaincode/wire/chaincode-error';
import { fullName, transactions } from '../../chaincode/wire/transactions';
import { gatewaySigner } from '../../identity/gateway-signer';
import { chaincodeLaunch } from '../../scripts/start/start-services';
import { columns, legend, rows } from '../support/authorisation-table';
import { type MarketWorld } from '../support/market-world';
import { NetworkClients } from '../support/network-clients';
import { people, peopledWorld, type Person, type Stage, worldFor } from '../support/peopled-world';
import { sampleArguments, sampleTransient } from '../support/sample-calls';
import { SEED, seedBetween } from '../support/seed';
import { TestPeer } from '../support/test-peer';
import { onEveryTarget } from './target';

/** No honest CA issues a certificate whose subject and enrollment id contradict each other. */
const notIssued: Person = 'impostor';
const asked = columns.filter(([, person]) => person !== notIssued);
/** The peopled world's next listing is open until the hour is full; the table takes less than this, in seconds. */
const LEAST_LEFT = 240;

const launch = {
  ...chaincodeLaunch(),
  command: [process.execPath, path.join(__dirname, '..', 'support', 'seeding-chaincode.js')] as const,
};

/**
 * The table of who may call what, cell by cell: the real chaincode, certificates of real CAs, peers that endorse. A call is
 * simulated and not ordered, so that each one meets the same ledger.
 */
onEveryTarget('Who may call what, by certificates of the organisations’ CAs', function (target) {
  this.timeout(600_000);
  let clients: NetworkClients | undefined;
  let stop = (): Promise<void> => Promise.resolve();
  let settled: Stage;
  let laid: TestPeer['contents'] | undefined;
  const contracts = new Map<Person, Contract>();

  before(async () => {
    const left = 3600 - (Math.floor(Date.now() / 1000) % 3600);
    if (left < LEAST_LEFT) await pause((left + 1) * 1000);
    const network = await target.start(launch);
    stop = () => network.stop();
    const made = new NetworkClients(network);
    clients = made;
    for (const [, person] of asked) contracts.set(person, await contractOf(made, person));
    const peer = new TestPeer();
    peer.now = Math.floor(Date.now() / 1000);
    settled = await peopledWorld(peer);
  });
  after(async () => {
    clients?.close();
    await stop();
  });

  /** Makes the network's ledger hold what a world's does. */
  const lay = async ({ peer }: MarketWorld): Promise<void> => {
    const { contents } = peer;
    const seed = seedBetween(laid, contents);
    if (seed.put.length + seed.remove.length + seed.putPrivate.length > 0) {
      const contract = contracts.get('voter');
      await contract?.submit(SEED, { transientData: { seed: Buffer.from(JSON.stringify(seed)) } });
    }
    laid = contents;
  };

  it('asks more than three thousand cells', () => {
    assert.ok(rows.length * asked.length > 3_000);
  });

  for (const { label, name, cells } of rows) {
    // Only a ledger without anything can be bootstrapped: that row comes first.
    it(`answers ${label} as the table says`, async () => {
      const { things } = settled;
      const world = label === 'Bootstrap(first)' ? undefined : worldFor(settled.world, name);
      if (world) await lay(world);
      const wrong: string[] = [];
      const check = async (person: Person): Promise<void> => {
        const caller = people[person];
        const expected = cells[columns.findIndex(([, each]) => each === person)] ?? '';
        const transient = Object.entries(sampleTransient(name, caller)).map(([key, value]) => [
          key,
          JSON.stringify(value),
        ]);
        const outcome = await outcomeOf(
          contracts.get(person)!.evaluate(fullName(transactions[name]), {
            arguments: world ? sampleArguments(label, caller, { world, things }) : [],
            transientData: Object.fromEntries(transient) as Record<string, string>,
          }),
        );
        const allowed = typeof outcome !== 'string' && Value.Check(transactions[name].result, outcome.answer);
        const found = typeof outcome === 'string' ? outcome : allowed ? '+' : JSON.stringify(outcome.answer);
        const wanted = expected === '+' ? '+' : legend[expected];
        if (found !== wanted) wrong.push(`${person}: ${found} instead of ${wanted ?? '?'}`);
      };
      await Promise.all(asked.map(([, person]) => check(person)));
      assert.deepEqual(wrong, []);
    });
  }
});

/** The code of a refusal, or what was answered. */
async function outcomeOf(call: Promise<Uint8Array>): Promise<string | { readonly answer: unknown }> {
  try {
    return { answer: JSON.parse(Buffer.from(await call).toString()) as unknown };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const texts = [...error.details.map(({ message }) => message), error.message];
    const refusal = texts.map((text) => decodeChaincodeError(text)).find((each) => each !== undefined);
    return refusal?.code ?? texts.join('; ');
  }
}

/** The market's contract as somebody who is registered and enrolled at the CA of its organisation calls it. */
async function contractOf(clients: NetworkClients, person: Person): Promise<Contract> {
  const [id = '', mspId = ''] = people[person].split('@');
  const { registrar } = clients.organization(mspId);
  const ca = clients.ca(mspId);
  try {
    const caller = await ca.enroll(registrar);
    if (id === registrar.enrollmentId) return open(clients, mspId, caller);
    const claims = { role: 'banker', roles: 'voter,banker,marketOperator', admin: 'true' };
    const attributes = Object.entries(person === 'forger' ? claims : {}).map(([name, value]) => ({
      name,
      value,
      ecert: true,
    }));
    const type = /^(admin|chief)$/.test(id) ? 'admin' : 'client';
    const { secret } = await ca.register(caller, { enrollmentId: id, type, attributes });
    return open(clients, mspId, await ca.enroll({ enrollmentId: id, secret }));
  } finally {
    ca.close();
  }
}

function open(
  clients: NetworkClients,
  mspId: string,
  { certificatePem, privateKey }: Awaited<ReturnType<NetworkClients['enrollment']>>,
): Contract {
  const gateway = connect({
    client: clients.client(mspId),
    identity: { mspId, credentials: Buffer.from(certificatePem) },
    signer: gatewaySigner(privateKey, 'background'),
    hash: hash.none,
    evaluateOptions: () => ({ deadline: Date.now() + 30_000 }),
  });
  return gateway.getNetwork(clients.running.channel).getContract(clients.running.chaincode);
}
