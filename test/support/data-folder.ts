import path from 'node:path';

/** The recorded data of the repository; compiled tests lie under build/. */
export const dataFolder = path.join(__dirname, '..', '..', '..', 'data');
