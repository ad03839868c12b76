/** What a market's operator does in the console when the scheduler doesn't (spec 10, spec 33). */
import assert from 'node:assert/strict';
import { until } from '../support/until';
import { PHONE } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole("the operator's section", { homes: 3, untilHour: 2 }, (stage) => {
  it('shows the schedule, what has been settled, and that an open listing cannot be closed yet', async () => {
    const visitor = await stage.browser.enter('operator', 'operator');
    const { page } = visitor;
    await page.getByRole('row', { name: /^02:00 – 03:00 open .*closes at 02:00 Call off/ }).waitFor();
    await page.getByRole('row', { name: /^01:00 – 02:00 settled .* done$/ }).waitFor();
    await page.getByText('Delivery 02:00 – 03:00: offers from 01:00 to 02:00').waitFor();
    await visitor.accessible();
    await visitor.screenshot('operator-wide');
    await visitor.leave();
  });

  it('calls a listing off only when asked twice, and pays back what it held', async () => {
    const held = async () => {
      const balances = await Promise.all(
        stage.demo.cast.households.map(({ client }) =>
          client.read<{ escrowed: string }>(`/v1/accounts/${encodeURIComponent(client.member)}/eEuro`),
        ),
      );
      return balances.filter(({ escrowed }) => /[1-9]/.test(escrowed)).length;
    };
    const before = await held();
    assert.ok(before > 0, 'nobody bids at night');
    const visitor = await stage.browser.enter('operator', 'operator', { viewport: PHONE });
    const { page } = visitor;
    await page.getByRole('button', { name: 'Call off 02:00 – 03:00' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('row', { name: /^02:00 – 03:00 open / }).waitFor();
    await page.getByRole('button', { name: 'Call off 02:00 – 03:00' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Call off', exact: true }).click();
    await page.getByRole('row', { name: /^02:00 – 03:00 called off / }).waitFor();
    await page.getByRole('button', { name: 'Pay back: 02:00 – 03:00' }).click();
    await until('everything has been paid back', async () => (await held()) === 0);
    await visitor.accessible();
    await visitor.screenshot('operator-phone');
    await visitor.leave([/Failed to load resource/]);
  });
});
