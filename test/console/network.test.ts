/** The network section: totals, members and the explorer, and checking the chain in the browser (spec 32, spec 33). */
import assert from 'node:assert/strict';
import { PHONE } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole('the network section', { homes: 3, untilHour: 1 }, (stage) => {
  it('shows who is here, every block with who agreed to it, and a transaction by its id', async () => {
    const visitor = await stage.browser.enter('h01', 'network');
    const { page } = visitor;
    await page.getByRole('row', { name: /^bank@BankMSP banker active/ }).waitFor();
    const mint = await stage.demo.cast.banker.client.submit<{ transactionId?: string }>(
      `/v1/accounts/${encodeURIComponent('h01@HouseholdsMSP')}/eEuro/mint`,
      { amount: '1' },
    );
    assert.ok(mint);
    await visitor.accessible();
    await visitor.screenshot('network-wide');

    const first = page.locator('.table-frame a').first();
    await first.click();
    await page.getByRole('row', { name: /MintEEuro bank@BankMSP .*MSP, .*MSP VALID/ }).waitFor();
    await page.getByRole('button', { name: 'Details of MintEEuro' }).click();
    await page.getByText('supply/eEuro').first().waitFor();
    const id = await page.locator('.dialog .hashes code').first().textContent();
    await page.keyboard.press('Escape');
    await visitor.accessible();
    await visitor.screenshot('block-wide');

    await page.getByRole('link', { name: 'All blocks' }).click();
    const form = page.getByRole('form', { name: 'Find a transaction' });
    await form.getByLabel('Transaction id').fill('abc');
    await form.getByRole('button', { name: 'Find' }).click();
    await form.getByText('An id has 64 characters').waitFor();
    await form.getByLabel('Transaction id').fill(id ?? '');
    await form.getByRole('button', { name: 'Find' }).click();
    await page.getByText('supply/eEuro').first().waitFor();
    await visitor.leave();
  });

  it('checks the chain in the browser, and names the block that somebody changed on the way', async () => {
    const visitor = await stage.browser.enter('h01', 'network', { viewport: PHONE });
    const { page } = visitor;
    await page.getByRole('button', { name: 'Check from the first block' }).click();
    await page.getByText(/^All \d+ blocks fit together\./).waitFor();
    await visitor.accessible();
    await visitor.screenshot('network-phone');

    await page.route('**/v1/block-headers?from=0&*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { items: { number: string; dataHash: string }[] };
      const changed = answer.items.map((header) =>
        header.number === '3' ? { ...header, dataHash: '0'.repeat(64) } : header,
      );
      await route.fulfill({ response, json: { ...answer, items: changed } });
    });
    await page.getByRole('button', { name: 'Check from the first block' }).click();
    await page.getByText("The chain is broken: The hash given for block 3 isn't that of its header.").waitFor();
    await visitor.leave();
  });
});
