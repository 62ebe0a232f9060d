// A bank without an interface: its clerk gets the order, acknowledges it, holds what is there and says so; then a
// query of the holder. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, enter, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs';

/** The number with its check digit (Luhn). */
function account(digits) {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}
const victim = account('990011777000000001');
const mule = account('990066777000000001');
const next = account('990066777000000002');
const minutes = (ago) => new Date(Date.now() - ago * 60_000).toISOString();

let city;
let browser;
let complaints;
let officer;
let clerk;
let stop;

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  officer = await openWindow(browser, complaints, { who: 'zhang: ' });
  await enter(officer, city, 'zhang');
  clerk = await openWindow(browser, complaints, { who: 'ns01: ' });
  await enter(clerk, city, 'ns01');
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('a clerk opens on what there is to do', async () => {
  await clerk.getByText('没有待办指令').waitFor();
  await shot(clerk, 'portal-empty');
});

test('the stop of a report reaches the desk, is acknowledged, and done in part', async () => {
  await ask(officer, '/transfers', [{ id: 'E2E-1', time: minutes(10), payer: victim, payee: mule, payee_name: '吴某', amount_fen: 5_000_000, serial: 'E2E-1' }]);
  const report = await ask(officer, '/reports', {
    victim: { name: '王小明', phone: '13800000001' },
    paid_by: 'transfer',
    losses: [{ payer_account: victim, payee_account: mule, payee_name: '吴某', amount_fen: 5_000_000, time: minutes(10) }],
    authorise_cascade: true,
  });
  const card = clerk.getByRole('button', { name: /止付/ }).first();
  await card.click();
  await clerk.getByText('吴某').first().waitFor();
  await shot(clerk, 'portal-order');
  await clerk.getByLabel('本机构受理编号').fill('NS-2021-001');
  await clerk.getByRole('button', { name: '签收', exact: true }).click();
  stop = await until('it is acknowledged', async () => (await read(officer, `/orders?case=${report.case}`)).items.find((order) => order.state === 'acknowledged'));
  await clerk.getByRole('button', { name: '部分办成' }).click();
  await clerk.getByLabel('实际控制金额（元）').fill('32,000.50');
  await clerk.getByLabel('账户余额（元，可不填）').fill('32000.50');
  await shot(clerk, 'portal-answer');
  await clerk.getByRole('button', { name: '提交反馈' }).click();
  const held = await until('it is in force', async () => {
    const order = await read(officer, `/orders/${stop.id}`);
    return order.state === 'in_force' ? order : null;
  });
  assert.equal(held.held_fen, 3_200_050);
  assert.equal(held.partner_number, 'NS-2021-001');
  assert.equal(held.result, '1200');
});

test('what cannot be done says so by a code of the rules', async () => {
  await ask(officer, `/orders/${stop.id}/release`, { reason: '核实无关' });
  const card = clerk.getByRole('button', { name: /解除止付/ }).first();
  await card.click();
  await clerk.getByLabel('本机构受理编号').fill('NS-2021-002');
  await clerk.getByRole('button', { name: '不能办' }).click();
  await clerk.getByLabel('不能办的原因').selectOption('1900');
  await shot(clerk, 'portal-cannot');
  await clerk.getByRole('button', { name: '提交反馈' }).click();
  await card.waitFor({ state: 'detached' });
});

// The balance that was told lies below what the transfers say: the centre asks where the rest went.
test('a statement answers where the money went, and what cannot be read is told by line', async () => {
  await clerk.getByRole('button', { name: /交易查询/ }).first().click();
  await clerk.getByLabel('本机构受理编号').fill('NS-2021-003');
  await clerk.getByRole('button', { name: '已办' }).click();
  const beijing = new Date(Date.now() - 5 * 60_000 + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');
  const rows = `交易时间,付款账号,收款账号,金额（元）,流水号\n${beijing},${mule},${next},"17,999.50",NS-1\n昨天,${mule},${next},1,NS-2\n`;
  await clerk.getByLabel('交易明细（CSV）').setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await clerk.getByText('不能识别').waitFor();
  await shot(clerk, 'portal-statement');
  await clerk.getByRole('button', { name: '提交反馈' }).click();
  await until('the next account is to be stopped', async () => (await read(officer, `/orders?case=${stop.case}`)).items.some((order) => order.family === 'stop' && order.id !== stop.id));
});

test('it fits a narrow window', async () => {
  await clerk.setViewportSize({ width: 390, height: 844 });
  await clerk.getByRole('button', { name: /止付/ }).first().click();
  await clerk.getByLabel('本机构受理编号').waitFor();
  await shot(clerk, 'portal-phone');
  const wide = await clerk.evaluate(() => document.querySelector('.page').scrollWidth > innerWidth);
  assert.equal(wide, false);
});

test('nothing was complained about', () => assert.deepEqual(complaints, []));
