import { randomBytes } from 'node:crypto';
import { tlsFromEnvironment } from '../../../../chaincode/server-tls';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub, Shim } from 'fabric-shim';

/** Small operations on raw state, one per thing that a test wants to see a peer do. */
type Operation = (
  stub: ChaincodeStub,
  args: readonly string[],
) => Promise<Uint8Array | string | ChaincodeResponse | undefined>;

const operations: Readonly<Record<string, Operation>> = {
  async put(stub, [key = '', value = '']) {
    await stub.putState(key, Buffer.from(value));
    return undefined;
  },
  get: (stub, [key = '']) => stub.getState(key),
  async del(stub, [key = '']) {
    await stub.deleteState(key);
    return undefined;
  },
  /** Reads, then writes what it was told: conflicts with others that do the same. */
  async readThenPut(stub, [key = '', value = '']) {
    const before = await stub.getState(key);
    await stub.putState(key, Buffer.from(value));
    return before;
  },
  async increment(stub, [key = '']) {
    const before = Number(Buffer.from(await stub.getState(key)).toString() || '0');
    await stub.putState(key, Buffer.from(String(before + 1)));
    return String(before + 1);
  },
  async putBytes(stub, [key = '', valueBase64 = '']) {
    await stub.putState(key, Buffer.from(valueBase64, 'base64'));
    return undefined;
  },
  async getBytes(stub, [key = '']) {
    return Buffer.from(await stub.getState(key)).toString('base64');
  },
  /** Writes what each argument says, in order: `key=value`, or `key` to delete it. */
  async writeAll(stub, writes) {
    for (const write of writes) {
      const [key = '', value] = write.split('=');
      if (value === undefined) await stub.deleteState(key);
      else await stub.putState(key, Buffer.from(value));
    }
    return undefined;
  },
  async putThenRange(stub, [start = '', end = '', key = '']) {
    await stub.putState(key, Buffer.from('own'));
    const keys: string[] = [];
    for await (const { key: found } of stub.getStateByRange(start, end)) keys.push(found);
    return JSON.stringify(keys);
  },
  async putThenGet(stub, [key = '', value = '']) {
    await stub.putState(key, Buffer.from(value));
    return stub.getState(key);
  },
  async putMany(stub, [prefix = '', count = '0', value = 'x']) {
    for (let index = 0; index < Number(count); index++) {
      await stub.putState(`${prefix}${String(index).padStart(7, '0')}`, Buffer.from(value));
    }
    return undefined;
  },
  async range(stub, [start = '', end = '']) {
    const keys: string[] = [];
    for await (const { key } of stub.getStateByRange(start, end)) keys.push(key);
    return JSON.stringify(keys);
  },
  /** Reads key by key, so that commits have time to come between. */
  async values(stub, [start = '', end = '']) {
    const values: string[] = [];
    for await (const { key } of stub.getStateByRange(start, end)) {
      values.push(Buffer.from(await stub.getState(key)).toString());
    }
    return JSON.stringify(values);
  },
  async countRange(stub, [start = '', end = '']) {
    let count = 0;
    for await (const { key } of stub.getStateByRange(start, end)) if (key !== '') count++;
    return String(count);
  },
  async rangeThenPut(stub, [start = '', end = '', key = '']) {
    let count = 0;
    for await (const { key: found } of stub.getStateByRange(start, end)) if (found !== '') count++;
    await stub.putState(key, Buffer.from(String(count)));
    return String(count);
  },
  /** Reads only the first of a range. */
  async firstThenPut(stub, [start = '', end = '', key = '']) {
    const iterator = await stub.getStateByRange(start, end);
    const first = (await iterator.next()).value as { key: string } | undefined;
    await iterator.close();
    await stub.putState(key, Buffer.from(first?.key ?? ''));
    return first?.key;
  },
  page: (stub, [start = '', end = '', size = '10', bookmark = '']) => page(stub, start, end, Number(size), bookmark),
  async pageThenPut(stub, [key = '']) {
    await page(stub, 'page/', 'page/z', 10, '');
    await stub.putState(key, Buffer.from('x'));
    return undefined;
  },
  async composite(stub, [objectType = '', ...attributes]) {
    await stub.putState(stub.createCompositeKey(objectType, attributes), Buffer.from('x'));
    return undefined;
  },
  async partial(stub, [objectType = '', ...attributes]) {
    const found: string[][] = [];
    for await (const { key } of stub.getStateByPartialCompositeKey(objectType, attributes)) {
      found.push(stub.splitCompositeKey(key).attributes);
    }
    return JSON.stringify(found);
  },
  async partialPage(stub, [objectType = '', size = '10', bookmark = '', ...attributes]) {
    const found = stub.getStateByPartialCompositeKeyWithPagination(objectType, attributes, Number(size), bookmark);
    const { iterator, metadata } = await found;
    const keys: string[][] = [];
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      keys.push(stub.splitCompositeKey(step.value.key).attributes);
    }
    const next = metadata.bookmark === '' ? [] : stub.splitCompositeKey(metadata.bookmark).attributes;
    return JSON.stringify({ keys, count: metadata.fetchedRecordsCount, next });
  },
  async history(stub, [key = '']) {
    const entries: unknown[] = [];
    for await (const { txId, value, isDelete } of stub.getHistoryForKey(key)) {
      entries.push({ txId, value: Buffer.from(value).toString(), isDelete });
    }
    return JSON.stringify(entries);
  },
  async richQuery(stub) {
    await stub.getQueryResult('{"selector":{}}');
    return undefined;
  },
  /** Sets the events in the order of the arguments, `name=payload`, and writes nothing. */
  events(stub, events) {
    for (const event of events) {
      const [name = '', payload = ''] = event.split('=');
      stub.setEvent(name, Buffer.from(payload));
    }
    return Promise.resolve(undefined);
  },
  async event(stub, [key = '', name = '', payload = '']) {
    await stub.putState(key, Buffer.from(payload));
    stub.setEvent('first', Buffer.from('overwritten'));
    stub.setEvent(name, Buffer.from(payload));
    return undefined;
  },
  async putPrivate(stub, [collection = '', key = '']) {
    const value = stub.getTransient().get('value') ?? new Uint8Array();
    await stub.putPrivateData(collection, key, value);
    return undefined;
  },
  getPrivate: (stub, [collection = '', key = '']) => stub.getPrivateData(collection, key),
  getPrivateHash: (stub, [collection = '', key = '']) => stub.getPrivateDataHash(collection, key),
  async delPrivate(stub, [collection = '', key = '']) {
    await stub.deletePrivateData(collection, key);
    return undefined;
  },
  async purgePrivate(stub, [collection = '', key = '']) {
    await stub.purgePrivateData(collection, key);
    return undefined;
  },
  async rangePrivate(stub, [collection = '', start = '', end = '']) {
    const keys: string[] = [];
    for await (const { key } of stub.getPrivateDataByRange(collection, start, end)) keys.push(key);
    return JSON.stringify(keys);
  },
  async readPrivateThenPut(stub, [collection = '', key = '', publicKey = '']) {
    await stub.putState(publicKey, await stub.getPrivateData(collection, key));
    return undefined;
  },
  async setPolicy(stub, [key = '', policyBase64 = '']) {
    await stub.setStateValidationParameter(key, Buffer.from(policyBase64, 'base64'));
    return undefined;
  },
  async getPolicy(stub, [key = '']) {
    return Buffer.from(await stub.getStateValidationParameter(key)).toString('base64');
  },
  async different(stub, [key = '']) {
    await stub.putState(key, randomBytes(8));
    return undefined;
  },
  /** What a chaincode must not do: reads a key and answers by what this process keeps. */
  async remember(stub, [key = '']) {
    await stub.getState(`${key} ${process.pid}`);
    return String(process.pid);
  },
  async invoke(stub, [name = '']) {
    const { status, message } = await stub.invokeChaincode(name, ['get', 'a'], '');
    return `${status} ${message}`;
  },
  status: (_stub, [status = '200', message = '', payload = '']) =>
    Promise.resolve({ status: Number(status), message, payload: Buffer.from(payload) }),
  repeat: (_stub, [count = '0']) => Promise.resolve('x'.repeat(Number(count))),
  args: (stub) => Promise.resolve(JSON.stringify(stub.getArgs())),
  transient: (stub) => {
    const values = [...stub.getTransient()].map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
    return Promise.resolve(JSON.stringify(values.sort()));
  },
  creator: (stub) => {
    const { mspid, idBytes } = stub.getCreator();
    return Promise.resolve(JSON.stringify([mspid, Buffer.from(idBytes).toString().split('\n')[0]]));
  },
  echo: (_stub, [text = '']) => Promise.resolve(text),
  txId: (stub) => Promise.resolve(`${stub.getTxID()} ${stub.getChannelID()}`),
  throwing: (_stub, [message = '']) => Promise.reject(new Error(message)),
  exit: () => process.exit(3),
  /** Dies when the peer has taken its first write. */
  async putThenExit(stub, [key = '']) {
    await stub.putState(key, Buffer.from('written by who died'));
    process.exit(3);
  },
  async putThenThrow(stub, [key = '']) {
    await stub.putState(key, Buffer.from('written by who refused'));
    throw new Error('refused after a write');
  },
  async putThenHang(stub, [key = '']) {
    await stub.putState(key, Buffer.from('written by who hangs'));
    return new Promise(() => undefined);
  },
  argBytes: (stub) => {
    // In fabric-shim, but not in its types.
    const args = (stub as ChaincodeStub & { getBufferArgs(): Buffer[] }).getBufferArgs();
    const shown = args.map((arg) => arg.toString('hex'));
    return Promise.resolve(JSON.stringify(shown));
  },
  /** Sets an event of so many bytes. */
  bigEvent(stub, [name = '', size = '0']) {
    stub.setEvent(name, Buffer.alloc(Number(size), 'e'));
    return Promise.resolve(undefined);
  },
  spin: (_stub, [ms = '0']) => {
    for (const end = Date.now() + Number(ms); Date.now() < end;);
    return Promise.resolve(undefined);
  },
  hang: () => new Promise(() => undefined),
};

