import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { peer as peerProtos } from '@hyperledger/fabric-protos';
import { type ProcessStatus } from '../../../network/fabric/operations/process-status';
import { fabricSuite } from '../../support/fabric-suite';
import { NetworkClients } from '../../support/network-clients';
import { ProvisionedNetwork } from './provisioned-network';

const { VALID, ENDORSEMENT_POLICY_FAILURE } = peerProtos.TxValidationCode;
/** Says what contracts there are: anybody's, and as a transaction as good as any other. */
const TRANSACTION = 'org.hyperledger.fabric:GetMetadata';

fabricSuite('A network whose network.yaml says that the bank always endorses', function () {
  this.timeout(300_000);
  let network: ProvisionedNetwork;
  let clients: NetworkClients;

  const kill = async (name: string): Promise<void> => {
    const { processes } = JSON.parse((await network.run('status', '--json')).out) as { processes: ProcessStatus[] };
    process.kill(processes.find((each) => each.name === name)!.pid!, 'SIGKILL');
  };
  /** What the channel makes of a transaction of a household that the named ones have endorsed. */
  const outcome = async (...endorsingOrganizations: string[]): Promise<number> => {
    const contract = await clients.contract('HouseholdsMSP', 'h01');
    const submitted = await contract.submitAsync(TRANSACTION, { endorsingOrganizations });
    return (await submitted.getStatus()).code;
  };

  before(async () => {
    network = await ProvisionedNetwork.init('--orderers', '1');
    const file = path.join(network.home, 'network.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^( +)- name: energy$/m, '$&\n$1  endorsement:\n$1    always: [BankMSP]'));
    await network.done('up', '--deploy');
    clients = new NetworkClients(await network.running());
  });
  after(async () => {
    clients.close();
    await clients.running.stop();
    await network.remove();
  });

  it('takes what the bank and one more have endorsed', async () => {
    assert.equal(await outcome('HouseholdsMSP', 'BankMSP'), VALID);
    assert.equal(await outcome('OperatorMSP', 'BankMSP'), VALID);
  });

  it('refuses a majority without the bank, and the bank alone', async () => {
    assert.equal(await outcome('HouseholdsMSP', 'OperatorMSP'), ENDORSEMENT_POLICY_FAILURE);
    assert.equal(await outcome('BankMSP'), ENDORSEMENT_POLICY_FAILURE);
  });

  it('keeps that through an upgrade', async () => {
    await network.done('upgrade');
    assert.equal(await outcome('HouseholdsMSP', 'OperatorMSP'), ENDORSEMENT_POLICY_FAILURE);
  });

  it('goes on without the operator’s peer, and not without the bank’s, until `up` starts it again', async () => {
    const contract = await clients.contract('HouseholdsMSP', 'h01');
    await kill('peer0.operator');
    await contract.submitTransaction(TRANSACTION);
    await network.done('up');
    await kill('peer0.bank');
    await assert.rejects(contract.submitTransaction(TRANSACTION), { name: 'EndorseError' });
    await network.done('up');
    // The peers have to hear of each other again.
    const end = Date.now() + 60_000;
    for (;;) {
      const failure = await contract.submitTransaction(TRANSACTION).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      if (!failure) break;
      if (Date.now() > end) throw failure;
    }
  });

  it('refuses to deploy for somebody who is no member, and says who is', async () => {
    const file = path.join(network.home, 'network.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('[BankMSP]', '[ShopMSP]'));
    const { code, err } = await network.run('upgrade');
    assert.equal(code, 1);
    assert.match(err, /endorsement of channel energy names ShopMSP; the channel's members are/);
  });
});
