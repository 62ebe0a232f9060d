// Steps that several journeys take.
import { confirmPanel, enter, openWindow, read, until } from './demo_site.mjs';

/** A stopped account whose money has come to rest: what is due there is the same a moment later. */
export async function restingAccount(page) {
  for (const { id } of (await read(page, '/cases?state=open')).items) {
    const stopped = async () => (await read(page, `/cases/${id}/accounts`)).items.filter((row) => row.state === 'stopped' && row.due_fen > 0);
    const before = await stopped();
    await page.waitForTimeout(before.length === 0 ? 0 : 1500);
    const row = (await stopped()).find((each) => before.some((was) => was.account.ref === each.account.ref && was.due_fen === each.due_fen));
    if (row !== undefined) return { id, ref: row.account.ref };
  }
  return null;
}

/** Each person has a window of their own, opened when they are first needed. */
export function peopleOf(city, browser, complaints) {
  const people = {};
  return async (login) => {
    if (people[login] === undefined) {
      people[login] = await openWindow(browser, complaints, { who: `${login}: `, expects: /\b(401|422)\b/ });
      await enter(people[login], city, login);
    }
    return people[login];
  };
}

/** The second officer signs an order, then the heads approve it. */
export async function signAndApprove(city, atDesk, order, heads) {
  for (const [login, view] of [['duty01', 'sign'], ...heads.map((head) => [head, 'approve'])]) {
    const page = await atDesk(login);
    await page.goto(`${city.address}/#/approvals?view=${view}&order=${order}`);
    await page.locator('aside').getByRole('button', { name: view === 'sign' ? '签署' : '批准', exact: true }).click();
    await confirmPanel(page);
    await until('it leaves the queue', async () => !(await read(page, '/approvals')).items.some((each) => each.order.id === order));
  }
}

/** Money of a case that has come to rest is frozen: the case filed, the freeze drafted, signed, approved, in force. */
export async function frozenMoney(city, atDesk, { filing, document }) {
  const page = await atDesk('zhang');
  const found = await until('a stopped account', () => restingAccount(page));
  await page.goto(`${city.address}/#/cases/${found.id}?account=${found.ref}`);
  await page.getByRole('button', { name: '登记立案' }).click();
  const panel = page.locator('dialog[open]');
  await panel.locator('input[name=filing_number]').fill(filing);
  await panel.locator('input[name=filing_unit]').fill('渝中区分局');
  await panel.locator('input[name=filing_by]').fill('赵局长');
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '起草冻结' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('select[name=second] option[value=duty01]').waitFor({ state: 'attached' });
  await dialog.locator('select[name=second]').selectOption('duty01');
  await dialog.locator('input[name=document]').fill(document);
  await confirmPanel(page);
  const freeze = await until('the draft', async () => {
    const { items } = await read(page, `/orders?case=${found.id}&family=freeze`);
    return items.find((order) => order.state === 'draft')?.id;
  });
  await signAndApprove(city, atDesk, freeze, ['chen', 'fazhi', 'ju']);
  await until('the freeze in force', async () => (await read(page, `/orders/${freeze}`)).state === 'in_force');
  return { found, freeze };
}
