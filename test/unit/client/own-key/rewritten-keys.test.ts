import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as records from '../../../../chaincode/ledger/records';
import { routeForms } from '../../../../client/generated/route-forms';
import { checkRepetition, GivenInMemory, housekeeping } from '../../../../client/own-key/given-transactions';
import { excludeEachOther, lastingFamilies, rewrittenKeys } from '../../../../client/own-key/rewritten-keys';
import { SigningRefused } from '../../../../client/own-key/signing-refused';
import { KvRwSet, TxRwSet } from '../../../../network/devnet/wire/rwset-messages';

const ACCOUNT = 'account/h01@HouseholdsMSP/eEuro';
const version = (blockNum: number, txNum: number) => ({ blockNum, txNum });

type Read = readonly [key: string, version?: ReturnType<typeof version>];

function resultsOf(reads: readonly Read[], written: readonly string[], deleted: readonly string[] = []): Buffer {
  const rwset = KvRwSet.encode({
    reads: reads.map(([key, at]) => ({ key, version: at })),
    writes: [
      ...written.map((key) => ({ key, isDelete: false, value: Buffer.from('{}') })),
      ...deleted.map((key) => ({ key, isDelete: true, value: Buffer.alloc(0) })),
    ],
  });
  return TxRwSet.encode({ dataModel: 0, namespaces: [{ namespace: 'sunledger', rwset, collections: [] }] });
}

const rewrites = (...of: Parameters<typeof resultsOf>) => rewrittenKeys(resultsOf(...of));

describe('Two transactions exclude each other', () => {
  const first = rewrites([[ACCOUNT, version(7, 2)]], [ACCOUNT]);

  it('where both rewrite a key in the version that both read', () => {
    assert.deepEqual([...first], [[`sunledger/${ACCOUNT}`, '7.2']]);
    assert.ok(excludeEachOther(first, rewrites([[ACCOUNT, version(7, 2)]], [ACCOUNT])));
    assert.ok(excludeEachOther(first, rewrites([[ACCOUNT, version(7, 2)]], [], [ACCOUNT])));
  });

  it('but not where the version has moved on: the first may have moved it', () => {
    assert.ok(!excludeEachOther(first, rewrites([[ACCOUNT, version(7, 3)]], [ACCOUNT])));
    assert.ok(!excludeEachOther(first, rewrites([[ACCOUNT, version(8, 2)]], [ACCOUNT])));
    assert.ok(!excludeEachOther(first, rewrites([[ACCOUNT]], [ACCOUNT])));
  });

  it('but not where one of them only reads the key, or writes it unread', () => {
    assert.ok(!excludeEachOther(first, rewrites([[ACCOUNT, version(7, 2)]], ['offer/o1'])));
    assert.ok(!excludeEachOther(first, rewrites([], [ACCOUNT])));
  });

  it('where both make a record whose id the ledger takes once, and not of a record that can be deleted', () => {
    const making = (key: string) => rewrites([[key]], [key]);
    assert.ok(excludeEachOther(making('order/ent/h01/o1'), making('order/ent/h01/o1')));
    assert.ok(!excludeEachOther(making('withdrawal/h01'), making('withdrawal/h01')));
  });

  it('but not by what cannot be read', () => {
    assert.equal(rewrittenKeys(Buffer.from('no read-write set')).size, 0);
    assert.ok(!excludeEachOther(rewrittenKeys(Buffer.alloc(0)), first));
  });
});

describe('A second signature for a command', () => {
  const rewritten = (at: number) => new Map([[`sunledger/${ACCOUNT}`, `${at}.0`]]);
  const given = [1, 2].map((at) => ({ transactionId: `t${at}`, rewrites: rewritten(at) }));

  it('is given beside each transaction before that excludes it, and refused with the name of one that does not', () => {
    checkRepetition(given.slice(0, 1), 'tokens:TransferEEuro', rewritten(1));
    assert.throws(
      () => {
        checkRepetition(given, 'tokens:TransferEEuro', rewritten(1));
      },
      (error) => error instanceof SigningRefused && error.reason === 'REPEATED' && error.transactionId === 't2',
    );
    checkRepetition(given, 'tokens:FoldCredits', rewritten(3));
  });

  it('is judged by what was given for that command, of which the newest ten thousand are remembered', async () => {
    const memory = new GivenInMemory();
    const [first, second] = given;
    assert.ok(first && second);
    await memory.note('a', first);
    await memory.note('a', second);
    assert.deepEqual(await memory.of('a'), given);
    assert.deepEqual(await memory.of('b'), []);
    for (let index = 0; index < 10_000; index++) await memory.note(`k${index}`, first);
    assert.deepEqual(await memory.of('a'), []);
    assert.equal((await memory.of('k0')).length, 1);
  });
});

describe('What the client knows of the chaincode when it signs again', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

  it('no family of records that it holds to be lasting is ever deleted', () => {
    const folder = path.resolve('chaincode');
    const source = files(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    const named = source.flatMap((text) => [...text.matchAll(/ledger\.delete\(\s*(\w+)/g)].map(([, name]) => name));
    const familyOf = new Map(
      Object.entries(records).flatMap(([name, record]) =>
        typeof record === 'object' && 'family' in record ? [[name, record.family] as const] : [],
      ),
    );
    const deleted = new Set(named.map((name = '') => familyOf.get(name)));
    assert.ok(!deleted.has(undefined), 'every record that is deleted is one of chaincode/ledger/records');
    assert.ok(deleted.size > 10);
    const families = [...familyOf.values()];
    for (const family of lastingFamilies) {
      assert.ok(families.includes(family), `there is no ${family}`);
      assert.ok(!deleted.has(family), `${family} is deleted somewhere`);
    }
  });

  it('what it holds to be housekeeping are commands that there are', () => {
    const names = routeForms
      .filter(({ writes }) => writes)
      .flatMap(({ transactions }) => Object.values(transactions).map(({ transaction }) => transaction));
    for (const name of housekeeping) assert.ok(names.includes(name), name);
  });
});
