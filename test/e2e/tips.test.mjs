// From the public page to the paid reward: somebody reports without a name on a phone, an officer takes it on and
// ends it in a case, a head approves, the reporter claims by code and phrase, a third officer pays; and a question
// that comes by telephone is answered. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';
import { peopleOf } from './steps.mjs';

const phone = { width: 390, height: 844 };
const phrase = '青山不改绿水';
let city;
let browser;
let complaints;
let atDesk;
let citizen;
let code;

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  atDesk = peopleOf(city, browser, complaints);
  citizen = await openWindow(browser, complaints, { size: phone, expects: /\b(401|403)\b/ });
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('somebody reports on a phone, without a name', async () => {
  await citizen.goto(`${city.address}/#/tell`);
  await citizen.locator('[name=text]').fill('有人冒充快递客服，说赔我三倍，让我加微信再转账。');
  await citizen.locator('[name=named]').fill('13900002222\n微信 kefu_8888');
  await citizen.getByText('微信 kefu_8888', { exact: false }).first().waitFor();
  await citizen.locator('[name=phrase]').fill('短');
  await citizen.getByText('口令不少于 6 个字符').waitFor();
  await citizen.locator('[name=phrase]').fill(phrase);
  await shot(citizen, 'tell-form');
  await citizen.getByRole('button', { name: '提交' }).click();
  code = (await citizen.locator('.code').textContent()).trim();
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await shot(citizen, 'tell-code');
  await citizen.getByRole('link', { name: /查看办理情况/ }).click();
  await citizen.getByText('已收到，等待民警签收').waitFor();
});

test('an officer takes it on, looks into it and ends it in a case', async () => {
  const page = await atDesk('zhang');
  const case_id = await until('a case', async () => (await read(page, '/cases?state=open')).items[0]?.id);
  await page.goto(`${city.address}/#/tips`);
  await shot(page, 'tips-queue');
  await page.getByRole('cell', { name: 'TP000001' }).click();
  await page.getByRole('button', { name: '签收' }).click();
  await page.locator('[name=step_code]').selectOption('check');
  await page.locator('[name=step_note]').fill('号码已停机');
  await page.getByRole('button', { name: '登记办理' }).click();
  await page.getByText('核查号码和账户').first().waitFor();
  await shot(page, 'tip-working');
  await page.locator('[name=result]').selectOption('case');
  await page.locator('[name=reference]').fill(case_id);
  await page.locator('[name=result_note]').fill('与在办案件同一号码');
  await page.locator('[name=result_reply]').fill('谢谢您的举报，已经转入案件办理。');
  await page.getByRole('button', { name: '办结' }).click();
  await page.locator('[name=reward_kind]').selectOption('tip');
  await page.locator('[name=reward_amount]').fill('50.01');
  assert.ok(await page.getByRole('button', { name: '提议奖励' }).isDisabled(), 'out of bounds');
  await page.locator('[name=reward_amount]').fill('50');
  await page.getByRole('button', { name: '提议奖励' }).click();
  await page.getByText('待审批').first().waitFor();
});

test('a head approves, the reporter claims, a third officer pays', async () => {
  const head = await atDesk('chen');
  await head.goto(`${city.address}/#/tips?state=proposed`);
  await head.getByRole('cell', { name: 'TP000001' }).click();
  await head.getByRole('button', { name: '批准', exact: true }).click();
  await head.getByText('待认领').first().waitFor();
  await citizen.reload();
  await citizen.getByText('谢谢您的举报').waitFor();
  await citizen.locator('[name=way]').selectOption('cash');
  await citizen.locator('[name=phrase]').fill('不是这一句');
  await citizen.getByRole('button', { name: '认领' }).click();
  await citizen.getByText('口令不符，请核对').waitFor();
  await citizen.locator('[name=phrase]').fill(phrase);
  await shot(citizen, 'tell-claim');
  await citizen.getByRole('button', { name: '认领' }).click();
  await citizen.getByText('已认领。发放后').waitFor();
  const page = await atDesk('duty01');
  await page.goto(`${city.address}/#/tips/TP000001`);
  await page.locator('[name=reward_way]').selectOption('cash');
  const now = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 16);
  await page.locator('[name=reward_paid_at]').fill(now);
  await page.locator('[name=reward_receipt]').fill('收2026001');
  const paying = page.getByRole('button', { name: '登记发放' });
  // A minute's precision: the payment is not before the approval.
  await until('the next minute', async () => {
    const at = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 16);
    return at > now;
  });
  await page.locator('[name=reward_paid_at]').fill(new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 16));
  await paying.click();
  await page.getByText('已发放').first().waitFor();
  await shot(page, 'tip-paid');
  await page.goto(`${city.address}/#/tips/rewards`);
  await page.getByRole('cell', { name: '收2026001' }).waitFor();
  await shot(page, 'tip-rewards');
  await citizen.reload();
  await citizen.getByText('已发放').waitFor();
});

test('a question on the line is taken down and answered', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/tips`);
  await page.keyboard.press('F4');
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('咨询', { exact: true }).click();
  await dialog.locator('[name=tip_text]').fill('对方说我涉嫌洗钱，让我把钱转到安全账户 6222021234567890123');
  await dialog.getByText('文中识别').waitFor();
  await shot(page, 'tip-taking');
  await dialog.getByRole('button', { name: /登记/ }).click();
  const given = (await dialog.locator('.code').textContent()).trim();
  await dialog.getByRole('button', { name: /OK/ }).click();
  await page.getByRole('cell', { name: 'TP000002' }).click();
  await page.locator('[name=reply]').fill('这是诈骗，没有安全账户。不要转账。');
  await shot(page, 'tip-answering');
  await page.getByRole('button', { name: /答复并办结/ }).click();
  await page.getByText('已办结').first().waitFor();
  await citizen.goto(`${city.address}/#/tell/${given.replaceAll('-', '')}`);
  await citizen.getByText('没有安全账户').waitFor();
  await shot(citizen, 'tell-answered');
});

test('a community takes a quiz by link, and its sheets end in the ledger', async () => {
  const page = await atDesk('zhang');
  await ask(page, '/outreach/streets', { streets: [{ code: '500103001', name: '解放碑街道', district: '江中区', unit: '5000', households: 1000, source: '社区台账' }] });
  await page.goto(`${city.address}/#/outreach`);
  await page.getByRole('tab', { name: '识诈测验' }).click();
  await page.getByRole('button', { name: '开一场扫码测验' }).click();
  await page.locator('[name=link_community]').fill('较场口社区');
  await page.locator('dialog').getByRole('button', { name: /开始/ }).click();
  const printed = (await page.locator('.address').first().textContent()).trim();
  await citizen.goto(`${city.address}/#/quiz/${printed.split('/').at(-1)}`);
  await citizen.locator('fieldset').first().waitFor();
  const questions = await citizen.locator('fieldset').count();
  for (let i = 0; i < questions; i++) await citizen.locator(`[name=q${i}]`).nth(1).check();
  await citizen.getByRole('button', { name: '交卷' }).click();
  await citizen.getByText(`/ ${questions}`).waitFor();
  await shot(citizen, 'quiz-marks');
  await page.getByRole('cell', { name: '1', exact: true }).first().waitFor();
  await page.getByRole('button', { name: '现在结束' }).click();
  await page.getByText('已结束，计入台账').waitFor();
  await shot(page, 'quiz-links');
});

test('nothing was broken on the way', () => {
  assert.deepEqual(complaints, []);
});
