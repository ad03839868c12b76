/**
 * `node scripts/run.cjs scripts/picture/main.js`: plays a morning of the recorded day up to an hour with many sellers, enters
 * its market as a home with panels, and takes the picture of the Market section for the README. The market stands still
 * meanwhile: nothing has to be waited for.
 */
import path from 'node:path';
import { launchChromium } from './chromium';
import { startPeopledConsole } from './peopled-console';

const picture = path.join(__dirname, '..', '..', '..', 'docs', 'images', 'market.png');
/** Local hour whose listing is open: around noon many homes sell. */
const HOUR = 12;

async function take(url: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 1010 },
      colorScheme: 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(120_000);
    await page.goto(url);
    await page.locator('.people button').first().click();
    await page.locator('.side-nav a[href="/market"]').click();
    // Its agent has offered what its panels will have left over.
    await page.locator('.suggestion button').waitFor();
    await page.locator('.mine-area').first().waitFor();
    await page.locator('.connection.live').waitFor();
    await page.evaluate('scrollTo(0, 0)');
    // What has just changed glows for a moment.
    await page.waitForTimeout(2500);
    await page.screenshot({ path: picture });
  } finally {
    await browser.close();
  }
}

async function main(): Promise<void> {
  const demo = await startPeopledConsole({ untilHour: HOUR });
  try {
    await take(demo.url);
  } finally {
    await demo.stop();
  }
  console.log(`The picture is ${picture}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
