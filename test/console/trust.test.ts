/** What members do about each other's trust in the console: one trade, both sides (spec 14, spec 33). */
import assert from 'node:assert/strict';
import { shortMember } from '../../gateway-api/console/model/names';
import { type ListingView, type TradeView } from '../../gateway-api/console/model/views';
import { demoPeople } from '../../scripts/start/demo-people';
import { PHONE } from './support/browser';
import { describeConsole } from './support/describe-console';

const HOUR = 12;

describeConsole('the trust section', { homes: 8, untilHour: HOUR }, (stage) => {
  /** The last trade in which the demonstration's household sold, with who bought. */
  const lastSale = async () => {
    const { client } = stage.demo.cast.operator;
    const person = demoPeople(stage.demo.cast).find(({ part }) => part === 'household');
    assert.ok(person);
    const listings = await client.readAll<ListingView>('/v1/markets/fontana/listings');
    const settled = listings.filter(({ state, clearing }) => state === 'settled' && (clearing?.trades ?? 0) > 0);
    for (const listing of settled.reverse()) {
      const { items } = await client.read<{ items: TradeView[] }>(`/v1/clearings/${listing.id}/trades?page=0`);
      const number = items.findIndex(({ sell }) => sell.startsWith(`${person.member}:`));
      const buyer = items[number]?.buy.split('@')[0];
      if (buyer !== undefined) return { seller: shortMember(person.member), buyer, listing, number };
    }
    throw new Error('The household has sold nothing yet');
  };

  it('lets both sides of a trade say what was delivered, one rate the other, and the other see why its score moved', async () => {
    const { seller, buyer, listing, number } = await lastSale();
    // The hour has to be over by the market's clock before anybody can say what it brought.
    await stage.demo.clock.close();
    const selling = await stage.browser.enter(seller, 'trust');
    const { page } = selling;
    await page.getByText('Nothing has moved it yet.').waitFor();
    const hours = page.getByLabel('Delivery');
    await hours.locator(`option[value="${listing.id}"]`).waitFor({ state: 'attached' });
    await hours.selectOption(listing.id);
    const offered = page.getByRole('button', { name: `All was delivered: trade with ${buyer}` }).first();
    await offered.click();
    await page.getByText('The other side has still to agree.').first().waitFor();

    // What the other side says shows on the open page.
    const other = stage.demo.actor(buyer).client;
    const trade = `/v1/clearings/${listing.id}/trades/${number}`;
    const { energy } = await other.read<{ energy: string }>(trade);
    await other.submit(`${trade}/delivery`, { delivered: energy });
    await page
      .getByRole('button', { name: `4 stars for ${buyer}` })
      .first()
      .click();
    await page.getByText('You rated it 4 stars.').first().waitFor();
    await other.submit(`${trade}/ratings`, { rating: '5' });

    await page.getByText('from 1 trade that counted').waitFor();
    await page.getByRole('button', { name: 'Why? Your points' }).click();
    await page.getByText('So far 1 of the three different members').waitFor();
    await page.keyboard.press('Escape');
    await selling.accessible();
    await selling.screenshot('trust-wide');
    await page.setViewportSize(PHONE);
    await selling.accessible();
    await selling.screenshot('trust-phone');
    await selling.leave();
  });
});
