// From a freeze to the money's return: where every fen is, a plan with its three methods, the people who sign
// it, the bank's word, and a victim who applies on a phone and follows under a code. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { confirmPanel, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';
import { frozenMoney, peopleOf } from './steps.mjs';

const phone = { width: 390, height: 844 };
let city;
let browser;
let complaints;
let atDesk;
let found;
let freeze;

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  atDesk = peopleOf(city, browser, complaints);
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('money of a case is frozen', async () => {
  ({ found, freeze } = await frozenMoney(city, atDesk, { filing: '渝公立字〔2026〕8号', document: '冻字8号' }));
});

test('the custody ledger adds up to the loss and opens down to the order', async () => {
  const page = await atDesk('zhang');
  const custody = await until('the freeze in the ledger', async () => {
    const seen = await read(page, `/cases/${found.id}/custody`);
    return seen.places.find((each) => each.place === 'frozen').amount_fen > 0 && seen;
  });
  assert.equal(custody.places.reduce((sum, each) => sum + each.amount_fen, 0), custody.loss_fen);
  await page.goto(`${city.address}/#/cases/${found.id}?tab=custody`);
  await page.getByRole('button', { name: /已冻结/ }).first().click();
  await page.getByRole('cell', { name: freeze, exact: true }).waitFor();
  await shot(page, 'case-custody');
  await page.getByRole('button', { name: /与银行核对/ }).click();
  await shot(page, 'case-custody-banks');
  await page.getByRole('button', { name: '分录', exact: true }).click();
  await shot(page, 'case-custody-entries');
});

let plan;
test('a plan is drafted, worked out and shown by each method', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/cases/${found.id}?tab=returns`);
  await page.getByRole('button', { name: '制作返还方案' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select[name=second] option[value=duty01]').waitFor({ state: 'attached' });
  await dialog.locator('select[name=second]').selectOption('duty01');
  await dialog.locator('input[name=document]').fill('返字8号');
  await shot(page, 'plan-draft');
  await confirmPanel(page);
  plan = await until('the division', async () => {
    const { items } = await read(page, `/return-plans?case=${found.id}`);
    return items.find((each) => each.state === 'drawn');
  });
  assert.ok(plan.paid_fen > 0);
  const sheet = await page.evaluate(async (at) => (await fetch(at)).text(), `/api/v1/return-plans/${plan.id}/worksheet`);
  assert.match(sheet, /冻结资金返还计算工作表/);
  await page.getByRole('article', { name: plan.id }).getByText('待协办签署').waitFor();
  await shot(page, 'plan-drawn');
});

test('the second officer and the heads agree, and the bank pays', async () => {
  for (const [login, action] of [['duty01', '协办签署'], ['chen', '批准'], ['fazhi', '批准'], ['ju', '批准'], ['shiju', '批准']]) {
    const page = await atDesk(login);
    await page.goto(`${city.address}/#/cases/${found.id}?tab=returns`);
    const before = (await read(page, `/return-plans/${plan.id}`)).approval.signatures.length;
    await page.getByRole('article', { name: plan.id }).getByRole('button', { name: action, exact: true }).click();
    await confirmPanel(page);
    await until('the signature', async () => (await read(page, `/return-plans/${plan.id}`)).approval.signatures.length > before);
  }
  const page = await atDesk('zhang');
  const { orders, state } = await read(page, `/return-plans/${plan.id}`);
  assert.equal(state, 'ordered');
  assert.ok(orders.length > 0);
  for (const order of orders) {
    await until(`${order} is paid`, async () => (await read(page, `/orders/${order}`)).state === 'answered');
  }
  await page.goto(`${city.address}/#/cases/${found.id}?tab=returns`);
  await page.getByRole('article', { name: plan.id }).getByText('已制发返还').waitFor();
  await shot(page, 'plan-ordered');
  await page.goto(`${city.address}/#/cases/${found.id}?tab=custody&place=returned`);
  await page.getByRole('cell', { name: orders[0], exact: true }).waitFor();
  await shot(page, 'case-custody-returned');
});

let code;
test('a victim applies on a phone and is given a code', async () => {
  const page = await openWindow(browser, complaints, { size: phone, who: 'victim: ' });
  await page.goto(`${city.address}/#/return`);
  const form = page.getByRole('form', { name: '填写申请' });
  await form.locator('input[name=name]').fill('王芳');
  await form.locator('input[name=phone]').fill('13800000001');
  await form.locator('input[name=id_no]').fill('500103198801010022');
  await form.locator('input[name=payer]').fill('6222020200000000011');
  await form.locator('input[name=amount]').fill('5000');
  await form.locator('input[name=paid_at]').fill('2026-01-03T09:30');
  await form.locator('input[name=hardship]').check();
  await form.locator('input[name=agrees]').check();
  await shot(page, 'phone-return-form');
  await form.getByRole('button', { name: '提交申请' }).click();
  code = await page.locator('.code').innerText();
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
  await shot(page, 'phone-return-code');
  await page.goto(`${city.address}/#/return-notices`);
  await page.getByText('现在没有返还公告').waitFor();
  await shot(page, 'phone-return-notices');
});

test('an officer finds the case, and the victim sees how far it is', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/applications`);
  await page.getByText('Q000001').first().click();
  await shot(page, 'applications');
  await page.getByRole('button', { name: '核对属实，归入案件' }).click();
  await page.locator('dialog[open] input[name=case]').fill(found.id);
  await confirmPanel(page);
  const victim = await openWindow(browser, complaints, { size: phone, who: 'victim: ' });
  await victim.goto(`${city.address}/#/return/${code.replaceAll('-', '')}`);
  await victim.getByText('资金已返还到您付款的账户').waitFor();
  assert.equal((await victim.locator('body').innerText()).includes(found.id), false);
  await shot(victim, 'phone-return-progress');
});

test('no page complained', () => {
  assert.deepEqual(complaints, []);
});
