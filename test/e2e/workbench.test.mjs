// An investigator brings a bank's workbook into a case: titles above the headings, a heading that
// nobody knows, an account that a spreadsheet rounded. Then the workbench is asked, its answer
// taken as files, a recording asked for, and the question kept. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { ask, confirmPanel, enter, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';
import { workbook } from './workbook.mjs';

const mule = '9900220000000000014';
const beijing = (minutes_ago) => new Date(Date.now() + 8 * 3_600_000 - minutes_ago * 60_000).toISOString().slice(0, 19).replace('T', ' ');
const row = (minutes_ago, way, yuan, other, more = []) => [mule, '李四', beijing(minutes_ago), way, yuan, other, other === '' ? '' : '赵六', ...more];
const rows = () => [
  ['山峡银行账户交易明细'],
  [''],
  ['打印时间', beijing(1)],
  ['交易卡号', '户名', '交易时间', '借贷标志', '变动数', '对方账号', '对方户名', '交易类型', '交易地点', '终端号'],
  row(58, '贷', '30,000.00', '9900110000000000017'),
  row(55, '借', '12,000.00', '9900110000000000033'),
  row(52, '借', '2,000.00', '', ['取现', '观音桥支行', 'ATM7']),
  row(50, '借', '5.00', '6.22E+18'),
];

let city;
let browser;
let complaints;
let page;
let id;

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  page = await openWindow(browser, complaints);
  await enter(page, city, 'zhang');
  id = (await ask(page, '/reports', {
    victim: { name: '王小芳', phone: '13800001111' },
    fraud_type: '刷单返利',
    narrative: '刷单返利',
    losses: [{ payer_account: '9900110000000000017', payee_account: mule, amount_fen: 3_000_000, time: new Date(Date.now() - 58 * 60_000).toISOString() }],
  })).case;
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('a workbook is understood, mapped by hand and brought in', async () => {
  await page.goto(`${city.address}/#/cases/${id}?tab=statements`);
  await page.getByRole('button', { name: '导入流水' }).click();
  await page.locator('input[name=files]').setInputFiles({ name: '李四流水.xlsx', mimeType: 'application/octet-stream', buffer: workbook('明细', rows()) });
  await page.getByRole('alert').filter({ hasText: '缺少' }).waitFor();
  await shot(page, 'statement-missing');
  await page.locator('input[name=bank]').fill('山峡银行');
  await page.getByLabel('含义 变动数', { exact: true }).selectOption('amount');
  await page.getByText('可导入 3').waitFor();
  await page.getByText('was rounded by a spreadsheet').waitFor({ state: 'attached' });
  await page.locator('input[name=document]').fill('调证字1号');
  await shot(page, 'statement-preview');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByRole('complementary').getByText('已导入', { exact: true }).waitFor();
  await shot(page, 'statement-taken');
  const [seen] = (await read(page, `/cases/${id}/statements`)).items;
  assert.equal(seen.outcome.fresh + seen.outcome.known + seen.outcome.legs, 3);
  assert.equal(seen.document, '调证字1号');
  const waits = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载未导入的行' }).click();
  assert.match(readFileSync(await (await waits).path(), 'utf8'), /6\.22E\+18/);
});

test('the workbench answers over it, as table, picture and file', async () => {
  await page.getByRole('link', { name: '研判' }).first().click();
  await page.getByRole('button', { name: '快进快出、过渡、沉淀' }).click();
  await page.getByRole('button', { name: '提问' }).click();
  await page.getByRole('table', { name: '快进快出、过渡、沉淀' }).waitFor();
  await shot(page, 'workbench-table');
  const waits = page.waitForEvent('download');
  await page.getByRole('button', { name: 'GraphML' }).click();
  const net = readFileSync(await (await waits).path(), 'utf8');
  assert.match(net, /<edge /);
  assert.doesNotMatch(net, new RegExp(mule), 'masked');
  await page.getByRole('tab', { name: '图' }).click();
  const picture = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PNG' }).click();
  assert.equal(readFileSync(await (await picture).path()).subarray(1, 4).toString(), 'PNG');
  await shot(page, 'workbench-picture');
});

test('a question is kept, and a cash-out asks for its recording', async () => {
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.locator('dialog[open]').getByRole('button', { name: /保存/ }).click();
  await page.getByRole('region', { name: '保存的研判' }).getByRole('button', { name: '快进快出、过渡、沉淀', exact: true }).waitFor();
  await page.getByRole('button', { name: '取现地点与时间' }).click();
  await page.getByRole('button', { name: '提问' }).click();
  await page.getByRole('cell', { name: '观音桥支行' }).waitFor();
  await page.getByRole('button', { name: '调取监控' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select[name=second]').selectOption({ index: 1 });
  await dialog.locator('input[name=document]').fill('调证字2号');
  assert.equal(await dialog.locator('input[name=place]').inputValue(), '观音桥支行 ATM7');
  await shot(page, 'workbench-camera');
  await confirmPanel(page);
  await until('the request is drawn up', async () => (await read(page, `/orders?case=${id}`)).items.some((order) => order.family === 'evidence_request' && order.evidence?.place === '观音桥支行 ATM7'));
  await until('the kept question was asked by itself', async () => (await read(page, `/analyses?of=mine&case=${id}`)).items[0]?.run?.rows > 0);
});

test('nothing on the way complained', () => assert.deepEqual(complaints, []));
