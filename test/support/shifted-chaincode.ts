/** The market's chaincode on a peer whose clock is ahead by the seconds that stand in a file: `shifted-chaincode.js FILE`. */
import { readFileSync } from 'node:fs';
import { peerClock } from '../../chaincode/contracts/peer-clock';

const [, , file = ''] = process.argv;
peerClock.now = () => Math.floor(Date.now() / 1000) + Number(readFileSync(file, 'utf8'));

void import('../../chaincode/server.js');
