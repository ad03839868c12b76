/** `node scripts/run.cjs scripts/picture/icons.js`: draws the console's icon as PNG in the sizes that devices install. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from './chromium';

const folder = path.join(__dirname, '..', '..', '..', 'gateway-api', 'console', 'public');
const SIZES = [180, 192, 512] as const;
/** Devices cut icons to a shape of their own: the drawing keeps to the middle. */
const SHARE = 0.68;
const GROUND = '#1d2227';

async function main(): Promise<void> {
  const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
  const browser = await launchChromium();
  try {
    for (const size of SIZES) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      const drawing = Math.round(size * SHARE);
      await page.setContent(
        `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${GROUND}"><div style="width:${drawing}px">${svg}</div></body>`,
      );
      writeFileSync(path.join(folder, `icon-${size}.png`), await page.screenshot());
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
