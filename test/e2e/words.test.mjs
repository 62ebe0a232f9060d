// From a citizen's doubt to the guide, on a phone; and a narrative that fills an officer's form while
// it is typed. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { enter, openBrowser, openWindow, shot, startCity } from './demo_site.mjs';

let city;
let browser;
let complaints;
let phone;

const scam = '刷单做任务先垫付，导师说连单没做完不能提现，要再交20000元解冻费，网址 www.icbc.com.cn.tixian.top';

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('a phone asks whether it is a scam, and is told why and what to do', async () => {
  phone = await openWindow(browser, complaints, { size: { width: 390, height: 844 } });
  await phone.goto(`${city.address}/#/ask`);
  await phone.getByRole('button', { name: '看一看' }).click();
  await phone.getByText('请至少写一句话').waitFor();
  await shot(phone, 'ask-empty');
  await phone.locator('textarea').fill(scam);
  await phone.keyboard.press('Control+Enter');
  await phone.getByText('很像诈骗').waitFor();
  await phone.getByText('像 刷单返利').waitFor();
  await phone.getByText('把官方域名写在前面').waitFor();
  await phone.locator('.result').first().scrollIntoViewIfNeeded();
  await shot(phone, 'ask-fraud');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 390, 'nothing is wider than the phone');
  await phone.locator('textarea').fill('晚上回家吃饭吗，我买了鱼');
  await phone.getByText('很像诈骗').waitFor({ state: 'detached' });
  await phone.keyboard.press('Control+Enter');
  await phone.getByText('没有发现明显的诈骗特征').waitFor();
  await phone.getByText('这不等于安全').waitFor();
  await shot(phone, 'ask-nothing');
});

test('the guide of the type is one step away, in both languages', async () => {
  await phone.locator('textarea').fill(scam);
  await phone.keyboard.press('Control+Enter');
  await phone.getByText('看这一类骗局的指南').click();
  await phone.getByRole('heading', { name: '怎么骗的' }).waitFor();
  await phone.getByRole('heading', { name: '怎样劝住身边的人' }).waitFor();
  await shot(phone, 'guide');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 390, 'nothing is wider than the phone');
  await phone.getByRole('button', { name: 'EN' }).click();
  await phone.getByRole('heading', { name: 'How it goes' }).waitFor();
  await phone.getByRole('link', { name: 'Guides to the scams' }).click();
  await phone.getByRole('heading', { level: 1, name: 'Guides to the scams' }).waitFor();
  assert.equal(await phone.locator('a.card').count(), 13);
  await phone.getByRole('button', { name: '中文' }).click();
  await shot(phone, 'guides');
});

test('a narrative fills the form while it is typed, and never what was typed by hand', async () => {
  const desk = await openWindow(browser, complaints);
  await enter(desk, city, 'zhang');
  await desk.goto(`${city.address}/#/intake`);
  await desk.getByRole('radio').first().click();
  await desk.locator('input[name=payee_name]').fill('王某某');
  const narrative = desk.getByPlaceholder('粘贴聊天记录、短信或转账回执，自动填表');
  await narrative.fill(
    '我被拉进刷单群做任务，导师说垫付100返130。昨天15:20我用自己的卡6222020200112345670转到对方账户6217000010001234566（户名李强，建设银行）18000元，之后说操作错误要再付解冻费才能提现，才发现被骗。',
  );
  await desk.getByText(/刷单返利 \d+% · 指南与话术/).waitFor();
  assert.equal(await desk.locator('select[name=fraud_type]').inputValue(), '刷单返利');
  assert.equal(await desk.locator('input[name=amount]').inputValue(), '18000.00');
  assert.equal(await desk.locator('input[name=payee_name]').inputValue(), '王某某');
  await desk.locator('.ledger').scrollIntoViewIfNeeded();
  await shot(desk, 'intake-words');
  await desk.getByRole('button', { name: '填入' }).first().click();
  assert.equal(await desk.locator('input[name=payee_name]').inputValue(), '李强');
});

test('nothing complained', () => {
  assert.deepEqual(complaints, []);
});
