// A paper from the order's panel to the phone of whoever holds the account, their objection, and the
// answer that lets go. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { confirmPanel, enter, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';

let city;
let browser;
let complaints;
let officer;
let colleague;
let phone;
let stop;
let code;

async function atDesk(login) {
  const page = await openWindow(browser, complaints);
  await enter(page, city, login);
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

test('papers are issued from the panel of an order', async () => {
  officer = await atDesk('zhang');
  stop = await until('a stop in force', async () => (await read(officer, '/orders?family=stop&state=in_force')).items[0]);
  await officer.goto(`${city.address}/#/orders?view=in_force&order=${stop.id}`);
  const papers = officer.getByRole('region', { name: '文书' });
  await papers.getByRole('button', { name: '出具紧急止付申请表' }).click();
  await papers.getByText(/止付字〔\d{4}〕\d+号/).waitFor();
  await papers.getByRole('button', { name: '出具持有人告知书' }).click();
  await papers.getByText(/告知字〔\d{4}〕\d+号/).waitFor();
  await papers.scrollIntoViewIfNeeded();
  await shot(officer, 'order-papers');
  const { items } = await read(officer, `/orders/${stop.id}/papers`);
  code = items.find((paper) => paper.kind === 'holder_notice').code;
  for (const paper of items) {
    const file = await officer.evaluate(async (at) => {
      const response = await fetch(at);
      const bytes = await response.arrayBuffer();
      const digest = await crypto.subtle.digest('SHA-256', bytes);
      return { type: response.headers.get('Content-Type'), sha256: [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('') };
    }, `/api/v1/orders/${stop.id}/papers/${paper.id}`);
    assert.equal(file.type, 'application/pdf');
    assert.equal(file.sha256, paper.sha256);
  }
});

test('a phone checks the code, and a slip of the pen is told', async () => {
  phone = await openWindow(browser, complaints, { size: { width: 390, height: 844 } });
  await phone.goto(`${city.address}/#/check`);
  await shot(phone, 'public-check-empty');
  await phone.locator('input[name=code]').fill(code.slice(0, -1) + (code.endsWith('0') ? '1' : '0'));
  await phone.keyboard.press('Enter');
  await phone.getByText('核验码有误').waitFor();
  await shot(phone, 'public-check-mistyped');
  await phone.locator('input[name=code]').fill(code.toLowerCase());
  await phone.keyboard.press('Enter');
  await phone.getByText('属实：本单位出具的文书').waitFor();
  await shot(phone, 'public-check');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 390, 'nothing is wider than the phone');
});

test('the holder reads who and until when, and objects', async () => {
  await phone.getByRole('link', { name: /提出异议/ }).click();
  await phone.getByRole('heading', { name: '款项是怎么来的' }).waitFor();
  await shot(phone, 'public-notice');
  await phone.locator('select[name=situation]').selectOption('second_hand');
  await phone.getByText('交易平台订单或者转让约定').waitFor();
  await phone.locator('textarea[name=text]').fill('在二手平台出售相机一台，买家 13900001111 付款');
  await phone.locator('input[name=name]').fill('李四');
  await phone.locator('input[name=phone]').fill('13912345678');
  await phone.locator('select[name=urgency]').selectOption('medical');
  await phone.locator('input[name=wanted]').fill('1000.00');
  await phone.locator('input[name=agrees]').check();
  await phone.locator('input[name=agrees]').scrollIntoViewIfNeeded();
  await shot(phone, 'public-object');
  await phone.getByRole('button', { name: '提交异议' }).click();
  await phone.getByText('已提交，编号').waitFor();
  await phone.getByRole('region', { name: '您的异议' }).waitFor();
  await shot(phone, 'public-objected');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 390, 'nothing is wider than the phone');
});

test('an officer answers it, and the stop goes', async () => {
  colleague = await atDesk('duty01');
  await colleague.goto(`${city.address}/#/objections`);
  await colleague.getByText('Y000001').first().click();
  const panel = colleague.locator('aside');
  await panel.getByText('在二手平台出售相机一台').waitFor();
  assert.doesNotMatch(await panel.innerText(), /13912345678|13900001111/, 'masked until revealed');
  await shot(colleague, 'objections');
  await panel.getByRole('button', { name: '答复异议' }).click();
  await colleague.locator('dialog[open] select[name=ruling]').selectOption('release');
  await shot(colleague, 'objection-answer');
  await confirmPanel(colleague);
  await until('the stop is released', async () => (await read(colleague, `/orders/${stop.id}`)).state === 'released');
  await phone.reload();
  await phone.getByText('支持，解除').waitFor();
  await shot(phone, 'public-answered');
});

test('before a freeze is drawn up the dialog says who is hurt', async () => {
  const found = await until('an account to freeze', async () => {
    for (const { id } of (await read(officer, '/cases?state=open')).items) {
      const row = (await read(officer, `/cases/${id}/accounts`)).items.find((each) => each.state === 'stopped' && each.due_fen > 0);
      if (row !== undefined) return { id, ref: row.account.ref };
    }
    return null;
  });
  await officer.goto(`${city.address}/#/cases/${found.id}?account=${found.ref}`);
  await officer.getByRole('button', { name: '起草冻结' }).click();
  const box = officer.getByRole('region', { name: '冻结会影响谁' });
  await box.getByText('足以保障被害人的最低金额').waitFor();
  await shot(officer, 'freeze-who-is-hurt');
  const signs = await read(officer, `/cases/${found.id}/accounts/${found.ref}/holder`);
  assert.ok(signs.least_fen <= signs.due_fen);
  assert.ok(signs.unrelated_permille >= 20 && signs.unrelated_permille <= 980);
});

test('no page complained in the console', () => {
  assert.deepEqual(complaints, []);
});
