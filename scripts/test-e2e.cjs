'use strict';
// npm run test:e2e [-- --target devnet|fabric]: the market from end to end, on both kinds of network or on one.
const path = require('node:path');
const { parseArgs } = require('node:util');

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(2);
};
const options = { target: { type: 'string', default: '' }, help: { type: 'boolean', short: 'h', default: false } };
let target;
try {
  const { help, ...values } = parseArgs({ options }).values;
  if (help) {
    process.stdout.write(
      'npm run test:e2e [-- --target devnet|fabric]\n' +
        "On both networks, or on one; real Fabric is skipped where FABRIC_BIN doesn't name its programs.\n",
    );
    process.exit(0);
  }
  ({ target } = values);
} catch (error) {
  fail(error.message);
}
if (!['', 'devnet', 'fabric'].includes(target)) fail(`--target is devnet or fabric, not ${target}.`);
if (target === 'fabric' && !process.env.FABRIC_BIN) fail("FABRIC_BIN has to name the folder with Fabric's programs.");
process.env.E2E_TARGET = target;
process.argv = [
  process.argv[0],
  path.join(__dirname, 'test.cjs'),
  path.join(__dirname, '..', 'build', 'test', 'e2e', '*.test.js'),
];
require('./test.cjs');
