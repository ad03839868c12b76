/** What voters and the banker do in the console (spec 13, spec 33). */
import assert from 'node:assert/strict';
import { PHONE, type Visitor } from './support/browser';
import { describeConsole } from './support/describe-console';

describeConsole('the sections of voters and of the banker', { homes: 3, untilHour: 1 }, (stage) => {
  const founder = () => stage.demo.cast.founder.enrollmentId;
  const startVote = async (visitor: Visitor, command: string, fields: Readonly<Record<string, string>>) => {
    const form = visitor.page.getByRole('form', { name: 'New vote' });
    await form.getByLabel('What shall happen?').selectOption({ label: command });
    for (const [label, value] of Object.entries(fields)) {
      const select = form.getByRole('combobox', { name: label, exact: true });
      if ((await select.count()) > 0) await select.selectOption(value);
      else await form.getByLabel(label, { exact: true }).fill(value);
    }
    await form.getByRole('button', { name: 'Vote yes on it' }).click();
  };

  it('let a voter ask, another one agree, and show why a vote stands as it does', async () => {
    const voter = await stage.browser.enter(founder(), 'voting');
    const banker = stage.demo.cast.banker.client.member;
    await startVote(voter, 'Make somebody a voter', { Member: banker });
    await voter.page.getByText('Passed: it is in force.').waitFor();

    await startVote(voter, 'Set a parameter', { Parameter: 'B', 'New value': '0.4' });
    const open = voter.page.locator('.vote', { hasText: 'Set B to 0.4' });
    await open.getByText('1 of 2 yes votes').waitFor();
    await open.getByRole('button', { name: /^Why\?/ }).click();
    await voter.page.getByText('More than half of all who are voters now must say yes: 2 of 2.').waitFor();
    await voter.page.keyboard.press('Escape');

    // The other voter's page shows it and, once it has passed, the first one's does so without being asked.
    const other = await stage.browser.enter(stage.demo.cast.banker.enrollmentId, 'voting');
    await other.page.locator('.vote', { hasText: 'Set B to 0.4' }).getByRole('button', { name: 'Vote yes' }).click();
    await voter.page.getByRole('row', { name: /Set B to 0\.4 Passed 2 \/ 0/ }).waitFor();
    await voter.page.getByRole('row', { name: /^B 0\.4 / }).waitFor();
    await voter.accessible();
    await voter.screenshot('voting-wide');
    await other.leave();
    await voter.leave();
  });

  it('turn a vote round, and say what is wrong with a value', async () => {
    const voter = await stage.browser.enter(founder(), 'voting', { viewport: PHONE });
    await startVote(voter, 'Set a parameter', { Parameter: 'M', 'New value': '2' });
    await voter.page.getByText('M must be a number from 0 to 1').waitFor();
    assert.equal(await voter.page.getByLabel('New value', { exact: true }).inputValue(), '2');
    await startVote(voter, 'Set a parameter', { Parameter: 'M', 'New value': '0.3' });
    const open = voter.page.locator('.vote', { hasText: 'Set M to 0.3' });
    await open.getByRole('button', { name: 'Turn my yes into a no' }).click();
    await voter.page.getByRole('row', { name: /Set M to 0\.3 Not passed 0 \/ 1/ }).waitFor();
    await voter.accessible();
    await voter.screenshot('voting-phone');
    await voter.leave([/Failed to load resource/]);
  });

  it('let the banker issue eEuro, and pay out what somebody locked', async () => {
    const home = stage.demo.cast.households[0];
    assert.ok(home);
    const { member } = home.client;
    await home.client.submit(`/v1/accounts/${encodeURIComponent(member)}/eEuro/lock`, { amount: '1.25' });

    const visitor = await stage.browser.enter(stage.demo.cast.banker.enrollmentId, 'banker');
    const { page } = visitor;
    await page.getByRole('button', { name: `Redeem 1.25` }).click();
    await page.getByText('1.25\u00a0€ of ' + member + ' are taken out of circulation.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Redeem', exact: true }).click();
    await page.getByText('Nobody waits for a payment.').waitFor();

    const form = page.getByRole('form', { name: 'Issue eEuro' });
    await form.getByRole('button', { name: 'Issue' }).click();
    assert.equal(await form.getByLabel('Member').getAttribute('aria-invalid'), 'true');
    await form.getByLabel('Member').selectOption(member);
    await form.getByLabel('Amount').fill('ten');
    await form.getByRole('button', { name: 'Issue' }).click();
    await form.getByText('Please enter a number, like 1.5.').waitFor();
    await form.getByLabel('Amount').fill('10,50');
    await form.getByRole('button', { name: 'Issue' }).click();
    await form.getByText(`10.50\u00a0€ issued to ${member}.`).waitFor();
    await visitor.accessible();
    await visitor.screenshot('banker-wide');
    await visitor.leave();
  });
});
