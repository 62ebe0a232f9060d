// The rarer orders on the screen, against the simulated bank and telecom: a stop that lasts longer, a holder's
// protective stop taken back, evidence with its digest, a number switched off, and the hand-over sheet. Run by
// `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { confirmPanel, openBrowser, read, shot, startCity, until } from './demo_site.mjs';
import { peopleOf, signAndApprove } from './steps.mjs';

let city;
let browser;
let complaints;
let atDesk;

/** The newest order of the family once it is in that state. */
function inState(page, family, state) {
  return until(`${family} ${state}`, async () => {
    const { items } = await read(page, `/orders?family=${family}`);
    return items.find((order) => order.state === state);
  });
}

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  atDesk = peopleOf(city, browser, complaints);
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

let stop;
test('a stop in force is extended from its panel', async () => {
  const page = await atDesk('zhang');
  stop = await inState(page, 'stop', 'in_force');
  await page.goto(`${city.address}/#/orders?view=in_force&order=${stop.id}`);
  await page.getByRole('button', { name: '延长止付', exact: true }).click();
  await shot(page, 'order-extend');
  await confirmPanel(page);
  const days = 3600_000 * 24;
  await until('the stop lasts four days', async () => Date.parse((await read(page, `/orders/${stop.id}`)).deadline) - Date.now() > 3 * days);
});

test('the victim’s own account is protected and let go at their word', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/cases/${stop.case}?tab=losses&protect=1`);
  const dialog = page.locator('dialog[open]');
  await dialog.locator('input[name=consent_by]').fill('王芳');
  await dialog.locator('input[name=consent_reference]').fill('录音0001');
  await shot(page, 'case-protect');
  await confirmPanel(page);
  const order = await inState(page, 'protective_stop', 'in_force');
  await page.goto(`${city.address}/#/orders?view=in_force&order=${order.id}`);
  await page.getByText('录音0001').waitFor();
  await shot(page, 'order-protective');
  await page.getByRole('button', { name: '撤回同意' }).click();
  await confirmPanel(page);
  assert.equal((await inState(page, 'protective_stop', 'released')).id, order.id);
});

test('evidence is asked for, signed, and comes with its digest', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/cases/${stop.case}?tab=orders`);
  await page.getByRole('button', { name: '调取证据' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select[name=account] option[value=' + stop.account.ref + ']').waitFor({ state: 'attached' });
  await dialog.locator('select[name=account]').selectOption(stop.account.ref);
  await dialog.locator('select[name=second]').selectOption('duty01');
  await dialog.locator('input[name=document]').fill('调证字1号');
  await shot(page, 'case-evidence');
  await confirmPanel(page);
  const draft = await inState(page, 'evidence_request', 'draft');
  await signAndApprove(city, atDesk, draft.id, ['chen']);
  const order = await inState(page, 'evidence_request', 'answered');
  assert.match(order.evidence.given.sha256, /^[0-9a-f]{64}$/);
  await page.goto(`${city.address}/#/orders?view=ended&order=${order.id}`);
  await page.getByText(order.evidence.given.reference).waitFor();
  await shot(page, 'order-evidence');
});

test('a number is switched off by the telecom', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/cases/${stop.case}?tab=orders`);
  await page.getByRole('button', { name: '号码、网址处置' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('input[name=value]').fill('17000000001');
  await dialog.locator('select[name=second] option[value=duty01]').waitFor({ state: 'attached' });
  await dialog.locator('select[name=second]').selectOption('duty01');
  await dialog.locator('input[name=document]').fill('停控字1号');
  await shot(page, 'case-restrict');
  await confirmPanel(page);
  const draft = await inState(page, 'number_suspension', 'draft');
  await signAndApprove(city, atDesk, draft.id, ['chen', 'ju']);
  const order = await inState(page, 'number_suspension', 'in_force');
  assert.equal(order.account.number.includes('17000000001'), false);
  await page.goto(`${city.address}/#/orders?view=in_force&order=${order.id}`);
  await page.getByRole('button', { name: '恢复', exact: true }).waitFor();
  await shot(page, 'order-restriction');
});

test('the next shift gets one sheet', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/handover?hours=24`);
  await page.getByRole('heading', { name: '交接班' }).waitFor();
  await shot(page, 'handover');
});

test('nothing was complained about', () => assert.deepEqual(complaints, []));
