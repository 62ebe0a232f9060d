// From a stop to a freeze, by the people who must sign it: filing, drafting, the second officer, three
// steps, and the bank's word. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { confirmPanel, enter, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';
import { restingAccount } from './steps.mjs';

let city;
let browser;
let complaints;
let freeze;
const people = {};

/** Each person has a window of their own. */
async function atDesk(login) {
  const page = await openWindow(browser, complaints, { who: `${login}: `, expects: /\b(401|422)\b/ });
  await enter(page, city, login);
  people[login] = page;
  return page;
}

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

let found;
test('a case with a stopped account is filed', async () => {
  const page = await atDesk('zhang');
  found = await until('a stopped account', () => restingAccount(page));
  await page.goto(`${city.address}/#/cases/${found.id}?account=${found.ref}`);
  await page.getByRole('button', { name: '核实报案' }).click();
  await shot(page, 'case-truth');
  await confirmPanel(page);
  await page.getByText('报案属实').first().waitFor();
  await page.getByRole('button', { name: '起草冻结' }).click();
  await page.locator('dialog[open]').getByText('立案前不得冻结').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '登记立案' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('input[name=filing_number]').fill('渝公立字〔2026〕7号');
  await dialog.locator('input[name=filing_unit]').fill('渝中区分局');
  await dialog.locator('input[name=filing_by]').fill('赵局长');
  await shot(page, 'case-filing');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('渝公立字〔2026〕7号').first().waitFor();
});

test('a freeze is drawn up, naming its second officer', async () => {
  const page = people.zhang;
  await page.getByRole('button', { name: '起草冻结' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select[name=second] option[value=duty01]').waitFor({ state: 'attached' });
  await dialog.locator('select[name=second]').selectOption('duty01');
  await dialog.locator('input[name=document]').fill('冻字1号');
  await shot(page, 'freeze-draft');
  await confirmPanel(page);
  freeze = await until('the draft', async () => {
    const { items } = await read(page, `/orders?case=${found.id}&family=freeze`);
    return items.find((order) => order.state === 'draft')?.id;
  });
});

test('the second officer signs, and then each step', async () => {
  for (const [login, view] of [['duty01', 'sign'], ['chen', 'approve'], ['fazhi', 'approve'], ['ju', 'approve']]) {
    const page = await atDesk(login);
    await page.goto(`${city.address}/#/approvals?view=${view}&order=${freeze}`);
    await page.getByLabel(freeze, { exact: true }).first().waitFor();
    await shot(page, `approvals-${login}`);
    await page.locator('aside').getByRole('button', { name: view === 'sign' ? '签署' : '批准', exact: true }).click();
    if (login === 'ju') await shot(page, 'approvals-confirm');
    await confirmPanel(page);
    await until('it leaves the queue', async () => !(await read(page, '/approvals')).items.some((each) => each.order.id === freeze));
  }
});

test('the bank freezes, and the stop has become the freeze', async () => {
  const page = people.zhang;
  const order = await until('the freeze in force', async () => {
    const doc = await read(page, `/orders/${freeze}`);
    return doc.state === 'in_force' && doc;
  });
  assert.equal(order.result, '0000');
  assert.equal(order.term_months, 6);
  assert.ok(order.held_fen > 0);
  const { items } = await read(page, `/orders?case=${found.id}&family=stop`);
  assert.ok(items.some((each) => each.account.ref === found.ref && each.state === 'converted'));
  await page.goto(`${city.address}/#/cases/${found.id}?account=${found.ref}`);
  await page.getByText('已冻结').first().waitFor();
  await shot(page, 'case-frozen');
  await page.goto(`${city.address}/#/orders?view=in_force&order=${freeze}`);
  await page.getByRole('button', { name: '续冻' }).waitFor();
  await shot(page, 'order-frozen');
});

test('found unrelated it is to be lifted within three days', async () => {
  const page = people.zhang;
  await page.getByRole('button', { name: '甄别无关' }).click();
  await shot(page, 'freeze-unrelated');
  await confirmPanel(page);
  await page.getByText('解除期限').waitFor();
  const { items } = await read(page, `/tasks?case=${found.id}&state=open`);
  assert.ok(items.some((task) => task.kind === 'release_unrelated'));
});

test('several stops are countersigned at once', async () => {
  const page = people.ju;
  await page.goto(`${city.address}/#/approvals?view=countersign`);
  await page.getByRole('button', { name: '全选' }).click();
  await shot(page, 'approvals-countersign');
  await page.getByRole('button', { name: /^补签 \d+$/ }).click();
  await confirmPanel(page);
});

test('a head lets somebody stand in', async () => {
  const page = people.ju;
  await page.getByRole('button', { name: '委托代行' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select[name=delegate_to]').selectOption('chen');
  await shot(page, 'approvals-delegate');
  await confirmPanel(page);
  await page.getByText(/ju → chen/).waitFor();
});

test('no page complained in the console', () => {
  assert.deepEqual(complaints, []);
});
