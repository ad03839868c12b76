// A network under load, to be killed: writes a line for every transaction that was acknowledged, after it was.
import { writeSync } from 'node:fs';
import { DevnetWorld, textOf } from '../../support/devnet-world';

async function main(): Promise<void> {
  const [home = '', clients = '8'] = process.argv.slice(2);
  const world = await DevnetWorld.start({ home });
  // Its own identity: a member registered by an earlier, killed process can't be registered again.
  const contract = await world.contract('HouseholdsMSP', `load-${process.pid}`, 'in process');
  writeSync(1, `chaincode ${world.devnet.chaincodePid ?? 0}\n`);
  const worker = async (client: number): Promise<void> => {
    for (let round = 0; ; round++) {
      const key = `k/${process.pid}/${client}/${round}`;
      writeSync(1, `asked ${key}\n`);
      await contract.submitTransaction('put', key, key);
      const counted = await contract.submitTransaction('increment', `counter/${process.pid}/${client}`);
      writeSync(1, `acknowledged ${key} ${textOf(counted)}\n`);
      await contract.submit('putPrivate', { arguments: ['shared', key], transientData: { value: key } });
      writeSync(1, `private ${key}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(clients) }, (_, client) => worker(client)));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
