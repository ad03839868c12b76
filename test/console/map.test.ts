/** The community as a graph in the console (spec 33). */
import assert from 'node:assert/strict';
import { type ListingView } from '../../gateway-api/console/model/views';
import { PHONE } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole('the map', { untilHour: 13 }, (stage) => {
  it('shows who sold to whom in an hour, exactly and by keyboard, and another hour at the same places', async () => {
    const { client } = stage.demo.cast.operator;
    const listings = await client.readAll<ListingView>('/v1/markets/fontana/listings');
    const over = listings.filter(({ clearing }) => (clearing?.trades ?? 0) > 0);
    const [before, newest] = over.slice(-2);
    assert.ok(before && newest);
    const flowsOf = async ({ id }: ListingView) =>
      (await client.read<{ items: { seller: string; energy: string }[] }>(`/v1/listings/${id}/flows`)).items;
    const flows = await flowsOf(newest);
    const visitor = await stage.browser.enter('h01', 'map');
    const { page } = visitor;
    const drawing = page.locator('.map-drawing').first();
    const grid = page.locator('.map-drawing').last();
    const curves = drawing.locator('path.map-flow');
    await curves.first().waitFor();
    assert.equal(await page.getByLabel('Hour', { exact: true }).inputValue(), newest.id);
    assert.equal(await curves.count(), new Set(flows.map((flow) => JSON.stringify(flow))).size);
    const names = () => drawing.locator('svg text:not(.map-energy)').allTextContents();
    const placed = await names();
    assert.equal(placed.length, 24);

    // Every flow says which way it goes, the largest ones how much it is.
    assert.equal(await drawing.locator('.map-flow-sign').count(), await curves.count());
    const [largest] = await drawing.locator('.map-energy').allTextContents();
    assert.match(largest ?? '', /^\d+\.\d\d\skWh$/);

    await drawing.focus();
    await page.keyboard.press('Home');
    await drawing.getByText(/^h01 \(you\) .*Its meter: produced/).waitFor();
    await page.keyboard.press('End');
    await drawing.getByText(/^h24 /).waitFor();
    await grid.focus();
    await page.keyboard.press('Home');
    // No home hangs behind the first line.
    await grid.getByText('L0: nothing.').waitFor();
    await page.keyboard.press('ArrowRight');
    await grid.getByText(/^L1: .* of what it bears/).waitFor();
    assert.equal(await grid.locator('path.grid-wire').count(), 42);
    await visitor.accessible();
    await visitor.screenshot('map-wide');

    await page.getByRole('button', { name: 'Earlier hour' }).press('Enter');
    const count = (await flowsOf(before)).length;
    await visitor.until(`document.querySelectorAll('path.map-flow').length === ${count}`);
    assert.deepEqual(await names(), placed);
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    assert.equal(await page.locator('figure tbody tr').count(), count);
    await page.getByRole('button', { name: 'Show as chart' }).first().click();

    await page.setViewportSize(PHONE);
    await visitor.accessible();
    await visitor.screenshot('map-phone');
    await visitor.leave();
  });
});
