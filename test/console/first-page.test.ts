import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath, launchChromium } from '../../scripts/picture/chromium';
import { ReportBoard } from '../../scripts/start/report-board';
import { type Services, startServices } from '../../scripts/start/start-services';
import { contrastOf } from '../support/contrast';
import { sampleHour, sampleReport } from '../support/sample-report';

const missing = chromiumPath() === undefined;

(missing ? describe.skip : describe)(`the first page${missing ? ' (skipped: no Chromium here)' : ''}`, function () {
  this.timeout(60_000);
  const board = new ReportBoard();
  let folder: string;
  let services: Services;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'first-page-'));
    services = await startServices({ ledgerHome: undefined, gatewayHome: folder, logFile: undefined, port: 0, board });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await services.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => board.show({ playing: null, hours: [], report: sampleReport() }));

  /** Opens the page, does something there, and fails on any error or request to elsewhere. */
  async function onPage(act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
    const page = await browser.newPage(options);
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() !== 'log') troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(services.gateway.url)) troubles.push(request.url());
    });
    await page.goto(services.gateway.url);
    await act(page);
    assert.deepEqual(troubles, []);
    await page.close();
  }
  const texts = (page: Page, selector: string) => page.locator(selector).allTextContents();

  it('shows the figures, every hour, every member and the proof', async () => {
    await onPage(async (page) => {
      await page.locator('#members tbody tr').first().waitFor();
      assert.deepEqual(await texts(page, '#key-figures strong'), ['2.0 kWh', '12.50 ct/kWh', '1.00 €', '70 %']);
      assert.equal((await texts(page, '#hours tbody tr')).length, 24);
      assert.deepEqual(await texts(page, '#hours tbody tr:nth-child(13) > *'), [
        ...['12:00', '1', '1', '2.00', '3.00', '2.00', '12.50', '20.00', '0.25'],
      ]);
      assert.deepEqual(await texts(page, '#members tbody th'), ['h01@M', '<b>h02</b>@M']);
      assert.deepEqual(await texts(page, '#storage-figures strong'), [
        ...['1.5 kWh', '1.0 kWh', '0.4 kWh', '0.013', '0.250 ENT'],
      ]);
      assert.deepEqual(await texts(page, '#storage tbody tr:nth-child(2) > *'), [
        ...['<b>h02</b>@M', '1.50', '0.50', '0.000', '0.00', '0.250', '0.05', '0.300'],
      ]);
      assert.deepEqual(await texts(page, '#ent .good'), ['holds']);
      assert.deepEqual(await texts(page, '#money .good'), ['holds']);
      assert.match(
        (await page.locator('#chart svg').getAttribute('aria-label')) ?? '',
        /^1 hours? had local trade, from 12:00 on, at 12\.50 to 12\.50 cents per kWh\.$/,
      );
    });
  });

  it('leaves stored energy out where there are no storage units', async () => {
    board.show({ report: { ...sampleReport(), storage: null } });
    await onPage(async (page) => {
      await page.locator('#members tbody tr').first().waitFor();
      assert.equal(await page.locator('#storage-section').isVisible(), false);
      assert.equal(await page.locator('#ent-section').isVisible(), false);
    });
  });

  it('says so when the money does not add up', async () => {
    board.show({ report: sampleReport(false) });
    await onPage(async (page) => {
      await page.locator('#money .bad').waitFor();
      assert.deepEqual(await texts(page, '#money .bad'), ['does not hold']);
    });
  });

  it('follows a day that is being played, hour by hour', async () => {
    await onPage(async (page) => {
      await page.locator('#members tbody tr').first().waitFor();
      board.show({ playing: { date: '2026-06-02', market: 'm', hours: 24 }, hours: [] });
      await page.getByText('0 of 24 hours are settled').waitFor();
      board.show({ hours: [sampleHour(0, false), sampleHour(1, true)] });
      await page.getByText('2 of 24 hours are settled').waitFor();
      assert.equal(await page.locator('#members-section').isVisible(), false);
      assert.equal(await page.locator('#hours tbody tr').count(), 2);
      board.show({ playing: null, report: sampleReport() });
      await page.getByText('1 June 2026 is settled').waitFor();
      assert.equal(await page.locator('#members-section').isVisible(), true);
    });
  });

  it('says when nothing has been played yet', async () => {
    board.show({ report: null });
    await onPage(async (page) => {
      await page.getByText('No day has been played yet.').waitFor();
      assert.equal(await page.locator('section:visible').count(), 1);
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fits a phone, with text that can be read, in ${colorScheme} colours`, async () => {
      const phone = { viewport: { width: 360, height: 740 }, colorScheme };
      await onPage(async (page) => {
        await page.locator('#members tbody tr').first().waitFor();
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360);
        for (const selector of ['body', '.note', 'th', '#money .good', 'nav a']) {
          const ratio = Number(
            await page.evaluate(`(${contrastOf})(document.querySelector(${JSON.stringify(selector)}))`),
          );
          assert.ok(ratio >= 4.5, `${selector} has a contrast of ${ratio.toFixed(2)}`);
        }
      }, phone);
    });
  }

  it('can be used by keyboard: the table of hours opens, and what scrolls takes the focus', async () => {
    await onPage(async (page) => {
      await page.locator('#members tbody tr').first().waitFor();
      await page.locator('summary').focus();
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('#hours').isVisible(), true);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'All hours');
    });
  });
});
