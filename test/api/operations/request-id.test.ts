import assert from 'node:assert/strict';
import { type TestGateway } from '../../support/test-gateway';
import { FakeNetwork } from '../../support/fake-network';

interface Line {
  readonly text: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

describe('The log', () => {
  let network: FakeNetwork;
  let gateway: TestGateway;
  let token: string;
  const lines: Line[] = [];
  before(async () => {
    network = await FakeNetwork.start();
    const write = (details: object, message: string): void =>
      void lines.push({ text: `${message} ${JSON.stringify(details)}`, message, details: { ...details } });
    gateway = await network.gateway({ log: { debug: write, info: write, warn: write, error: write } });
    token = await network.signedIn(gateway);
  });
  after(() => network.stop());

  const transfer = { token: 'eEuro', to: 'h02@HouseholdsMSP', amount: '1' };
  const of = (requestId: string, message: string) =>
    lines.filter((line) => line.details['requestId'] === requestId && line.message === message);

  it('leads from a request’s id to its transaction and back', async () => {
    const headers = { prefer: 'wait=60', 'x-request-id': 'of-the-client.1' };
    const answer = await gateway.send('POST', '/v1/transfers', { token, body: transfer, headers });
    assert.equal(answer.headers.get('x-request-id'), 'of-the-client.1');
    const [write] = of('of-the-client.1', 'A write ended');
    assert.ok(write);
    assert.equal(write.details['transactionId'], answer.body['transactionId']);
    assert.equal(write.details['transaction'], 'TransferEEuro');
    assert.equal(write.details['outcome'], 'committed');
    const [request] = of('of-the-client.1', 'A request was answered');
    assert.deepEqual([request?.details['route'], request?.details['status']], ['/v1/transfers', 201]);
  });

  it('has a line with the made-up id of a request that brought none', async () => {
    const answer = await gateway.send('GET', '/v1/nothing');
    const id = answer.headers.get('x-request-id') ?? '';
    assert.equal(answer.body['instance'], `urn:request:${id}`);
    assert.equal(of(id, 'A request was answered').length, 1);
  });

  it('names the refused write of a request, with the code of the refusal', async () => {
    const BAD_RESPONSE_PAYLOAD = 21;
    network.peer.codes.push(BAD_RESPONSE_PAYLOAD);
    const headers = { prefer: 'wait=60', 'x-request-id': 'refused.1' };
    const answer = await gateway.send('POST', '/v1/transfers', { token, body: transfer, headers });
    assert.equal(answer.status, 409);
    const [write] = of('refused.1', 'A write ended');
    assert.deepEqual(
      [write?.details['outcome'], write?.details['code'], write?.details['transactionId']],
      ['invalid', 'TRANSACTION_INVALID', answer.body['transactionId']],
    );
  });

  it('says neither who asked nor for what', async () => {
    await gateway.send('GET', '/v1/units/pv-of-ada?pageSize=17', { token });
    const said = lines.map(({ text }) => text).join('\n');
    assert.doesNotMatch(said, /pv-of-ada|pageSize|h02@HouseholdsMSP|registrar@|Bearer/);
    assert.ok(!said.includes(token));
  });
});
