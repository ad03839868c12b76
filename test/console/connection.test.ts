import assert from 'node:assert/strict';
import { describeConsole } from './support/describe-console';

/** Compressed, everything that the first page asks for. */
const FIRST_PAGE_BYTES = 250_000;
/** The page, two scripts and their sheet, the icon, the members, the stream; Today and what it shares with other sections. */
const FIRST_PAGE_REQUESTS = 10;

describeConsole('the console and its gateway', { homes: 4, untilHour: 1 }, (stage) => {
  it('opens with less than 250 kB in a few requests, and asks for nothing twice before Today is there', async () => {
    // Nothing of the console is known to a browser that has only been here.
    const visitor = await stage.browser.visit('/console.json');
    const { page } = visitor;
    let bytes = 0;
    const asked: string[] = [];
    page.on('response', (response) => {
      bytes += Number(response.headers()['content-length'] ?? 0);
    });
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(stage.demo.url);
    await page.locator('.people button').first().waitFor();
    assert.ok(bytes > 10_000 && bytes < FIRST_PAGE_BYTES, `${bytes} bytes`);
    assert.ok(asked.length <= FIRST_PAGE_REQUESTS, asked.join(' '));
    assert.ok(!asked.includes('/console.json'), 'the page brings the configuration');
    asked.length = 0;
    await page.locator('.people button').first().click();
    await page.locator('.figure-value').first().waitFor();
    const once = ['/v1/markets', '/v1/me', '/demo/day', '/demo/homes'];
    assert.deepEqual(
      once.map((path) => asked.filter((each) => each === path).length),
      [1, 1, 1, 1],
    );
    assert.ok(!asked.includes('/v1/markets/fontana'), 'the list of markets has told it');
    await visitor.leave([/404/]);
  });

  it('says that the gateway is gone, keeps what it showed, and goes on by itself when it is back', async () => {
    const visitor = await stage.browser.enter('h01', 'tokens');
    const { page } = visitor;
    await page.locator('.connection.live').waitFor();
    await page.getByText('100.00').first().waitFor();
    await stage.demo.restartGateway(async () => {
      await page.locator('.connection.offline').waitFor();
      assert.ok((await page.getByText('100.00').count()) > 0, 'what was known stays');
      await page.getByRole('form', { name: 'Pay out' }).getByRole('textbox').fill('5');
      await page.getByRole('button', { name: 'Ask for payout' }).click();
      await page.getByText(/The gateway does not answer.*Sending it again is safe/).waitFor();
    });
    await page.locator('.connection.live').waitFor({ timeout: 60_000 });
    assert.equal(await page.getByRole('form', { name: 'Pay out' }).getByRole('textbox').inputValue(), '5');
    await page.getByRole('button', { name: 'Ask for payout' }).click();
    await page.getByText('5.00 € wait for the bank.').waitFor();
    await stage.demo.cast.banker.api.mint('h01@HouseholdsMSP', '1');
    await page.getByText('+1.00').first().waitFor();
    await visitor.leave([/Failed to load resource|net::ERR|404|401|fetching the script/]);
  });

  it('opens without a network, saying so, once it has been there', async () => {
    const visitor = await stage.browser.visit();
    const { page } = visitor;
    await visitor.until('navigator.serviceWorker.controller !== null');
    const kept = await page.evaluate<string[]>(
      'caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys())))).then((all) => all.flat().map(({ url }) => new URL(url).pathname))',
    );
    assert.ok(kept.includes('/') && kept.every((path) => !/^\/(v1|demo|report)/.test(path)), kept.join(' '));
    await page.context().setOffline(true);
    await page.goto(`${stage.demo.url}/market`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().setOffline(false);
    await visitor.leave([/Failed to load resource|net::ERR/]);
  });

  it('shows a revoked member out, saying why', async () => {
    const visitor = await stage.browser.enter('h03', 'tokens');
    const registrar = stage.demo.cast.registrars.find(({ mspId }) => mspId === 'HouseholdsMSP');
    await registrar?.client.post('/v1/members/h03@HouseholdsMSP/revocation', {});
    await visitor.page.getByRole('heading', { name: /^Welcome/ }).waitFor({ timeout: 60_000 });
    assert.match((await visitor.page.locator('.notice').textContent()) ?? '', /session is over|certificate/i);
    await visitor.leave([/Failed to load resource/]);
  });
});
