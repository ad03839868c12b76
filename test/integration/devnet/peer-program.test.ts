import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { privateKeyToPem } from '../../../identity/key-pair';
import { CommittedBlock } from '../../../network/devnet/committer/committed-block';
import { BlockchainInfo } from '../../../network/devnet/wire/common-messages';
import { writeMspFolder } from '../../../network/fabric/msp-folder';
import { DevnetWorld, pairChannel, textOf } from '../../support/devnet-world';
import { fabricBinaries, fabricSuite } from '../../support/fabric-suite';
import { type ProgramResult, runProgram } from '../../support/official-fabric-ca';
import { temporaryFolder } from '../../support/test-ca';

const program = path.join(fabricBinaries(), 'peer');

fabricSuite("Fabric's own peer program, against the embedded network", () => {
  const { folder, remove } = temporaryFolder();
  let world: DevnetWorld;
  before(async () => {
    world = await DevnetWorld.start({ furtherChannels: [pairChannel] });
    const { certificatePem, privateKey } = await world.enrollment('HouseholdsMSP');
    const caInfo = await world.ca('HouseholdsMSP').caInfo();
    await writeMspFolder(
      path.join(folder, 'msp'),
      { rootPem: caInfo.chainPem, tlsRootPem: caInfo.chainPem },
      { keyPem: privateKeyToPem(privateKey), certificatePem },
    );
    for (const mspId of ['HouseholdsMSP', 'OperatorMSP', 'BankMSP']) {
      writeFileSync(tlsRoot(mspId), world.organization(mspId).peer.tlsRootPem);
    }
    mkdirSync(path.join(folder, 'config'));
    writeFileSync(path.join(folder, 'config', 'core.yaml'), '{"peer": {"BCCSP": {"Default": "SW"}}}');
  });
  after(async () => {
    await world.stop();
    remove();
  });

  const tlsRoot = (mspId: string): string => path.join(folder, `${mspId}.pem`);
  const addressOf = (mspId: string): string => world.organization(mspId).peer.address;

  const peer = (...args: readonly string[]): Promise<ProgramResult> => peerWith({}, ...args);

  function peerWith(environment: Record<string, string>, ...args: readonly string[]): Promise<ProgramResult> {
    return runProgram(program, args, {
      FABRIC_CFG_PATH: path.join(folder, 'config'),
      FABRIC_LOGGING_SPEC: 'error',
      CORE_PEER_LOCALMSPID: 'HouseholdsMSP',
      CORE_PEER_MSPCONFIGPATH: path.join(folder, 'msp'),
      CORE_PEER_ADDRESS: addressOf('HouseholdsMSP'),
      CORE_PEER_TLS_ENABLED: 'true',
      CORE_PEER_TLS_ROOTCERT_FILE: tlsRoot('HouseholdsMSP'),
      ...environment,
    });
  }

  const named = ['-C', 'energy', '-n', 'fixture'];
  const call = (...args: string[]): string[] => [...named, '-c', JSON.stringify({ Args: args })];
  const ordering = (): string[] => ['-o', addressOf('HouseholdsMSP'), '--tls', '--cafile', tlsRoot('HouseholdsMSP')];
  const endorsers = (): string[] =>
    ['HouseholdsMSP', 'OperatorMSP'].flatMap((mspId) => [
      '--peerAddresses',
      addressOf(mspId),
      '--tlsRootCertFiles',
      tlsRoot(mspId),
    ]);

  it('invokes with the endorsements of two peers, and waits for the commit', async () => {
    const invoke = ['chaincode', 'invoke', ...ordering(), ...endorsers(), '--waitForEvent', ...call('put', 'k', 'v')];
    const { ok, output } = await peer(...invoke);
    assert.ok(ok, output);
    const contract = await world.contract();
    assert.equal(textOf(await contract.evaluateTransaction('get', 'k')), 'v');
  });

  it('queries', async () => {
    await (await world.contract()).submitTransaction('put', 'asked', 'answer');
    const { ok, output } = await peer('chaincode', 'query', ...call('get', 'asked'));
    assert.ok(ok, output);
    assert.equal(output.trim(), 'answer');
  });

  it('is told what chaincode refuses, and that there is no such chaincode or channel', async () => {
    const throwing = await peer('chaincode', 'query', ...call('throwing', 'not today'));
    assert.ok(!throwing.ok);
    assert.match(throwing.output, /not today/);
    const other = await peer('chaincode', 'query', '-C', 'energy', '-n', 'other', '-c', '{"Args":["get"]}');
    assert.match(other.output, /chaincode other not found/);
    const elsewhere = await peer('chaincode', 'query', '-C', 'elsewhere', '-n', 'fixture', '-c', '{"Args":["get"]}');
    assert.match(elsewhere.output, /channel 'elsewhere' not found/);
  });

  it('is told that one endorsement is too few', async () => {
    const alone = ['--peerAddresses', addressOf('HouseholdsMSP'), '--tlsRootCertFiles', tlsRoot('HouseholdsMSP')];
    const invoke = ['chaincode', 'invoke', ...ordering(), ...alone, '--waitForEvent', ...call('put', 'lonely', 'v')];
    const { ok, output } = await peer(...invoke);
    assert.ok(!ok);
    assert.match(output, /ENDORSEMENT_POLICY_FAILURE/);
  });

  it('reads the height and lists the channels', async () => {
    const info = await peer('channel', 'getinfo', '-c', 'energy');
    assert.match(info.output, new RegExp(`"height":${world.devnet.height}`));
    assert.match((await peer('channel', 'list')).output, /energy/);
  });

  it('queries system chaincodes, whose answers it takes only with an endorsement', async () => {
    const query = (name: string, ...args: string[]) =>
      peer('chaincode', 'query', '-C', 'energy', '-n', name, '-x', '-c', JSON.stringify({ Args: args }));
    const info = await query('qscc', 'GetChainInfo', 'energy');
    assert.ok(info.ok, info.output);
    assert.equal(BlockchainInfo.decode(Buffer.from(info.output.trim(), 'hex')).height, world.devnet.height);
    const block = await query('cscc', 'GetConfigBlock', 'energy');
    assert.ok(block.ok, block.output);
    assert.equal(new CommittedBlock(Buffer.from(block.output.trim(), 'hex')).number, 0);
    assert.match((await query('qscc', 'GetBlockByNumber', 'energy', '999')).output, /no such block number \[999\]/);
  });

  it('fetches blocks, from the peer and from the ordering service', async () => {
    for (const [from, which] of [
      [[], 'oldest'],
      [[], 'newest'],
      [ordering(), '1'],
      [ordering(), 'newest'],
    ] as const) {
      const file = path.join(folder, `${which}.block`);
      const { ok, output } = await peer('channel', 'fetch', which, file, '-c', 'energy', ...from);
      assert.ok(ok, output);
      const { number } = new CommittedBlock(readFileSync(file));
      assert.equal(number, which === 'newest' ? world.devnet.height - 1 : Number(which === 'oldest' ? '0' : which));
    }
  });

  it('invokes, queries, asks for the height and fetches on a second channel', async () => {
    const onPair = (...args: string[]) => ['-C', 'pair', '-n', 'fixture', '-c', JSON.stringify({ Args: args })];
    const invoke = ['chaincode', 'invoke', ...ordering(), ...endorsers(), '--waitForEvent'];
    const invoked = await peer(...invoke, ...onPair('put', 'k', 'of pair'));
    assert.ok(invoked.ok, invoked.output);
    assert.equal((await peer('chaincode', 'query', ...onPair('get', 'k'))).output.trim(), 'of pair');
    const height = world.devnet.channels.get('pair')?.height ?? 0;
    assert.match((await peer('channel', 'getinfo', '-c', 'pair')).output, new RegExp(`"height":${height}`));
    const file = path.join(folder, 'pair.block');
    const fetched = await peer('channel', 'fetch', 'newest', file, '-c', 'pair', ...ordering());
    assert.ok(fetched.ok, fetched.output);
    assert.equal(new CommittedBlock(readFileSync(file)).number, height - 1);
    const { output } = await peer('channel', 'list');
    assert.ok(output.includes('energy') && output.includes('pair'), output);
  });

  it('is told by an organisation that is not in the channel that there is none', async () => {
    const bank = { CORE_PEER_ADDRESS: addressOf('BankMSP'), CORE_PEER_TLS_ROOTCERT_FILE: tlsRoot('BankMSP') };
    const query = ['chaincode', 'query', '-C', 'pair', '-n', 'fixture', '-c', '{"Args":["get","k"]}'];
    const { ok, output } = await peerWith(bank, ...query);
    assert.ok(!ok);
    assert.match(output, /channel 'pair' not found/);
  });

  it('is not let join a channel, and told why', async () => {
    const file = path.join(folder, 'genesis.block');
    await peer('channel', 'fetch', 'oldest', file, '-c', 'energy');
    const { ok, output } = await peer('channel', 'join', '-b', file);
    assert.ok(!ok);
    assert.match(output, /access denied for \[JoinChain\]\[energy\]/);
  });

  it('fetches the configuration', async () => {
    const file = path.join(folder, 'config.block');
    const { ok, output } = await peer('channel', 'fetch', 'config', file, '-c', 'energy', ...ordering());
    assert.ok(ok, output);
    assert.equal(new CommittedBlock(readFileSync(file)).number, 0);
  });
});
