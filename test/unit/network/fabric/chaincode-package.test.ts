import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { chaincodePackage } from '../../../../network/fabric/chaincode-package';
import { archive } from '../../../../network/fabric/tar-archive';
import { type ChaincodeLaunch } from '../../../../network/running-network';

const launch: ChaincodeLaunch = {
  name: 'market',
  version: '1.0',
  command: ['node', 'main.js'],
  cwd: '/anywhere',
  collections: [],
};

describe('A chaincode package', () => {
  it('is known by its label and the hash of its bytes', () => {
    const { id, bytes } = chaincodePackage(launch);
    assert.equal(id, `market_1.0:${createHash('sha256').update(bytes).digest('hex')}`);
  });

  it('is the same whoever makes it, and wherever the chaincode lies', () => {
    const elsewhere = chaincodePackage({ ...launch, command: ['other', 'program'], cwd: '/elsewhere' });
    assert.deepEqual(elsewhere.bytes, chaincodePackage(launch).bytes);
  });

  it('is another one when the version or a collection is another', () => {
    const collection = {
      name: 'personal',
      memberMspIds: ['AMSP'],
      memberOnlyRead: true,
      memberOnlyWrite: false,
      blockToLive: 0,
    };
    const ids = [launch, { ...launch, version: '1.1' }, { ...launch, collections: [collection] }].map(
      (each) => chaincodePackage(each).id,
    );
    assert.equal(new Set(ids).size, 3);
  });
});

describe('An archive', () => {
  const files = [
    { name: 'a.txt', content: Buffer.from('one') },
    { name: 'folder/b.bin', content: Buffer.alloc(1000, 7) },
  ];

  it('holds files with name, size, checksum and content in tar format', () => {
    const tar = gunzipSync(archive(files));
    assert.equal(tar.length % 512, 0);
    const read = [entryAt(tar, 0), entryAt(tar, 1024)];
    assert.deepEqual(
      read.map(({ name, content }) => ({ name, content })),
      files,
    );
    for (const { checksum, sum } of read) assert.equal(checksum, sum);
    assert.ok(tar.subarray(1024 + 512 + 1024).every((byte) => byte === 0));
  });

  it('holds files of any size', () => {
    assert.deepEqual(entryAt(gunzipSync(archive([large])), 0).content, large.content);
  });

  it('has no trace of the time, the user and the system it was made on', () => {
    assert.equal(createHash('sha256').update(archive(files)).digest('hex'), archiveHash);
  });
});

/** Larger than one stored block of gzip. */
const large = { name: 'large', content: Buffer.alloc(200_000, 1) };

/** Hash of the two files' archive: it may never change, because packages are agreed on by their hash. */
const archiveHash = '7a5071b69cf94443c5e4cef35ca43429ab6cd538c6f1fa5a87c6f2c28d1e71ab';

function entryAt(tar: Buffer, offset: number): { name: string; content: Buffer; checksum: number; sum: number } {
  const header = Buffer.from(tar.subarray(offset, offset + 512));
  const octal = (start: number, length: number): number =>
    Number.parseInt(header.toString('ascii', start, start + length), 8);
  const name = header.toString('ascii', 0, header.indexOf(0));
  const checksum = octal(148, 8);
  const content = tar.subarray(offset + 512, offset + 512 + octal(124, 12));
  const sum = header.fill(' ', 148, 156).reduce((total, byte) => total + byte, 0);
  return { name, content: Buffer.from(content), checksum, sum };
}
