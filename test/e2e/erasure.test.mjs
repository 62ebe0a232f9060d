// Destroying a closed case's personal data: one administrator asks, the screen does not let the same one
// confirm, another does. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, logIn, openBrowser, patience, shot, startCity, until } from './demo_site.mjs';

const password = 'a second administrator';
let first;
let second;
let city;
let browser;
let complaints;
let id;

/** A page with a session of its own. */
async function signIn(login, secret) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(city.address);
  await logIn(page, login, secret);
  await page.locator('input[type=password]').waitFor({ state: 'detached' });
  return page;
}
before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  const officer = await signIn('duty01', city.passwordOf('duty01'));
  const report = await ask(officer, '/reports', {
    victim: { name: '王小明', phone: '13800000001' },
    paid_by: 'cash',
    narrative: '在解放碑交给一名男子',
    losses: [{ amount_fen: 5_000_000, time: new Date().toISOString(), place: '解放碑步行街' }],
  });
  id = report.case;
  await ask(officer, `/cases/${id}/close`, {
    outcome: 'transferred',
    reason: '移送江北分局',
    leave_tasks: '另行办理',
  });
  first = await signIn('admin', city.passwordOf('admin'));
  await ask(first, '/users', {
    name: 'admin2',
    display: '管理员乙',
    role: 'admin',
    institution: null,
    password,
  });
  second = await signIn('admin2', password);
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

/** The first 300 ms of a panel are dead to Enter: press until it is gone. */
const confirm = (page) =>
  until('the panel takes Enter', async () => {
    const dialog = page.locator('dialog[open]');
    if ((await dialog.count()) > 0) await page.keyboard.press('Enter');
    return (await dialog.count()) === 0;
  });

test('one administrator asks, and may not confirm', async () => {
  await first.goto(`${city.address}/#/admin`);
  // The list of cases, which may still be there, has a field whose label holds the word too.
  await first.getByLabel('案号', { exact: true }).fill(id);
  await first.keyboard.press('Enter');
  await first.locator('dialog[open]').waitFor();
  await shot(first, 'erasure-request');
  await confirm(first);
  await first.getByText('须由另一名管理员确认').waitFor();
  assert.equal(await first.getByRole('button', { name: '确认销毁' }).count(), 0);
  await shot(first, 'erasure-pending');
});

test('another confirms, and the texts are gone', async () => {
  await second.goto(`${city.address}/#/cases/${id}`);
  await second.getByText('王**').waitFor();
  await second.goto(`${city.address}/#/admin`);
  await second.getByRole('button', { name: '确认销毁' }).click();
  await second.locator('dialog[open]').waitFor();
  await confirm(second);
  await second.getByText('已销毁').first().waitFor();
  await second.goto(`${city.address}/#/cases/${id}`);
  await second.getByText('(已销毁)').first().waitFor();
  assert.equal(await second.getByText('王**').count(), 0);
  await shot(second, 'erasure-done');
});

test('no page complained in the console', () => {
  assert.deepEqual(complaints, []);
});
