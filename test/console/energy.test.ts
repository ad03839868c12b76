/** Taking energy out of a storage unit in the console (spec 12, spec 33). */
import assert from 'node:assert/strict';
import { type BalanceView, type StorageUnitView } from '../../gateway-api/console/model/views';
import { demoPeople } from '../../scripts/start/demo-people';
import { PHONE } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole('the energy section', { homes: 8, storage: true, untilHour: 13 }, (stage) => {
  it('says what a session reserves, starts it, follows it live, and gives back what was not used', async () => {
    const person = demoPeople(stage.demo.cast).find(({ part }) => part === 'household');
    assert.ok(person);
    const { client } = stage.demo.actor(person.member.split('@')[0] ?? '');
    const account = `/v1/accounts/${encodeURIComponent(person.member)}/ENT`;
    // Somebody who has ENT gives the household some.
    for (const { client: other } of stage.demo.cast.households) {
      const held = await other.read<BalanceView>(`/v1/accounts/${encodeURIComponent(other.member)}/ENT`);
      if (other.member === person.member || Number(held.available) < 0.1) continue;
      await other.submit('/v1/transfers', { token: 'ENT', to: person.member, amount: '0.1' });
      break;
    }
    const before = await client.read<BalanceView>(account);
    assert.ok(Number(before.available) >= 0.1, 'nobody has ENT');

    const visitor = await stage.browser.enter(person.member.split('@')[0] ?? '', 'energy');
    const { page } = visitor;
    const form = page.getByRole('form', { name: 'Take energy out' });
    await form.getByRole('button', { name: 'Start' }).click();
    await form.getByText('Please fill this in.').waitFor();
    const units = await client.readAll<StorageUnitView>('/v1/storage-units');
    const fullest = units.sort((a, b) => Number(b.free) - Number(a.free))[0];
    assert.ok(fullest);
    await form.getByLabel('From').selectOption(fullest.id);
    await form.getByLabel('For').fill('0,05');
    await form.getByText(/^Reserves 0\.0\d\skWh for you\.$/).waitFor();
    await form.getByRole('button', { name: 'Start' }).click();
    await form.getByText(/^Started: 0\.0\d\skWh are reserved for you\.$/).waitFor();
    await page.getByText('Still reserved').waitFor();
    await visitor.accessible();
    await visitor.screenshot('energy-wide');

    await page.getByRole('button', { name: /^Stop the session with/ }).click();
    await page.getByText('You have no session.').waitFor();
    assert.equal((await client.read<BalanceView>(account)).available, before.available);
    await page.setViewportSize(PHONE);
    await visitor.accessible();
    await visitor.screenshot('energy-phone');
    await visitor.leave([/Failed to load resource/]);
  });
});
