'use strict';
// npm test [-- --coverage] [-- FILES...]: prepares the checkout and runs every suite, several files at a time; one closing
// line for all of them. Chosen files run one after another, and tell their tests as they end.
const { spawnSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const path = require('node:path');
const { prepare, root } = require('./prepare.cjs');

/** Suites in the order in which they begin: those that take long first, so that no process is left with one at the end. */
const suites = ['api', 'console', 'e2e', 'conformance', 'integration', 'unit'];
/** Tests wait much, for blocks and browsers: two at a time pay off even on one core. More than four want much memory. */
const jobs = Math.min(Math.max(availableParallelism(), 2), 4);

prepare();
const tests = path.join(root, 'build', 'test');
const args = process.argv.slice(2);
const coverage = args[0] === '--coverage';
const chosen = coverage ? args.slice(1) : args;
const bin = (name, file) => path.join(root, 'node_modules', name, file);
const mocha = [
  '--enable-source-maps',
  bin('mocha', 'bin/mocha.js'),
  ...['--reporter', path.join(tests, 'support', 'reporter.js')],
  ...['--require', path.join(tests, 'support', 'left-open.js')],
  ...(chosen.length > 0 ? chosen : ['--parallel', '--jobs', `${jobs}`, ...everyFile()]),
];
const command = coverage ? [bin('c8', 'bin/c8.js'), process.execPath, ...mocha] : mocha;
// fabric-shim would print every refusal that a test provokes.
const env = { CORE_CHAINCODE_LOGGING_LEVEL: 'critical', ...process.env };
const result = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', env });
process.exit(result.status ?? 1);

function everyFile() {
  const all = readdirSync(tests, { recursive: true }).filter((name) => name.endsWith('.test.js'));
  const rank = (name) => {
    const found = suites.indexOf(name.split(path.sep)[0]);
    return found < 0 ? suites.length : found;
  };
  // By name within a suite: the order doesn't depend on the file system.
  return all.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).map((name) => path.join(tests, name));
}
