// A case on its way to prosecution and court: an officer hands it over, a procurator asks, is answered, signs
// for it and takes it to court, a judge disposes of every sum. Each side sees its own page. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { confirmPanel, openBrowser, read, shot, startCity, until } from './demo_site.mjs';
import { peopleOf, restingAccount, signAndApprove } from './steps.mjs';

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
  const page = await atDesk('zhang');
  found = await until('a stopped account', () => restingAccount(page));
  await page.goto(`${city.address}/#/cases/${found.id}?account=${found.ref}`);
  await page.getByRole('button', { name: '登记立案' }).click();
  const filing = page.locator('dialog[open]');
  await filing.locator('input[name=filing_number]').fill('渝公立字〔2026〕9号');
  await filing.locator('input[name=filing_unit]').fill('渝中区分局');
  await filing.locator('input[name=filing_by]').fill('赵局长');
  await page.keyboard.press('Enter');
  await filing.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '起草冻结' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select[name=second] option[value=duty01]').waitFor({ state: 'attached' });
  await dialog.locator('select[name=second]').selectOption('duty01');
  await dialog.locator('input[name=document]').fill('冻字9号');
  await confirmPanel(page);
  freeze = await until('the draft', async () => {
    const { items } = await read(page, `/orders?case=${found.id}&family=freeze`);
    return items.find((order) => order.state === 'draft')?.id;
  });
  await signAndApprove(city, atDesk, freeze, ['chen', 'fazhi', 'ju']);
  await until('the freeze in force', async () => (await read(page, `/orders/${freeze}`)).state === 'in_force');
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

test('nobody complained', () => assert.deepEqual(complaints, []));
