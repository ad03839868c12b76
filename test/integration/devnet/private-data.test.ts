import { status } from '@grpc/grpc-js';
import { type Contract, type EndorseError, type GatewayError } from '@hyperledger/fabric-gateway';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DevnetWorld, textOf } from '../../support/devnet-world';
import { temporaryFolder } from '../../support/test-ca';

describe('private data on the embedded network', () => {
  const { folder, remove } = temporaryFolder();
  let world: DevnetWorld;
  let contract: Contract;
  before(async () => {
    world = await DevnetWorld.start({ home: folder });
    contract = await world.contract();
  });
  after(async () => {
    await world.stop();
    remove();
  });

  const put = (key: string, value: string, collection = 'shared', by = contract) =>
    by.submit('putPrivate', { arguments: [collection, key], transientData: { value } });
  const get = async (key: string, collection = 'shared', by = contract) =>
    textOf(await by.evaluateTransaction('getPrivate', collection, key));
  const hashOf = async (key: string, collection = 'shared') =>
    Buffer.from(await contract.evaluateTransaction('getPrivateHash', collection, key)).toString('hex');

  it('is read in the clear by members, as a hash by everybody, and is in no block', async () => {
    const secret = 'alice@example.org lives in street 7';
    await put('address', secret);
    assert.equal(await get('address'), secret);
    assert.equal(await hashOf('address'), createHash('sha256').update(secret).digest('hex'));
    const operator = await world.contract('OperatorMSP', 'op');
    assert.equal(await get('address', 'shared', operator), secret);
    assert.equal(filesHolding(path.join(folder, 'blocks'), secret).length, 0);
    assert.equal(filesHolding(path.join(folder, 'ledger'), secret).length, 0);
    const bank = await world.contract('BankMSP', 'bank');
    await assert.rejects(get('address', 'shared', bank), (error: GatewayError) => {
      assert.match(
        error.details[0]?.message ?? '',
        /tx creator does not have read access permission on privatedata in chaincodeName:fixture collectionName: shared/,
      );
      return true;
    });
    const bankHash = await bank.evaluateTransaction('getPrivateHash', 'shared', 'address');
    assert.equal(Buffer.from(bankHash).toString('hex'), await hashOf('address'));
  });

  it('is not on the peer of an organisation that is no member', async () => {
    await put('members', 'only', 'short');
    assert.equal(await get('members', 'short'), 'only');
    const asked = contract.evaluate('getPrivate', {
      arguments: ['short', 'members'],
      endorsingOrganizations: ['BankMSP'],
    });
    await assert.rejects(asked, (error: GatewayError) => {
      assert.match(
        error.details[0]?.message ?? '',
        /private data matching public hash version is not available\. Public hash version = \{BlockNum: \d+, TxNum: 0\}, Private data version = <nil>/,
      );
      return true;
    });
  });

  it('can be changed and deleted', async () => {
    await put('mutable', 'one');
    await put('mutable', 'two');
    assert.equal(await get('mutable'), 'two');
    await contract.submitTransaction('delPrivate', 'shared', 'mutable');
    assert.equal(await get('mutable'), '');
    assert.equal(await hashOf('mutable'), '');
  });

  it('leaves nothing on the disk when it is purged', async () => {
    const secret = `purge me ${'7'.repeat(40)}`;
    await put('doomed', secret);
    await put('stays', 'here');
    assert.ok(filesHolding(path.join(folder, 'private'), secret).length > 0);
    await contract.submitTransaction('purgePrivate', 'shared', 'doomed');
    assert.equal(await get('doomed'), '');
    assert.equal(await hashOf('doomed'), '');
    await world.stop();
    assert.deepEqual(filesHolding(folder, secret), []);
    world = await DevnetWorld.start({ home: folder });
    contract = await world.contract('HouseholdsMSP', 'h02');
    assert.equal(await get('doomed'), '');
    assert.equal(await get('stays'), 'here');
  });

  it('is gone after blockToLive blocks, value and hash', async () => {
    await put('passing', 'by', 'short');
    for (let block = 0; block < 2; block++) {
      assert.equal(await get('passing', 'short'), 'by');
      await contract.submitTransaction('put', 'tick', String(block));
    }
    await contract.submitTransaction('put', 'tick', 'last');
    assert.equal(await get('passing', 'short'), '');
    assert.equal(await hashOf('passing', 'short'), '');
  });

  it('is checked for conflicts by its hash', async () => {
    await put('contended', 'one');
    const reading = await contract
      .newProposal('readPrivateThenPut', { arguments: ['shared', 'contended', 'copy'] })
      .endorse();
    await put('contended', 'two');
    assert.equal((await (await reading.submit()).getStatus()).code, 11);
  });

  it('can be scanned by range, in a transaction that does not write', async () => {
    for (const key of ['scan/b', 'scan/a', 'scan/c']) await put(key, key);
    assert.equal(
      textOf(await contract.evaluateTransaction('rangePrivate', 'shared', 'scan/', 'scan/c')),
      '["scan/a","scan/b"]',
    );
  });

  it('is not sent to organisations that are no members', async () => {
    const refused = put('secret', 'of the bank', 'alone', await world.contract('BankMSP', 'bank2'));
    await assert.rejects(refused, (error: EndorseError) => {
      assert.equal(error.code, status.FAILED_PRECONDITION);
      assert.match(
        error.message,
        /requires endorsement from organisation\(s\) that are not in the distribution policy of the private data collection\(s\): \[alone\]/,
      );
      return true;
    });
  });

  it('is refused in a collection that is not defined', async () => {
    await assert.rejects(get('x', 'nowhere'), (error: GatewayError) => {
      assert.match(error.details[0]?.message ?? '', /collection energy\/fixture\/nowhere could not be found/);
      return true;
    });
  });
});

function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'LOCK')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}
