import assert from 'node:assert/strict';
import { PHONE } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole('the way into the console', { homes: 6 }, (stage) => {
  it('lets a newcomer be a member of the demonstration with one click, and out again', async () => {
    const visitor = await stage.browser.enter('h01');
    const { page } = visitor;
    await page.locator('.connection.live').waitFor();
    await page.locator('.who').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.match((await page.locator('h1').textContent()) ?? '', /Welcome/);
    await visitor.leave();
  });

  it('says in words what is wrong with a passphrase, and keeps what was typed', async () => {
    const visitor = await stage.browser.visit();
    const { page } = visitor;
    await page.getByText('Sign in with a passphrase').click();
    await page.getByRole('textbox', { name: 'Member' }).fill('h01@HouseholdsMSP');
    await page.getByRole('button', { name: 'Sign in' }).click();
    assert.match((await page.getByRole('textbox', { name: 'Passphrase' }).getAttribute('aria-invalid')) ?? '', /true/);
    await page.getByRole('textbox', { name: 'Passphrase' }).fill('this is not the passphrase');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.form-problem').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Member' }).inputValue(), 'h01@HouseholdsMSP');
    await visitor.leave([/Failed to load resource/]);
  });

  for (const [device, viewport] of [
    ['phone', PHONE],
    ['wide screen', undefined],
  ] as const) {
    it(`can be used by everybody on a ${device}`, async () => {
      const visitor = await stage.browser.visit('/', viewport ? { viewport } : {});
      await visitor.page.locator('.people button').first().waitFor();
      await visitor.accessible();
      await visitor.screenshot(`way-in-${viewport ? 'phone' : 'wide'}`);
      await visitor.leave();
    });
  }
});
