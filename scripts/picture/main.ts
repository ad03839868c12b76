/**
 * `node scripts/run.cjs scripts/picture/main.js`: plays a day, enters the market that goes on after it as a home with
 * panels, makes an offer, and takes the picture of the Market section for the README.
 */
import path from 'node:path';
import { type Page } from 'playwright-core';
import { plainStyle } from '../../agents/report/text/style';
import { type StartOptions } from '../start/options';
import { runStart } from '../start/run-start';
import { launchChromium } from './chromium';

const picture = path.join(__dirname, '..', '..', '..', 'docs', 'images', 'market.png');
/** So many sellers make a picture that says something. */
const FEWEST_SELLERS = 9;
const LONGEST_WAIT_MS = 20 * 60_000;

async function take(url: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 1010 },
      colorScheme: 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    await page.goto(url);
    await page.locator('.people button').first().click();
    await page.locator('.side-nav a[href="/market"]').click();
    await livelyHour(page);
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByRole('button', { name: /^Place (offer|bid)$/ }).click();
    await page.locator('.mine-area').first().waitFor();
    await page.evaluate('scrollTo(0, 0)');
    // What has just changed glows for a moment.
    await page.waitForTimeout(2500);
    await page.screenshot({ path: picture });
  } finally {
    await browser.close();
  }
}

/** Waits for an hour with enough sellers, early enough in it to offer. */
async function livelyHour(page: Page): Promise<void> {
  const isLively = `(() => {
      const sellers = parseInt(document.querySelector('.figure:nth-child(2) .figure-note')?.textContent ?? '0', 10);
      const left = parseInt(/closes in (\\d+) min/.exec(document.querySelector('.countdown')?.textContent ?? '')?.[1] ?? '0', 10);
      return sellers >= ${FEWEST_SELLERS} && left >= 15 && document.querySelector('.suggestion button') !== null;
    })()`;
  const end = Date.now() + LONGEST_WAIT_MS;
  // Asked from here: the page's policy lets no text be run in it.
  while ((await page.evaluate(isLively)) !== true) {
    if (Date.now() > end) throw new Error('No hour of the market was lively enough');
    await page.waitForTimeout(500);
  }
}

const options: StartOptions = {
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
  live: true,
};

async function main(): Promise<void> {
  const stop = new AbortController();
  let url = '';
  let taking: Promise<void> | undefined;
  const say = (line: string) => {
    console.log(line);
    url = /^Serving at (\S+)$/.exec(line)?.[1] ?? url;
    if (line.startsWith('The market goes on')) taking = take(url).finally(() => stop.abort());
  };
  await runStart(options, { say, writeJson: undefined, style: plainStyle, signal: stop.signal });
  await taking;
  console.log(`The picture is ${picture}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
