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

test('the centre checks back, and the warning is finished', async () => {
  await centre.goto(`${city.address}/#/warnings?state=settled&warning=${id}`);
  const panel = centre.getByRole('complementary', { name: '预警详情' });
  await panel.getByRole('button', { name: '仍稳定', exact: true }).click();
  await until('it is finished', async () => (await read(centre, `/warnings/${id}`)).state === 'finished');
  await panel.getByText('回访：仍稳定').waitFor();
  const effect = await read(centre, '/warnings-effect');
  assert.ok(effect.kept_fen >= 8_000_000, 'what was kept is counted');
  assert.ok(effect.outcomes.some((each) => each.code === 'convinced' && each.count >= 1));
});

test('an address that fits two streets is said to, and the officer chooses', async () => {
  const street = (code, name, district, unit) => ({ code, name, district, unit, households: 900, source: '社区台账' });
  await ask(centre, '/outreach/streets', {
    streets: [street('500103001', '解放碑街道', '渝中区', '50010301'), street('500103002', '大坪街道', '渝中区', '50010302'), street('500105002', '大坪街道', '江北区', '50010501')],
  });
  const raised = await ask(centre, '/warnings', {
    source: 'call', grade: '中危', fraud_type: '虚假贷款', reasons: ['要求先交保证金'], name: '孙三', phone: '13811110003', area: '大坪正街 9 号',
  });
  await centre.goto(`${city.address}/#/warnings?warning=${raised.warning}`);
  const panel = centre.getByRole('complementary', { name: '预警详情' });
  await panel.getByText('住址对应多条街道').waitFor();
  assert.ok(!(await panel.innerText()).includes('大坪正街'), 'the address is masked');
  await panel.getByRole('button', { name: '更正住址' }).click();
  const dialog = centre.locator('dialog[open]');
  await dialog.getByLabel('住址或区域').fill('大坪正街 9 号');
  await dialog.getByRole('button', { name: '查找街道' }).click();
  await dialog.getByLabel(/江北区 大坪街道/).check();
  await shot(centre, 'warning-place');
  await centre.waitForTimeout(400);
  await dialog.getByRole('button', { name: /记录/ }).click();
  const placed = await until('the street is chosen', async () => {
    const one = await read(centre, `/warnings/${raised.warning}`);
    return one.place.located === 'chosen' ? one : null;
  });
  assert.equal(placed.unit.code, '50010501');
});

test('the day stands by unit, and a tile opens its queue', async () => {
  await centre.goto(`${city.address}/#/warnings/board`);
  await centre.getByText('瓦片按单位隶属排列').waitFor();
  await shot(centre, 'warnings-board');
  const board = await read(centre, '/warnings-board');
  const station = board.units.find((each) => each.code === '50010501');
  assert.ok(station.raised >= 1);
  await centre.getByRole('button', { name: new RegExp(`^${station.name}`) }).click();
  await until('the queue of that unit', async () => centre.url().includes('unit=50010501'));
  await centre.goto(`${city.address}/#/warnings/board?view=table`);
  await centre.getByRole('button', { name: /导出 CSV/ }).waitFor();
});

test('the visit fits a phone of 390 pixels', async () => {
  await phone.goto(`${city.address}/#/visits`);
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} pixels wide`);
});

test('nothing complained', () => assert.deepEqual(complaints, []));
