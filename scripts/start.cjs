'use strict';
// npm start: installs and builds what is missing, then runs the market.
const path = require('node:path');
const { prepare, root } = require('./prepare.cjs');

prepare();
require(path.join(root, 'build', 'scripts', 'start', 'main.js'));