async function page(stub: ChaincodeStub, start: string, end: string, size: number, bookmark: string): Promise<string> {
  const { iterator, metadata } = await stub.getStateByRangeWithPagination(start, end, size, bookmark);
  const keys: string[] = [];
  for (let step = await iterator.next(); !step.done; step = await iterator.next()) keys.push(step.value.key);
  return JSON.stringify({ keys, count: metadata.fetchedRecordsCount, bookmark: metadata.bookmark });
}

class FixtureChaincode implements ChaincodeInterface {
  Init(): Promise<ChaincodeResponse> {
    return Promise.resolve(Shim.success());
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const { fcn, params } = stub.getFunctionAndParameters();
    const operation = operations[fcn];
    if (operation === undefined) return Shim.error(`no operation ${fcn}`);
    try {
      const result = await operation(stub, params);
      if (typeof result === 'object' && 'status' in result) return result;
      return Shim.success(result === undefined ? undefined : Buffer.from(result as Uint8Array));
    } catch (error) {
      return Shim.error(error instanceof Error ? error.message : String(error));
    }
  }
}

const { CHAINCODE_ID = '', CHAINCODE_SERVER_ADDRESS = '' } = process.env;
const limits = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
const server = Shim.server(new FixtureChaincode(), {
  ccid: CHAINCODE_ID,
  address: CHAINCODE_SERVER_ADDRESS,
  tlsProps: tlsFromEnvironment(process.env),
  ...limits,
});
void server.start();
