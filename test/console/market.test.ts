import assert from 'node:assert/strict';
import { PHONE, type Visitor } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole('the market in the console', { homes: 12, untilHour: 10 }, (stage) => {
  const bid = async ({ page }: Visitor, energy: string, cents: string): Promise<void> => {
    await page.getByRole('radio', { name: 'Buy' }).check();
    await page.getByRole('textbox', { name: 'How much' }).fill(energy);
    await page.getByRole('textbox', { name: 'Pay at most' }).fill(cents);
    await page.getByRole('button', { name: 'Place bid' }).click();
  };

  it('takes an offer in two figures, shows others’ at once, and says after the close what came of it and why', async () => {
    const [buyer, watcher] = await Promise.all([
      stage.browser.enter('h03', 'market'),
      stage.browser.enter('h01', 'market'),
    ]);
    const wanted = (visitor: Visitor) =>
      visitor.page.locator('.figure', { hasText: 'Wanted' }).first().locator('.figure-note').textContent();
    const before = await wanted(watcher);
    await bid(buyer, '1.5', '99');
    await buyer.page.getByText('Buy 1.50 kWh for at most 99.00').waitFor();
    await watcher.until(
      `document.querySelectorAll('.figure')[2].querySelector('.figure-note').textContent !== ${JSON.stringify(before)}`,
    );
    await buyer.page.getByRole('button', { name: /^Why\? If it closed now: Buy 1\.50/ }).click();
    await buyer.page.getByText('It would trade in full: 1.50').waitFor();
    await buyer.page.keyboard.press('Escape');

    await stage.demo.clock.close();
    await buyer.page.getByText(/You bought 1\.50.kWh for/).waitFor();
    await buyer.page.getByRole('button', { name: /^Why\? What came of it: Buy 1\.50/ }).click();
    await buyer.page.getByText('It traded in full: 1.50').waitFor();
    await buyer.page.keyboard.press('Escape');
    await buyer.page.getByRole('link', { name: 'See the whole hour' }).click();
    await buyer.page.getByText('Computed anew here: the same price and the same trades.').waitFor();
    assert.ok((await buyer.page.locator('tr.mine').count()) > 0);
    await buyer.accessible();
    await buyer.leave([/404/]);
    await watcher.leave([/404/]);
  });

  it('explains why an offer did not trade, and with which limit it would have', async () => {
    const visitor = await stage.browser.enter('h02', 'market');
    await bid(visitor, '0.8', '1');
    const mine = visitor.page.getByRole('listitem').filter({ hasText: 'Buy 0.80 kWh' });
    await mine.getByText('would not trade').waitFor();
    await mine.getByRole('button', { name: /^Why\?/ }).click();
    await visitor.page.getByText(/The price is .*, above your limit of 1\.00/).waitFor();
    const hint = await visitor.page.getByText(/With a limit of .*, all else the same, you would buy/).textContent();
    await visitor.page.keyboard.press('Escape');
    await mine.getByRole('button', { name: /^Take back/ }).click();
    await mine.waitFor({ state: 'detached' });
    const cents = /limit of ([\d.]+)/.exec(hint ?? '')?.[1] ?? '';
    // The limit that was told is rounded for the eye: a hundredth of a cent more is surely enough.
    await bid(visitor, '0.8', (Number(cents) + 0.01).toFixed(2));
    await mine.getByText('would trade in full').waitFor();
    await visitor.leave([/404/]);
  });

  it('says what is wrong with an offer at its field, and keeps what was typed', async () => {
    const visitor = await stage.browser.enter('h02', 'market');
    const { page } = visitor;
    await bid(visitor, '12,3456', '10');
    await page.getByText('At most 3 decimals are possible.').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'How much' }).inputValue(), '12,3456');
    await page.getByRole('textbox', { name: 'How much' }).fill('1000');
    await page.getByText('It has to lie between 0.01 kWh and 100.00 kWh.').waitFor();
    await page.getByRole('textbox', { name: 'How much' }).fill('90');
    await page.getByRole('textbox', { name: 'Pay at most' }).fill('100');
    await page.getByRole('button', { name: 'Place bid' }).click();
    await visitor.until("document.querySelectorAll('.mine-area, .field-note.error').length > 0");
    await visitor.leave([/404|Failed to load resource/]);
  });

  it('draws curves that the arrow keys walk along, with the figures as a table', async () => {
    const visitor = await stage.browser.enter('h01', 'market');
    const { page } = visitor;
    const drawing = page.getByRole('group', { name: /^Supply and demand/ });
    await drawing.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^At 0\.00.kWh: h\d+ wants .* for at most/).waitFor();
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    await page.locator('.table-frame').first().waitFor();
    assert.ok((await page.locator('figure table tbody tr').count()) >= 4);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save CSV' }).first().click(),
    ]);
    assert.match(download.suggestedFilename(), /^offers-fontana_.*\.csv$/);
    await visitor.leave([/404/]);
  });

  for (const [device, viewport] of [
    ['phone', PHONE],
    ['wide screen', undefined],
  ] as const) {
    it(`can be used by everybody on a ${device}`, async () => {
      const visitor = await stage.browser.enter('h01', 'market', viewport ? { viewport } : {});
      for (const section of ['market', 'today', 'tokens', 'bills']) {
        await visitor.open(section);
        await visitor.accessible();
        await visitor.screenshot(`${section}-${viewport ? 'phone' : 'wide'}`);
      }
      await visitor.leave([/404/]);
    });
  }
});
