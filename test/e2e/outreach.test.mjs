// Education in the console: a street is counted, visits are recorded and some are drawn to be visited
// again, what was found lowers what counts; a citizen asks about a number that never leaves the page.
// Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { enter, openBrowser, openWindow, shot, startCity } from './demo_site.mjs';

let city;
let browser;
let complaints;
let desk;

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  // That nobody checks their own visits is refused as it should be.
  desk = await openWindow(browser, complaints, { expects: /\b(401|403)\b/ });
  await enter(desk, city, 'zhang');
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('a street is counted and visits are recorded', async () => {
  await desk.goto(`${city.address}/#/outreach`);
  await desk.getByText('还没有登记街道').waitFor();
  await desk.getByRole('button', { name: '登记街道' }).click();
  for (const [name, value] of [['code', '500103001'], ['name', '解放碑街道'], ['district', '江中区'], ['unit', '5000'], ['households', '1000'], ['source', '社区台账']]) {
    await desk.locator(`[name=street_${name}]`).fill(value);
  }
  await desk.getByRole('button', { name: /保存/ }).click();
  await desk.getByRole('cell', { name: '解放碑街道' }).waitFor();
  await desk.getByRole('button', { name: '登记走访' }).click();
  await desk.locator('[name=round_doors]').fill('3栋501\n3栋502\n3栋503');
  await desk.getByRole('button', { name: /保存/ }).click();
  await desk.getByRole('cell', { name: '0.3 %' }).waitFor();
  await shot(desk, 'outreach-coverage');
});

test('re-visits are drawn by lot, and nobody checks their own visits', async () => {
  await desk.getByRole('tab', { name: '回访抽查' }).click();
  await desk.getByRole('button', { name: '随机抽查' }).click();
  await desk.locator('[name=audit_wanted]').fill('2');
  await desk.locator('[name=audit_reason]').fill('月度抽查');
  await desk.locator('dialog').getByRole('button', { name: /随机抽查/ }).click();
  await desk.getByText('0 / 2 进行中').waitFor();
  await desk.getByRole('button', { name: '属实' }).first().click();
  await desk.getByText('走访登记人不得回访自己的走访').waitFor();
  await shot(desk, 'outreach-audit');
});

test('a citizen asks about a number by four digits of its digest', async () => {
  const page = await openWindow(browser, complaints);
  const asked = [];
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto(`${city.address}/#/ask`);
  await page.locator('[name=number]').fill('138 0000 1111');
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('没有查到').waitFor();
  const told = asked.filter((each) => each.includes('/public/reputation/'));
  assert.equal(told.length, 1);
  assert.match(told[0], /\/public\/reputation\/[0-9a-f]{4}(\?|\s|$)/);
  assert.ok(asked.every((each) => !each.includes('13800001111')));
  await page.locator('[name=number]').fill('abc');
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('看起来不是这一类号码').waitFor();
  await shot(page, 'outreach-ask');
  await page.close();
});

test('nothing was broken on the way', () => {
  assert.deepEqual(complaints, []);
});
