// Two victims of one hand: the second case shows why it belongs to the first, an officer joins them
// and follows the money of both; a colleague is called, a task goes over, and Ctrl+K finds the case
// by a word of its narrative. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { confirmPanel, enter, openBrowser, openWindow, read, shot, startCity } from './demo_site.mjs';

let city;
let browser;
let complaints;
let desk;
let first;
let second;

const story =
  '对方自称银保监会工作人员，说我名下百万保障业务到期，不关闭每月扣费两千元，让我下载云视会议共享屏幕，把钱转到清算账户，又让我加微信 wxid_qingsuan66 接收退款凭证，还说超过今天就要上征信黑名单。';

async function report(narrative, payee) {
  return desk.evaluate(
    async ([text, account]) => {
      const session = await (await fetch('/api/v1/me')).json();
      const answer = await fetch('/api/v1/reports', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf },
        body: JSON.stringify({
          victim: { name: '王小芳', phone: '13800001111' },
          fraud_type: '冒充公检法及政府机关',
          narrative: text,
          losses: [{ payer_account: '9900110000000000017', payee_account: account, amount_fen: 3_000_000, time: new Date(Date.now() - 600_000).toISOString() }],
        }),
      });
      return (await answer.json()).case;
    },
    [narrative, payee],
  );
}

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  desk = await openWindow(browser, complaints);
  await enter(desk, city, 'zhang');
  first = await report(story, '9900220000000000014');
  second = await report(`${story}我转了三万元。`, '9900110000000000025');
  assert.match(second, /^C\d+/);
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('the second case shows why it may belong to the first, and is joined', async () => {
  await desk.goto(`${city.address}/#/cases/${second}?tab=series`);
  await desk.getByText('可能同一团伙的案件').waitFor();
  await desk.getByText('话术雷同').waitFor();
  await desk.getByText('同一微信号').waitFor();
  await shot(desk, 'series-suggested');
  await desk.getByRole('button', { name: '并案', exact: true }).first().click();
  await confirmPanel(desk);
  await desk.getByText('本案属于串并案').waitFor();
  await shot(desk, 'series-joined');
  const seen = await read(desk, `/cases/${second}/series`);
  assert.equal(seen.series, `S${first.slice(1)}`);
  assert.equal(seen.suggestions_total, 0);
});

test('the series is listed, its money is one flow, and the word can be taken back', async () => {
  await desk.getByRole('link', { name: '合并资金流' }).click();
  await desk.locator('select[aria-label="范围"]').waitFor();
  assert.equal(await desk.locator('select[aria-label="范围"]').inputValue(), 'series');
  await desk.goto(`${city.address}/#/series`);
  await desk.getByRole('cell', { name: `S${first.slice(1)}` }).waitFor();
  await shot(desk, 'series-list');
  await desk.goto(`${city.address}/#/cases/${first}?tab=series`);
  await desk.getByRole('button', { name: '撤销', exact: true }).click();
  await confirmPanel(desk);
  await desk.getByText('本案尚未并案').waitFor();
  assert.equal((await read(desk, `/cases/${first}/series`)).suggestions_total, 1);
});

test('a colleague is called by a comment, and a task goes to whoever has least to do', async () => {
  await desk.goto(`${city.address}/#/cases/${first}?tab=comments`);
  await desk.locator('textarea').fill('@zhang 请核对 13912345678 的机主');
  await desk.getByRole('button', { name: '发送' }).click();
  await desk.getByText('请核对 139****78 的机主').waitFor();
  await shot(desk, 'comments');
  await desk.goto(`${city.address}/#/tasks`);
  await desk.getByText('留言提醒').first().waitFor();
  await desk.getByRole('checkbox').first().check();
  await desk.getByRole('button', { name: /^交办/ }).click();
  await shot(desk, 'tasks-assign');
  await confirmPanel(desk);
  await shot(desk, 'tasks');
});

test('Ctrl+K finds a case by two characters of its narrative', async () => {
  await desk.keyboard.press('Control+k');
  await desk.getByPlaceholder(/案情里的词/).fill('清算账户');
  await desk.locator('.palette .hit', { hasText: first }).waitFor();
  await shot(desk, 'palette-words');
  await desk.keyboard.press('Escape');
  assert.deepEqual(complaints, []);
});
