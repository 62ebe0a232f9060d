// Somebody is warned: the centre sees it in its queue with the script beside it, and an officer of the station
// works through it on a phone, from the sign-off to the outcome. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, confirmPanel, enter, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';

let city;
let browser;
let complaints;
let centre;
let phone;
let id;

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  centre = await openWindow(browser, complaints, { who: 'zhang: ' });
  await enter(centre, city, 'zhang');
  phone = await openWindow(browser, complaints, { size: { width: 390, height: 844 }, who: 'suo: ' });
  await enter(phone, city, 'suo');
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('a warning stands in the queue with its reasons and the script of its scam', async () => {
  const raised = await ask(centre, '/warnings', {
    source: 'call', grade: '特危', fraud_type: '虚假网络投资理财', reasons: ['七天内第三次向荐股平台充值'],
    name: '赵一鸣', phone: '13811110001', amount_fen: 8_000_000, unit: '50010301',
  });
  id = raised.warning;
  await centre.goto(`${city.address}/#/warnings?warning=${id}`);
  const panel = centre.getByRole('complementary', { name: '预警详情' });
  await panel.getByText('七天内第三次向荐股平台充值').waitFor();
  await panel.getByText('劝阻话术').waitFor();
  assert.ok(!(await panel.innerText()).includes('13811110001'), 'masked');
  await shot(centre, 'warning');
});

test('the machine has written by itself', async () => {
  const notice = await until('the message has a result', async () => {
    const [first] = (await read(centre, `/warnings/${id}`)).notices;
    return ['delivered', 'failed'].includes(first.state) ? first : null;
  });
  assert.equal(notice.step, 'sms');
});

test('an officer of the station works through it on a phone', async () => {
  await phone.goto(`${city.address}/#/visits`);
  await shot(phone, 'visits');
  await phone.getByRole('button', { name: /赵\*\*/ }).click();
  await phone.getByRole('button', { name: '查看明文' }).click();
  await confirmPanel(phone);
  await phone.getByText('13811110001').waitFor();
  for (const answer of ['已办', '已接通', '见到本人', '身份相符']) {
    await phone.getByRole('button', { name: answer, exact: true }).click();
  }
  await phone.getByRole('button', { name: '劝阻成功' }).waitFor();
  await shot(phone, 'visit');
  await phone.getByRole('button', { name: '劝阻成功' }).click();
  await phone.getByLabel('保住金额（元）').fill('80,000');
  await phone.getByLabel('保住金额（元）').press('Enter');
  const settled = await until('it is settled', async () => {
    const warning = await read(centre, `/warnings/${id}`);
    return warning.state === 'settled' ? warning : null;
  });
  assert.equal(settled.outcomes[0].kept_fen, 8_000_000);
  assert.deepEqual(settled.taken.filter((each) => each.by === 'suo').map((each) => each.step), ['sign_off', 'call', 'visit', 'identity']);
});

test('the centre records an outcome with one key, and what failed comes first', async () => {
  const raised = await ask(centre, '/warnings', {
    source: 'text', grade: '高危', fraud_type: '刷单返利', reasons: ['已垫付两笔'], name: '钱二', phone: '13811110002', unit: '50010301',
  });
  await ask(centre, `/warnings/${raised.warning}/steps`, { step: 'sign_off', result: 'done' });
  await ask(centre, `/warnings/${raised.warning}/steps`, { step: 'call', result: 'no_answer' });
  await centre.goto(`${city.address}/#/warnings?warning=${raised.warning}`);
  await centre.getByRole('button', { name: /联系不上/ }).waitFor();
  await centre.keyboard.press('3');
  await until('another round began', async () => (await read(centre, `/warnings/${raised.warning}`)).round === 2);
  const queue = await read(centre, '/warnings?first=true');
  assert.ok(queue.items.some((each) => each.id === raised.warning && each.offers_protection));
  await centre.goto(`${city.address}/#/warnings/effect?days=1`);
  await centre.getByText('预警后仍受骗').waitFor();
  await shot(centre, 'warnings-effect');
});

test('nothing complained', () => assert.deepEqual(complaints, []));
