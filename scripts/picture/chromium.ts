import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
// No sandbox: the browser only ever sees pages of this project. And nothing that would ask the network.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this machine, or the one that CHROMIUM names; undefined when there is none. */
export function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM'];
  return (named === undefined ? candidates : [named]).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts it without a window. Throws when there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('There is no Chromium here: install it, or name one in CHROMIUM');
  return await chromium.launch({ executablePath, args: flags });
}
