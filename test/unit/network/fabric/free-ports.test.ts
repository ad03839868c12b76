import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import sinon from 'sinon';
import { freePorts, isPortFree } from '../../../../network/fabric/free-ports';

describe('Free ports', () => {
  afterEach(() => sinon.restore());

  it('are all different, and nobody listens on them', async () => {
    const ports = await freePorts(5);
    assert.equal(new Set(ports).size, 5);
    for (const port of ports) assert.ok(await isPortFree(port));
  });

  it('are not those on which somebody listens', async () => {
    const [taken = 0] = await freePorts(1);
    const other = createServer().listen(taken, '127.0.0.1');
    await once(other, 'listening');
    try {
      sinon.stub(Math, 'random').returns((taken - 20_000) / 12_000);
      assert.ok(!(await freePorts(1)).includes(taken));
    } finally {
      other.close();
      await once(other, 'close');
    }
  });
});
