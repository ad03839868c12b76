'use strict';
// npm test [-- --coverage] [-- FILES...]: prepares the checkout and runs every suite; one closing line for all of them.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { prepare, root } = require('./prepare.cjs');

prepare();
const args = process.argv.slice(2);
const coverage = args[0] === '--coverage';
const chosen = coverage ? args.slice(1) : args;
const bin = (name, file) => path.join(root, 'node_modules', name, file);
const mocha = [
  '--enable-source-maps',
  bin('mocha', 'bin/mocha.js'),
  '--reporter',
  path.join(root, 'build', 'test', 'support', 'reporter.js'),
  ...(chosen.length > 0 ? chosen : [path.join(root, 'build', 'test', '**', '*.test.js')]),
];
const command = coverage ? [bin('c8', 'bin/c8.js'), process.execPath, ...mocha] : mocha;
// fabric-shim would print every refusal that a test provokes.
const env = { CORE_CHAINCODE_LOGGING_LEVEL: 'critical', ...process.env };
const result = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', env });
process.exit(result.status ?? 1);
