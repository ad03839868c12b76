import assert from 'node:assert/strict';
import { Shim } from 'fabric-shim';
import sinon from 'sinon';
import { busyLoggers, quietLogging } from '../../../chaincode/quiet-logging';

describe("The log of fabric-shim in the chaincode's process", () => {
  const before = busyLoggers.map((name) => {
    const { level, debug, info } = Shim.newLogger(name);
    return { name, level, debug, info };
  });
  const logger = Shim.newLogger('lib/handler.js');

  afterEach(() => {
    sinon.restore();
    for (const { name, ...was } of before) Object.assign(Shim.newLogger(name), was);
  });
  after(() => {
    for (const { name, ...was } of before) {
      const { level, debug, info } = Shim.newLogger(name);
      assert.deepEqual({ level, debug, info }, was, 'what other tests log is as it was');
    }
  });

  it('does no work for lines below the wanted level', () => {
    const write = sinon.stub(logger, 'write');
    quietLogging(undefined);
    logger.debug('a line for every message');
    logger.info('a line for every transaction');
    sinon.assert.notCalled(write);
  });

  it('still takes warnings and errors', () => {
    quietLogging(undefined);
    const write = sinon.stub(logger, 'write');
    logger.error('something broke');
    sinon.assert.calledOnce(write);
    assert.equal(logger.isLevelEnabled('warn'), true);
  });

  it('takes everything when everything is asked for', () => {
    sinon.stub(process.env, 'CORE_CHAINCODE_LOGGING_LEVEL').value('DEBUG');
    quietLogging('DEBUG');
    const write = sinon.stub(logger, 'write');
    logger.debug('a line for every message');
    sinon.assert.calledOnce(write);
  });
});
