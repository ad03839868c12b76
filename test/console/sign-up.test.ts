import assert from 'node:assert/strict';
import { describeConsole } from './support/describe-console';

describeConsole('signing up in the console', { homes: 4, untilHour: 0 }, (stage) => {
  it('makes the key in the browser against a one-time secret, registers, and signs what the member does', async () => {
    const visitor = await stage.browser.visit();
    const { page } = visitor;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.getByRole('button', { name: 'Get an invitation' }).click();
    const name = page.getByRole('textbox', { name: 'Your name on the ledger' });
    await visitor.until("document.querySelector('input[name=secret]').value !== ''");
    const member = `${await name.inputValue()}@HouseholdsMSP`;
    await page.getByRole('button', { name: 'Make my key and sign up' }).click();
    await page.getByRole('textbox', { name: 'First name' }).fill('Ada');
    await page.getByRole('textbox', { name: 'Last name' }).fill('Lovelace');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('not an address');
    await page.getByRole('button', { name: 'Register' }).click();
    assert.equal(await page.getByRole('textbox', { name: 'E-mail' }).getAttribute('aria-invalid'), 'true');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.org');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('50.00').first().waitFor();
    assert.ok(sent.includes('POST /v1/prepare/me'), 'the registration was signed here');
    assert.ok(!sent.includes('POST /v1/me'), 'and not by the gateway');
    const { items } = await stage.demo
      .actor('operator')
      .client.read<{ items: { id: string }[] }>('/v1/members?pageSize=200');
    assert.ok(items.some(({ id }) => id === member));

    await page.reload();
    await page.locator('.connection.live').waitFor();
    await visitor.open('tokens');
    await page.getByRole('combobox', { name: 'To whom' }).selectOption('h01@HouseholdsMSP');
    await page.getByRole('group', { name: 'What', exact: true }).waitFor();
    await page.getByRole('form', { name: 'Send to a member' }).getByRole('textbox').fill('7.5');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('7.50 € are with h01.').waitFor();
    assert.ok(sent.includes('POST /v1/prepare/transfers'));

    await page.locator('.who').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: `Sign in as ${member}` }).click();
    await page.locator('.connection.live').waitFor();
    // Who is no member yet may not see the members.
    await visitor.leave([/403/]);
  });

  it('says that a secret is wrong at its field, and keeps the name', async () => {
    const visitor = await stage.browser.visit();
    const { page } = visitor;
    await page.getByRole('textbox', { name: 'Your name on the ledger' }).fill('nobody');
    await page.getByRole('textbox', { name: 'One-time secret' }).fill('guessed');
    await page.getByRole('button', { name: 'Make my key and sign up' }).click();
    await page.locator('input[name=secret][aria-invalid=true]').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Your name on the ledger' }).inputValue(), 'nobody');
    await visitor.leave([/Failed to load resource/]);
  });
});
