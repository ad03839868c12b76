'use strict';
// Brings a checkout into a runnable state: a fitting Node, the dependencies of the lock file, a fresh build.
// Plain JavaScript without dependencies, because it runs before anything is installed.
const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const leastNode = [20, 19];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1])) {
    fail(
      `Sunledger needs Node ${leastNode.join('.')} or newer; this is Node ${process.versions.node} (${process.execPath}).`,
    );
  }
}

function modifiedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function run(what, command, args) {
  const windows = process.platform === 'win32';
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: windows });
  if (result.error) fail(`${what} could not start: ${result.error.message}`);
  if (result.status !== 0) fail(`${what} failed (exit ${result.status}). The lines above say why.`);
}

/** Installs the locked dependencies when they are missing or older than the lock file. */
function install() {
  const installed = modifiedAt(path.join(root, 'node_modules', '.package-lock.json'));
  if (installed >= modifiedAt(path.join(root, 'package-lock.json')) && installed > 0) return;
  process.stderr.write('Installing dependencies (npm ci) ...\n');
  run('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

const sourceFolders = ['chaincode', 'identity', 'network', 'client', 'gateway-api', 'agents', 'scripts', 'test'];

function newestSource(folder, wanted = /\.tsx?$|^tsconfig.*\.json$/) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(file, wanted));
    else if (wanted.test(entry.name)) newest = Math.max(newest, modifiedAt(file));
  }
  return newest;
}

/** Removes what was compiled from a source that is gone: a module `x.js` would hide a folder `x` that took its place. */
function dropStale(folder) {
  const compiled = path.join(root, 'build', folder);
  if (!existsSync(compiled)) return;
  for (const entry of readdirSync(compiled, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) dropStale(name);
    else if (entry.name.endsWith('.js.map') && !existsSync(path.join(root, name.replace(/\.js\.map$/, '.ts')))) {
      const base = path.join(root, 'build', name.replace(/\.js\.map$/, ''));
      for (const ending of ['.js', '.js.map', '.d.ts', '.d.ts.map']) rmSync(base + ending, { force: true });
    }
  }
}

/** Compiles what is newer than the last build; the stamp keeps a start from asking the compiler each time. */
function build() {
  const stamp = path.join(root, 'build', '.stamp');
  const sources = [modifiedAt(path.join(root, 'tsconfig.base.json')), modifiedAt(path.join(root, 'package-lock.json'))];
  for (const folder of sourceFolders) {
    if (existsSync(path.join(root, folder))) sources.push(newestSource(path.join(root, folder)));
  }
  if (modifiedAt(stamp) > Math.max(...sources)) return;
  process.stderr.write('Building ...\n');
  const startedAt = new Date();
  run('The build', process.execPath, [path.join(root, 'node_modules', 'typescript7', 'bin', 'tsc'), '-b']);
  for (const folder of sourceFolders) dropStale(folder);
  writeStamp(stamp, startedAt);
}

/** What the console's bundle is made of. */
const consoleSources = ['gateway-api/console', 'chaincode/domain', 'chaincode/wire', 'client'];

/** Bundles the web console, when something that it is made of is newer than the last bundle. */
function buildConsole() {
  const stamp = path.join(root, 'build', '.console-stamp');
  const sources = [
    modifiedAt(path.join(root, 'package-lock.json')),
    modifiedAt(path.join(__dirname, 'build-console.mjs')),
  ];
  for (const folder of consoleSources) {
    if (existsSync(path.join(root, folder))) sources.push(newestSource(path.join(root, folder), /./));
  }
  if (modifiedAt(stamp) > Math.max(...sources)) return;
  process.stderr.write('Bundling the console ...\n');
  const startedAt = new Date();
  run('The console', process.execPath, [path.join(__dirname, 'build-console.mjs')]);
  writeStamp(stamp, startedAt);
}

/** Marks that everything older than a time has been built. */
function writeStamp(stamp, startedAt) {
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, startedAt, startedAt);
}

/** Everything a command of this project needs before it can run. */
function prepare() {
  checkNode();
  install();
  build();
  buildConsole();
}

module.exports = { prepare, root };
