/**
 * Sunledger's chaincode with one transaction more, for a benchmark alone: it lays many resting orders on the ledger at
 * once, in the records that PlaceOrder would leave behind. Runs as a service, as chaincode/server.ts does.
 */
import { Shim } from 'fabric-shim';
import { tlsFromEnvironment } from '../../../chaincode/server-tls';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim-api';
import { keyOfRecord, type RecordType } from '../../../chaincode/ledger/record-type';
import { orderRecord, restingRecord } from '../../../chaincode/ledger/records';
import { quietLogging } from '../../../chaincode/quiet-logging';
import { createChaincode } from '../../../chaincode/sunledger-chaincode';

/**
 * `FILL(book, member, first, count)`: sell orders of one token each, the n-th at 1 + n millionths, as matching finds them.
 * The records that tell their members of them are there for the best ones only: those that orders will really meet.
 */
const FILL = 'bench:FillBook';
const TOLD = 1_000;

const LEAST_PRICE = 1_000_000n;
const AMOUNT = 1_000_000n;

class FillingChaincode implements ChaincodeInterface {
  private readonly market = createChaincode();

  Init(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.market.Init(stub);
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const [name, book = '', member = '', first = '', count = ''] = stub.getArgs();
    if (name !== FILL) return await this.market.Invoke(stub);
    const numbers = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
    await Promise.all(numbers.map((number) => layOrder(stub, book, member, number)));
    return Shim.success(Buffer.from('{}'));
  }
}

async function layOrder(stub: ChaincodeStub, book: string, member: string, number: number): Promise<void> {
  const price = LEAST_PRICE + BigInt(number);
  const place = { book, member, id: `f${number}`, side: 'sell' as const, slot: '2026-06-01T00:00:00Z' };
  const placed = { ...place, left: AMOUNT, expiresAt: null, placedBy: stub.getTxID(), hold: false, interval: null };
  await put(stub, restingRecord, { ...placed, price });
  if (number >= TOLD) return;
  await put(stub, orderRecord, { ...placed, kind: 'limit', amount: AMOUNT, price: price.toString(), state: 'open' });
}

const put = <T>(stub: ChaincodeStub, type: RecordType<T>, record: T): Promise<void> =>
  stub.putState(keyOfRecord(type, record), Buffer.from(type.encode(record)));

// fabric-shim would wait for its peers to hang up.
process.on('SIGTERM', () => process.exit(0));
quietLogging(process.env['CORE_CHAINCODE_LOGGING_LEVEL']);
const { CHAINCODE_ID: ccid = '', CHAINCODE_SERVER_ADDRESS: address = '' } = process.env;
// Loopback only; fabric-shim's types demand TLS, its code doesn't.
void Shim.server(new FillingChaincode(), { ccid, address, tlsProps: tlsFromEnvironment(process.env) }).start();
