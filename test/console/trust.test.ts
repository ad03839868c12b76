/** What members do about each other's trust in the console: two browsers, one trade (spec 14, spec 33). */
import assert from 'node:assert/strict';
import { type TradeView } from '../../gateway-api/console/model/views';
import { ConsoleBrowser, describeInChromium, PHONE } from './support/browser';
import { type PeopledConsole, startPeopledConsole } from './support/peopled-console';

const HOUR = 12;

describeInChromium('the trust section', function () {
  this.timeout(180_000);
  let demo: PeopledConsole;
  let browser: ConsoleBrowser;

  before(async () => {
    demo = await startPeopledConsole({ homes: 8, untilHour: HOUR });
    browser = await ConsoleBrowser.launch(demo.url);
  });
  after(async () => {
    await browser.close();
    await demo.stop();
  });

  /** Short ids of who traded in the last settled hour. */
  const pair = async (): Promise<{ seller: string; buyer: string }> => {
    const { client } = demo.cast.operator;
    const listings = await client.readAll<{ id: string; state: string; clearing: { trades: number } | null }>(
      '/v1/markets/fontana/listings',
    );
    const last = listings.filter(({ state, clearing }) => state === 'settled' && (clearing?.trades ?? 0) > 0).at(-1);
    assert.ok(last, 'no hour with a trade');
    const { items } = await client.read<{ items: TradeView[] }>(`/v1/clearings/${last.id}/trades?page=0`);
    const [trade] = items;
    assert.ok(trade);
    const short = (offer: string) => offer.split('@')[0] ?? '';
    return { seller: short(trade.sell), buyer: short(trade.buy) };
  };

  it('lets both sides of a trade say what was delivered, one rate the other, and the other see why its score moved', async () => {
    const { seller, buyer } = await pair();
    // The hour has to be over by the market's clock before anybody can say what it brought.
    await demo.clock.close();
    const selling = await browser.enter(seller, 'trust');
    const buying = await browser.enter(buyer, 'trust', { viewport: PHONE });
    await selling.page.getByText('Nothing has moved it yet.').waitFor();

    for (const { page } of [selling, buying]) {
      await page.getByLabel('Delivery').selectOption({ index: 1 });
    }
    const offered = selling.page.getByRole('button', { name: `All was delivered: trade with ${buyer}` }).first();
    await offered.click();
    await selling.page.getByText('The other side has still to agree.').first().waitFor();
    await buying.page.getByText('The other side says:').first().waitFor();
    await buying.page.getByRole('button', { name: `All was delivered: trade with ${seller}` }).first().click();
    await buying.page.getByRole('button', { name: `5 stars for ${seller}` }).first().click();
    await buying.page.getByText('You rated it 5 stars.').first().waitFor();

    await selling.page.getByText('from 1 trade that counted').waitFor();
    await selling.page.getByRole('button', { name: 'Why? Your points' }).click();
    await selling.page.getByText('So far 1 of the three different members').waitFor();
    await selling.page.keyboard.press('Escape');
    for (const [visitor, name] of [
      [selling, 'trust-wide'],
      [buying, 'trust-phone'],
    ] as const) {
      await visitor.accessible();
      await visitor.screenshot(name);
      await visitor.leave();
    }
  });
});
