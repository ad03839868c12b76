'use strict';
// node scripts/run.cjs [MODULE [ARGS...]]: prepares the checkout, then runs a compiled module of build/.
const path = require('node:path');
const { prepare, root } = require('./prepare.cjs');

prepare();
const [module_, ...args] = process.argv.slice(2);
if (module_) {
  const file = path.join(root, 'build', module_);
  process.argv = [process.argv[0], file, ...args];
  require(file);
}
