import { Socket } from 'node:net';

// Loaded into a chaincode process before its own code: ends it when the network's process is gone, however that
// ended. The pipe at descriptor 3 closes with the parent.
const pipe = new Socket({ fd: 3 });
pipe.on('close', () => process.exit(1));
pipe.on('error', () => undefined);
pipe.resume();
pipe.unref();
