// The desk's journeys: a call of which little is known, taken by keyboard; what becomes known later;
// closing the case and reopening it. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { logIn, openBrowser, patience, shot as shotOf, startCity, until } from './demo_site.mjs';

let city;
let browser;
let page;
let complaints;
let id;
const shot = (name) => shotOf(page, name);

before(async () => {
  city = await startCity();
  ({ browser, page, complaints } = await openBrowser());
  page.setDefaultTimeout(patience);
  await page.goto(city.address);
  await logIn(page, 'duty01', city.passwordOf('duty01'));
  await page.locator('input[type=password]').waitFor({ state: 'detached' });
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

/**
 * The first 300 ms of a panel are dead to Enter, so that a held key cannot confirm: press until it is gone,
 * and not once more, since the focus goes back to the button that opened it.
 */
const confirm = async (dialog) => {
  await dialog.waitFor();
  await until('the panel takes Enter', async () => {
    if ((await dialog.count()) === 0) return true;
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    return (await dialog.count()) === 0;
  });
};

test('cash handed over is taken by keyboard alone', async () => {
  await page.goto(`${city.address}/#/intake`);
  await page.getByRole('radio', { name: /现金/ }).waitFor();
  await page.keyboard.press('F2');
  await page.keyboard.press('4');
  await page.locator('input[name=place]').waitFor();
  await until('the first field has the focus', () =>
    page.evaluate(() => document.activeElement?.getAttribute('name') === 'place'));
  await page.keyboard.type('解放碑步行街');
  await page.keyboard.press('Tab');
  await page.keyboard.type('渝A12345');
  await shot('intake-cash');
  await page.keyboard.press('Enter');
  await until('the next gap has the focus', () =>
    page.evaluate(() => document.activeElement?.getAttribute('name') === 'amount'));
  await page.keyboard.type('5万');
  await page.keyboard.press('Tab');
  await page.keyboard.type('10分钟前');
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('解放碑步行街').waitFor();
  await shot('intake-cash-confirm');
  await confirm(dialog);
  const recorded = page.locator('.recorded strong');
  await recorded.waitFor();
  id = (await recorded.textContent()).trim();
  assert.match(id, /^C\d+$/);
});

test('each way of payment shows its own fields', async () => {
  await page.keyboard.press('F2');
  const fields = async () =>
    page.locator('.fields input').evaluateAll((inputs) => inputs.map((input) => input.name));
  for (const [digit, names] of [
    ['1', ['payer', 'payee']],
    ['2', ['payer', 'merchant', 'order_number', 'payee', 'platform']],
    ['3', ['payer', 'payee', 'terminal', 'place']],
    ['5', ['card_code', 'order_number', 'payee', 'platform', 'merchant', 'payer']],
    ['6', ['wallet', 'order_number', 'payee', 'platform', 'payer']],
  ]) {
    await page.locator('[role=radio]').first().focus();
    await page.keyboard.press(digit);
    await until(`the fields of ${digit}`, async () => JSON.stringify(await fields()) === JSON.stringify(names));
  }
  await shot('intake-crypto');
});

test('the payee and the name become known later', async () => {
  await page.goto(`${city.address}/#/cases/${id}?tab=losses`);
  await page.getByText('姓名待补').waitFor();
  await page.getByRole('button', { name: '登记收款账号' }).click();
  await shot('case-payee');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('input[name=payee]').fill('9922020000000015');
  await dialog.locator('input[name=payer]').fill('9911010000000017');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('9922').first().waitFor();
  await page.getByRole('button', { name: '补全被害人' }).click();
  await dialog.locator('input[name=victim_name]').fill('王小明');
  await page.keyboard.press('Enter');
  await page.getByText('王**').waitFor();
  await shot('case-losses');
});

test('the three gates are recorded: studied, investigated, with a result', async () => {
  const gates = page.getByRole('group', { name: '每案必研、每案必查、查有结果' });
  const dialog = page.locator('dialog[open]');
  await gates.getByRole('button', { name: '研判' }).click();
  await dialog.locator('textarea[name=study_method]').fill('冒充客服称扣费，引导转账');
  await dialog.locator('select[name=study_leak]').selectOption('shopping');
  await dialog.locator('textarea[name=study_lesson]').fill('客服要转账，先挂断再打官方电话');
  await shot('case-study');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  await gates.getByRole('button', { name: '调查' }).click();
  await confirm(dialog);
  await gates.getByRole('button', { name: '结果' }).click();
  await dialog.getByRole('radio', { name: '现有线索已查尽' }).click();
  await dialog.getByLabel('理由', { exact: true }).focus();
  await confirm(dialog);
  await until('all gates closed', async () => (await gates.locator('.tone-held').count()) === 3);
  await shot('case-gates');
});

test('the case is closed knowing what is left, and reopened', async () => {
  await page.getByRole('button', { name: '结案', exact: true }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('资金已无可追').click();
  await dialog.getByLabel('理由', { exact: true }).fill('资金已全部流出');
  await shot('case-close');
  await dialog.getByLabel('理由', { exact: true }).press('Enter');
  // What is still open is refused by number until it is left with a reason.
  await until('the refusal', async () => {
    if ((await dialog.getByRole('alert').count()) === 0) await dialog.getByLabel('理由', { exact: true }).press('Enter');
    return (await dialog.getByRole('alert').count()) > 0;
  });
  for (const name of ['leave_orders', 'leave_tasks']) {
    const reason = dialog.locator(`input[name=${name}]`);
    if (await reason.count()) await reason.fill('另行办理');
  }
  await dialog.getByLabel('理由', { exact: true }).press('Enter');
  await page.getByText('已结').first().waitFor();
  await shot('case-closed');
  await page.goto(`${city.address}/#/cases?state=closed`);
  await page.getByText(id).first().waitFor();
  await shot('cases-closed');
  await page.goto(`${city.address}/#/cases/${id}`);
  await page.getByRole('button', { name: '恢复办理' }).click();
  await confirm(dialog);
  await page.getByText('办理中').first().waitFor();
});

test('no page complained in the console', () => {
  // A refusal is an answer; the browser reports its status all the same.
  assert.deepEqual(complaints.filter((text) => !/\b409\b/.test(text)), []);
});
