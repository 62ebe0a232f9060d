// An investigator brings a bank's file in: its columns are not known, one row is bad. Run by
// `./dev e2e`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { logIn, openBrowser, patience, shot, startCity } from './demo_site.mjs';

const header = '业务编号,发生时刻,出方,入方,发生额';
const rows = [
  'K1,2021-01-01 09:30:00,9900110000000000017,9900220000000000014,"1,234.50"',
  'K2,2021-01-01 09:31:00,9900110000000000017,9900220000000000014,很多',
  'K3,2021-01-01 09:32:00,9900110000000000017,9900220000000000014,88',
];
const csv = (lines) => ({
  name: '六月流水.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([header, ...lines, ''].join('\n')),
});

let city;
let browser;
let page;
let complaints;

before(async () => {
  city = await startCity();
  ({ browser, page, complaints } = await openBrowser());
  page.setDefaultTimeout(patience);
  await page.goto(city.address);
  await logIn(page, 'zhang', city.passwordOf('zhang'));
  await page.locator('input[type=password]').waitFor({ state: 'detached' });
});

after(async () => {
  await browser?.close();
  await city?.stop();
});

const result = () => page.getByRole('region', { name: '导入完成' });
const choose = (file) => page.locator('input[type=file]').setInputFiles(file);
const send = () => page.getByRole('button', { name: '开始导入' });
async function count(name) {
  const entry = result().locator('dl > div').filter({ hasText: name });
  return (await entry.locator('dd').textContent()).trim();
}

test('the investigator finds the import beside the feeds', async () => {
  await page.goto(`${city.address}/#/feeds`);
  await page.getByRole('link', { name: '导入流水文件' }).click();
  await page.getByText('每个文件至多 8 GB').waitFor();
});

test('unknown columns are named, and their meaning is said by hand', async () => {
  await choose(csv(rows));
  await page.getByRole('alert').filter({ hasText: '还缺' }).waitFor();
  assert.equal(await send().isDisabled(), true);
  await shot(page, 'import-missing');
  for (const [heading, field] of [['业务编号', 'serial'], ['发生时刻', 'time'], ['出方', 'payer'],
    ['入方', 'payee'], ['发生额', 'amount_yuan']]) {
    await page.getByLabel(`含义 ${heading}`, { exact: true }).selectOption(field);
  }
  await page.getByText('1,234.50').last().waitFor();
  await page.getByText('不能读取的行（预览部分） 1').waitFor();
  assert.equal(await send().isEnabled(), true);
  await shot(page, 'import-mapped');
});

test('strict takes nothing when one row is bad, and the bad rows can be carried away', async () => {
  await page.getByLabel('严格').check();
  await send().click();
  await page.getByText('没有导入任何行：有的行不能读取 1').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载不能读取的行' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), '六月流水.csv.rejected.csv');
  const [head, line] = readFileSync(await download.path(), 'utf8').split('\r\n');
  assert.equal(head, '\uFEFF文件,行,列,字段,原因');
  assert.match(line, /^六月流水\.csv,3,\d+,发生额,/);
});

test('without strict the good rows are taken, and a second time they are known', async () => {
  await page.getByLabel('严格').uncheck();
  await send().click();
  await page.getByText('导入完成').first().waitFor();
  assert.equal(await count('行数'), '3');
  assert.equal(await count('新增'), '2');
  assert.equal(await count('不能读取'), '1');
  await shot(page, 'import-done');
  await choose(csv([rows[0], rows[2]]));
  for (const [heading, field] of [['业务编号', 'serial'], ['发生时刻', 'time'], ['出方', 'payer'],
    ['入方', 'payee'], ['发生额', 'amount_yuan']]) {
    await page.getByLabel(`含义 ${heading}`, { exact: true }).selectOption(field);
  }
  await send().click();
  await page.getByText('导入完成').first().waitFor();
  assert.equal(await count('新增'), '0');
  assert.equal(await count('重复'), '2');
});

test('an upload shows how far it is and can be broken off', async () => {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.emulateNetworkConditions',
    { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 });
  const many = Array.from({ length: 20_000 }, (_, i) =>
    `{"id":"N${i}","time":"2021-01-01T09:30:00+08:00","payer":"A","payee":"B","amount_fen":1}`);
  await choose({ name: 'many.ndjson', mimeType: '', buffer: Buffer.from(many.join('\n')) });
  await page.getByText('NDJSON', { exact: false }).first().waitFor();
  await send().click();
  await page.getByRole('progressbar').waitFor();
  await shot(page, 'import-sending');
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByText('已取消').first().waitFor();
  assert.equal(await send().isEnabled(), true);
});

test('no page complained in the console', () => {
  // The refusal of the strict import is an answer with status 400, which the browser reports.
  assert.deepEqual(complaints.filter((text) => !/\b400\b/.test(text)), []);
});
