/** What a member does in the order book of the console, while somebody else trades there (spec 11, spec 33). */
import assert from 'node:assert/strict';
import { type BalanceView } from '../../gateway-api/console/model/views';
import { demoPeople } from '../../scripts/start/demo-people';
import { until } from '../support/until';
import { PHONE } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole('the order book section', { homes: 8, storage: true, untilHour: 13 }, (stage) => {
  it('takes an order in two figures, says what it would come to, shows it traded by somebody else, and takes one back', async () => {
    const person = demoPeople(stage.demo.cast).find(({ part }) => part === 'household');
    assert.ok(person);
    const [buyer = ''] = person.member.split('@');
    const balances = await Promise.all(
      stage.demo.cast.households.map(async ({ client }) => ({
        client,
        ent: await client.read<BalanceView>(`/v1/accounts/${encodeURIComponent(client.member)}/ENT`),
      })),
    );
    const rich = balances
      .filter(({ client }) => client.member !== person.member)
      .sort((a, b) => Number(b.ent.available) - Number(a.ent.available))[0];
    assert.ok(rich && Number(rich.ent.available) > 0.02, 'nobody has ENT to sell');

    const visitor = await stage.browser.enter(buyer, 'book');
    const { page } = visitor;
    const form = page.getByRole('form', { name: 'Your order' });
    await form.getByRole('button', { name: 'Place the order' }).click();
    assert.equal(await form.getByLabel('How much').getAttribute('aria-invalid'), 'true');
    await form.getByLabel('How much').fill('0.02');
    // Above everybody else's limit, so that whoever sells next meets it.
    await form.getByRole('textbox', { name: 'Limit' }).fill('0,9');
    await form.getByText(/^(Nothing would trade at once\.|Now: )/).waitFor();
    await form.getByRole('textbox', { name: 'Limit' }).fill('0.90001');
    await form.getByRole('button', { name: 'Place the order' }).click();
    await form.locator('.field-note.error').waitFor();
    await form.getByRole('textbox', { name: 'Limit' }).fill('0.9');
    const asks = (await stage.demo.cast.operator.client.read<{ asks: unknown[] }>('/v1/books/ent/depth')).asks.length;
    await form.getByRole('button', { name: 'Place the order' }).click();
    await form.getByText(/^Placed: /).waitFor();
    const own = page.getByRole('row', { name: /^Buy 0\.020 ENT at 0\.9000 €\/ENT/ });
    await own.waitFor();
    if (asks === 0) {
      await rich.client.submit('/v1/books/ent/orders', {
        ...{ order: 'to-household', terms: { side: 'sell', kind: 'market', amount: '0.02' } },
      });
    }
    await page.getByRole('row', { name: /^Buy 0\.020 ENT at 0\.9000 €\/ENT 0\.000 done/ }).waitFor();
    await page.locator('tr.mine').first().waitFor();

    await form.getByLabel('How much').fill('0.05');
    const limit = form.getByRole('textbox', { name: 'Limit' });
    await limit.fill('0.0001');
    await form.getByRole('button', { name: 'Place the order' }).click();
    // The form is emptied when the order is placed: the book may show it before.
    await until('the form is empty', async () => (await limit.inputValue()) === '');
    // In the book it is marked as the own one, and a press on its price takes the price over: to sell to whoever buys.
    const rungs = page.getByRole('table', { name: 'Open orders by price' });
    await rungs.getByRole('row', { name: /Sell at 0\.0001 €\/ENT 0\.050 yours/ }).waitFor();
    await rungs.getByRole('button', { name: 'Sell at 0.0001 €/ENT' }).press('Enter');
    await until('the price is taken over', async () => (await limit.inputValue()) === '0.0001');
    assert.equal(await form.getByLabel('Sell ENT').isChecked(), true);
    await page.getByRole('button', { name: /^Take back: Buy 0\.050 ENT/ }).click();
    await page.getByRole('row', { name: /^Buy 0\.050 ENT .* taken back/ }).waitFor();

    await rungs.getByText('0.050 yours').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Why? The price of a trade' }).click();
    await page.getByText(/: h\d+ bought \d+\.\d{3}\sENT from h\d+ at /).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Days').check();
    await page.getByText('lowest and last price of each day').waitFor();

    await visitor.accessible();
    await visitor.screenshot('book-wide');
    await page.setViewportSize(PHONE);
    await visitor.accessible();
    await visitor.screenshot('book-phone');
    await visitor.leave([/Failed to load resource/]);
  });
});
