import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Context, Contract, Info, JSONSerializer, Returns, Transaction } from 'fabric-contract-api';
import { tlsFromEnvironment } from '../../../chaincode/server-tls';

/** A chaincode with one transaction for each thing that a network must get right. Knows nothing of any market. */
@Info({ title: 'fixture', description: 'Keys and values, public and private' })
export class FixtureContract extends Contract {
  constructor() {
    super('fixture');
  }

  /** Writes a key without reading it: never conflicts. */
  @Transaction()
  async put(ctx: Context, key: string, value: string): Promise<void> {
    await ctx.stub.putState(key, Buffer.from(value));
  }

  /** Appends to what is there: two at once conflict. */
  @Transaction()
  @Returns('string')
  async append(ctx: Context, key: string, text: string): Promise<string> {
    const value = `${Buffer.from(await ctx.stub.getState(key)).toString()}${text}`;
    await ctx.stub.putState(key, Buffer.from(value));
    ctx.stub.setEvent('Appended', Buffer.from(value));
    return value;
  }

  @Transaction(false)
  @Returns('string')
  async get(ctx: Context, key: string): Promise<string> {
    return Buffer.from(await ctx.stub.getState(key)).toString();
  }

  /** Writes the transient `value` into the collection: the cleartext never reaches the ordering service. */
  @Transaction()
  async putSecret(ctx: Context, collection: string, key: string): Promise<void> {
    const value = ctx.stub.getTransient().get('value');
    if (value === undefined) throw new Error('The transient field value is missing');
    await ctx.stub.putPrivateData(collection, key, value);
  }

  @Transaction(false)
  @Returns('string')
  async getSecret(ctx: Context, collection: string, key: string): Promise<string> {
    return Buffer.from(await ctx.stub.getPrivateData(collection, key)).toString();
  }

  /** Answers something else in each process: no two organisations can agree on it. */
  @Transaction()
  async putProcessId(ctx: Context, key: string): Promise<void> {
    await ctx.stub.putState(key, Buffer.from(`${process.pid}`));
  }

  @Transaction(false)
  @Returns('string')
  processId(): Promise<string> {
    return Promise.resolve(`${process.pid}`);
  }
}

interface Bootstrap {
  register(
    contracts: object[],
    serializers: object,
    metadata: object,
    title: string,
    version: string,
    options: object,
    serverMode: boolean,
  ): Promise<void>;
}

if (require.main === module) {
  // fabric-shim's way from contract classes to a server; its own program reads them from a package.json instead.
  const bootstrap = createRequire(__filename)('fabric-shim/lib/contract-spi/bootstrap') as Bootstrap;
  const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
  const { CHAINCODE_ID: ccid, CHAINCODE_SERVER_ADDRESS: address } = process.env;
  const server = { ccid, address, tlsProps: tlsFromEnvironment(process.env) };
  void bootstrap.register([FixtureContract], serializers, {}, 'fixture', '1', server, true);
}
