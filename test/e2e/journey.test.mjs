// The officer's journey through the real binary: log in, see a case that the demo city reported, its
// money table and its orders. Run by `./dev e2e`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { logIn, openBrowser, patience, shot as shotOf, startCity, until } from './demo_site.mjs';

let city;
let browser;
let page;
let address;
let password;
let complaints;
const shot = (name) => shotOf(page, name);

before(async () => {
  city = await startCity();
  address = city.address;
  password = city.passwordOf('duty01');
  await until('a victim who calls', () => city.text().includes('reported'));
  ({ browser, page, complaints } = await openBrowser());
});

after(async () => {
  await browser?.close();
  await city?.stop();
});

test('a wrong password is refused in words', async () => {
  await page.goto(address);
  await logIn(page, 'duty01', 'not the password');
  await page.getByRole('alert').waitFor({ timeout: patience });
  await page.locator('input[type=password]').waitFor();
});

test('the officer logs in and finds the reported case', async () => {
  await logIn(page, 'duty01', password);
  await page.locator('input[type=password]').waitFor({ state: 'detached', timeout: patience });
  await shot('intake');
  await page.goto(`${address}/#/cases`);
  await page.getByText('C000001').first().waitFor({ timeout: patience });
  await shot('cases');
});

test('the case shows where the money rests and what is held', async () => {
  await page.goto(`${address}/#/cases/C000001`);
  await page.getByText('C000001').first().waitFor({ timeout: patience });
  await page.getByText(/已止付/).first().waitFor({ timeout: patience });
  await page.locator('main svg').first().waitFor();
  await shot('case-page');
  // What needs the officer may be nothing; all orders are there.
  await page.goto(`${address}/#/orders?view=all`);
  await page.getByText(/O0000/).first().waitFor({ timeout: patience });
  await shot('orders');
});

test('the fund flow answers further questions, by keyboard too', async () => {
  await page.goto(`${address}/#/cases/C000001?view=explore`);
  const picture = page.getByRole('group', { name: '图' });
  await picture.getByRole('heading', { name: /1 跳/ }).waitFor({ timeout: patience });
  await shot('explore');
  // The mule the victim paid: Tab and Enter go on from it, and it becomes the account asked about.
  const mule = picture.locator('section').nth(1).getByRole('button').first();
  const tail = (await mule.locator('strong').innerText()).trim();
  await mule.focus();
  await page.keyboard.press('Enter');
  await picture.locator('button.centre', { hasText: tail }).waitFor({ timeout: patience });
  // Whose money it holds: the victim's.
  await page.getByLabel('查询', { exact: true }).selectOption('origin');
  await page.getByText('已知余额').first().waitFor({ timeout: patience });
  await page.getByRole('radio', { name: '表', exact: true }).click();
  await page.getByRole('table', { name: '表' }).waitFor({ timeout: patience });
});

test('no page complained in the console', () => {
  assert.deepEqual(complaints, []);
});
