// A case on its way to prosecution and court: an officer hands it over, a procurator asks, is answered, signs
// for it and takes it to court, a judge disposes of every sum. Each side sees its own page. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser, read, shot, startCity, until } from './demo_site.mjs';
import { frozenMoney, peopleOf } from './steps.mjs';

let city;
let browser;
let complaints;
let atDesk;
let found;
let freeze;

/** The dialog that is open, and its one action. */
async function confirm(page, action) {
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: action }).last().click();
  await dialog.waitFor({ state: 'detached' });
}

before(async () => {
  city = await startCity();
  ({ browser, complaints } = await openBrowser());
  atDesk = peopleOf(city, browser, complaints);
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test('money of a case is frozen', async () => {
  ({ found, freeze } = await frozenMoney(city, atDesk, { filing: '渝公立字〔2026〕9号', document: '冻字9号' }));
});

test('an officer draws a hand-over up from the case and sends it', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/cases/${found.id}?tab=handovers`);
  await page.getByRole('cell', { name: freeze, exact: true }).waitFor();
  await shot(page, 'case-handovers-empty');
  await page.getByRole('link', { name: '随案移送' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText(freeze).waitFor();
  await dialog.locator('input[name=handover_document]').fill('渝反诈移字〔2026〕1号');
  await shot(page, 'handover-draft');
  await confirm(page, '随案移送');
  await page.getByRole('button', { name: '送出', exact: true }).click();
  await page.getByText('已送出，待签收').last().waitFor();
  await shot(page, 'handover-sent');
});

test('a procurator sees it and nothing else, asks, is answered and signs for it', async () => {
  const page = await atDesk('jian');
  assert.deepEqual(await page.locator('nav a').allInnerTexts(), ['移送']);
  await page.getByRole('button', { name: /H000001/ }).click();
  await page.getByRole('heading', { name: 'H000001 移送审查起诉' }).waitFor();
  await shot(page, 'justice-sent');
  await page.getByRole('button', { name: '询问移送机关' }).click();
  await page.locator('dialog[open] textarea').fill('请说明该账户资金的来历');
  await confirm(page, '询问移送机关');
  const officer = await atDesk('zhang');
  await officer.goto(`${city.address}/#/tasks?owner=`); // whoever took the case has it
  await officer.getByText('移送询问').first().waitFor();
  await officer.goto(`${city.address}/#/handovers/H000001`);
  await officer.getByRole('button', { name: '答复', exact: true }).click();
  await officer.locator('dialog[open] textarea').fill('见返还计算工作表和流水');
  await confirm(officer, '答复');
  await page.getByRole('button', { name: '刷新' }).click();
  await page.getByText('见返还计算工作表和流水').waitFor();
  await page.getByRole('button', { name: '签收', exact: true }).click();
  await page.locator('dialog[open] input[name=receipt]').fill('渝中检收字〔2026〕1号');
  await page.locator(`dialog[open] select[name=renewer-${freeze}]`).selectOption('jian');
  await shot(page, 'justice-receive');
  await confirm(page, '签收');
  await page.getByText('已签收').last().waitFor();
  await shot(page, 'justice-received');
});

test('the package comes as a file and its manifest is known', async () => {
  const page = await atDesk('jian');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '移送包' }).click()]);
  assert.equal(download.suggestedFilename(), 'handover-H000001.zip');
  assert.match((await read(page, '/handovers/H000001')).manifest_sha256, /^[0-9a-f]{64}$/);
});

test('order, custody and case say who must renew now', async () => {
  const page = await atDesk('zhang');
  await page.goto(`${city.address}/#/orders?view=all&order=${freeze}`);
  await page.getByText('渝中区人民检察院').first().waitFor();
  await shot(page, 'order-keeper');
  await page.goto(`${city.address}/#/cases/${found.id}?tab=custody`);
  await page.getByRole('button', { name: /移送检察院/ }).waitFor();
  await page.getByText('渝中区人民检察院').first().waitFor();
  await shot(page, 'custody-carried');
  await page.goto(`${city.address}/#/cases/${found.id}?tab=handovers`);
  await page.getByRole('cell', { name: 'H000001', exact: true }).waitFor();
  await shot(page, 'case-handovers');
});

test('it goes to court, and a judgment disposes of every sum', async () => {
  const procurator = await atDesk('jian');
  await procurator.getByRole('button', { name: '提起公诉 / 退回补充侦查' }).click();
  const dialog = procurator.locator('dialog[open]');
  await dialog.getByText(freeze).waitFor();
  await dialog.locator('input[name=handover_document]').fill('渝中检刑诉〔2026〕1号');
  await confirm(procurator, '随案移送');
  await procurator.getByRole('button', { name: /H000002/ }).click();
  await procurator.getByRole('button', { name: '送出', exact: true }).click();
  const judge = await atDesk('fayuan');
  await judge.getByRole('button', { name: /H000002/ }).click();
  await judge.getByRole('button', { name: '签收', exact: true }).click();
  await judge.locator('dialog[open] input[name=receipt]').fill('渝中法收字〔2026〕1号');
  await confirm(judge, '签收');
  await judge.getByRole('button', { name: '判决处置' }).click();
  const form = judge.locator('dialog[open]');
  await form.locator('input[name=judgment]').fill('（2026）渝0103刑初1号');
  const left = (await read(judge, '/handovers/H000002')).freezes[0].left_fen;
  await form.locator('input[name=amount-0]').fill('100.00');
  await form.getByRole('button', { name: '增加一项' }).click();
  await form.locator('select[name=kind-1]').selectOption('confiscate');
  await form.locator('input[name=amount-1]').fill(String(left / 100));
  await form.getByText('超出可处置金额').waitFor();
  await form.locator('input[name=amount-1]').fill('50.00');
  await form.getByRole('button', { name: '增加一项' }).click();
  await shot(judge, 'justice-judgment');
  await confirm(judge, '判决处置');
  await until('the bank has paid', async () => {
    const seen = await read(judge, '/handovers/H000002');
    return seen.disposals[0].items[0].order_state === 'answered';
  });
  await judge.getByRole('button', { name: '登记国库回执' }).click();
  await judge.locator('dialog[open] input[name=treasury_number]').fill('国库〔2026〕1号');
  await confirm(judge, '确定');
  await judge.getByText('国库〔2026〕1号').waitFor();
  await shot(judge, 'justice-judged');
  const page = await atDesk('zhang');
  const custody = await until('the rest let go', async () => {
    const seen = await read(page, `/cases/${found.id}/custody`);
    return seen.places.find((each) => each.place === 'court').amount_fen === 0 && seen;
  });
  const at = (place) => custody.places.find((each) => each.place === place).amount_fen;
  assert.equal(at('returned'), 10_000);
  assert.equal(at('confiscated'), 5_000);
  assert.equal(custody.places.reduce((sum, each) => sum + each.amount_fen, 0), custody.loss_fen);
  await page.goto(`${city.address}/#/cases/${found.id}?tab=custody`);
  await page.getByRole('button', { name: /已没收/ }).waitFor();
  await shot(page, 'custody-judged');
});

test('nobody complained', () => assert.deepEqual(complaints, []));
