// Destroying a closed case's personal data: one administrator asks, the screen does not let the same one
// confirm, another does. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openCity, patience, until } from './city.mjs';

const password = 'a second administrator';
let city;
let id;
let first;
let second;

before(async () => {
  city = await openCity();
  const officer = await city.signIn('duty01');
  const report = await city.ask(officer, '/reports', {
    victim: { name: '王小明', phone: '13800000001' },
    paid_by: 'cash',
    narrative: '在解放碑交给一名男子',
    losses: [{ amount_fen: 5_000_000, time: new Date().toISOString(), place: '解放碑步行街' }],
  });
  id = report.case;
  await city.ask(officer, `/cases/${id}/close`, {
    outcome: 'nothing_left',
    reason: '无可追',
    leave_tasks: '另行办理',
  });
  first = await city.signIn('admin');
  await city.ask(first, '/users', {
    name: 'admin2',
    display: '管理员乙',
    role: 'admin',
    institution: null,
    password,
  });
  second = await city.signIn('admin2', password);
});
after(() => city?.close());

/** The first 300 ms of a panel are dead to Enter: press until it is gone. */
const confirm = (page) =>
  until('the panel takes Enter', async () => {
    const dialog = page.locator('dialog[open]');
    if ((await dialog.count()) > 0) await page.keyboard.press('Enter');
    return (await dialog.count()) === 0;
  });

test('one administrator asks, and may not confirm', async () => {
  await first.goto(`${city.address}/#/admin`);
  await first.getByLabel('案号').fill(id);
  await first.keyboard.press('Enter');
  await first.locator('dialog[open]').waitFor({ timeout: patience });
  await city.shot(first, 'erasure-request');
  await confirm(first);
  await first.getByText('须由另一名管理员确认').waitFor({ timeout: patience });
  assert.equal(await first.getByRole('button', { name: '确认销毁' }).count(), 0);
  await city.shot(first, 'erasure-pending');
});

test('another confirms, and the texts are gone', async () => {
  await second.goto(`${city.address}/#/cases/${id}`);
  await second.getByText('王**').waitFor({ timeout: patience });
  await second.goto(`${city.address}/#/admin`);
  await second.getByRole('button', { name: '确认销毁' }).click();
  await second.locator('dialog[open]').waitFor({ timeout: patience });
  await confirm(second);
  await second.getByText('已销毁').first().waitFor({ timeout: patience });
  await second.goto(`${city.address}/#/cases/${id}`);
  await second.getByText('(已销毁)').first().waitFor({ timeout: patience });
  assert.equal(await second.getByText('王**').count(), 0);
  await city.shot(second, 'erasure-done');
});

test('no page complained in the console', () => {
  assert.deepEqual(city.complaints, []);
});
