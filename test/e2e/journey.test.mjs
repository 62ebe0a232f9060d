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
  await page.locator('svg').first().waitFor();
  await shot('case-page');
  await page.goto(`${address}/#/orders`);
  await page.getByText(/O0000/).first().waitFor({ timeout: patience });
  await shot('orders');
});

test('no page complained in the console', () => {
  assert.deepEqual(complaints, []);
});
