/** A process that builds the read model of a made chain, to be killed: `node killed-projector.js PLACE BLOCKS`. Ends when it is done. */
import { type DatabasePlace, openDatabase } from '../../gateway-api/sql/open-database';
import { ReadModel } from '../../gateway-api/read-model/read-model';
import { MadeChain, payment } from './made-chain';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const PAYMENTS_PER_BLOCK = 3;

async function main(place: string, blocks: number): Promise<void> {
  const database = await openDatabase(JSON.parse(place) as DatabasePlace, () => undefined);
  const chain = new MadeChain('killed');
  for (let block = 1; block <= blocks; block++) {
    chain.add(...Array.from({ length: PAYMENTS_PER_BLOCK }, (_, index) => payment(block * PAYMENTS_PER_BLOCK + index)));
  }
  const model = await ReadModel.open(database, chain, silent);
  process.send?.('open');
  model.noteLedgerHeight(await chain.height());
  model.start();
  while (model.status().lag > 0n) await new Promise((resolve) => setTimeout(resolve, 5));
  await model.stop();
  await database.close();
}

main(process.argv[2] ?? '', Number(process.argv[3])).then(
  () => process.exit(0),
  () => process.exit(1),
);
