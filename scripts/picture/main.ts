/** `node scripts/run.cjs scripts/picture/main.js`: plays a day and takes the picture of the first page for the README. */
import path from 'node:path';
import { plainStyle } from '../../agents/report/text/style';
import { runStart } from '../start/run-start';
import { launchChromium } from './chromium';

const picture = path.join(__dirname, '..', '..', '..', 'docs', 'images', 'first-page.png');

async function take(url: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 850 }, colorScheme: 'light' });
    await page.goto(url);
    await page.locator('#members tbody tr').first().waitFor();
    await page.screenshot({ path: picture });
  } finally {
    await browser.close();
  }
}

async function main(): Promise<void> {
  const stop = new AbortController();
  let url = '';
  let taking: Promise<void> | undefined;
  const say = (line: string) => {
    console.log(line);
    url = /^Serving at (\S+)$/.exec(line)?.[1] ?? url;
    if (line === 'Ctrl-C stops.') taking = take(url).finally(() => stop.abort());
  };
  const options = {
    home: undefined,
    port: 0,
    days: 1,
    mechanism: undefined,
    microgrids: undefined,
    community: { folder: undefined, name: 'community-24' },
    speed: undefined,
    storage: true,
    json: false,
    verifyDeterminism: false,
    exit: false,
    live: false,
  };
  await runStart(options, { say, writeJson: undefined, style: plainStyle, signal: stop.signal });
  await taking;
  console.log(`The picture is ${picture}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
