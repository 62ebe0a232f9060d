// The officer's journey through the real binary: log in, see a case that the demo city reported, its
// money table and its orders. Run by `./dev e2e`; pictures go to HOLDFAST_SHOTS when it is set.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = new URL('../../', import.meta.url).pathname;
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const binary = process.env.HOLDFAST_BINARY ?? join(root, 'build/release/holdfast');
const shots = process.env.HOLDFAST_SHOTS;
const patience = 60_000;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function until(what, look) {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`not within ${patience / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

let directory;
let demo;
let browser;
let page;
let address;
let password;
const complaints = [];

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'));
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const log = join(directory, 'demo.log');
  demo = spawn(binary, ['demo', '--dir', join(directory, 'demo'), '--port', String(port)], {
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  });
  const text = () => readFileSync(log, 'utf8');
  await until('the demo city', () => {
    if (demo.exitCode !== null) throw new Error(text());
    return text().includes('reported');
  });
  password = /duty01\s+(\S+)/.exec(text())[1];
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  page.on('console', (message) => {
    // A 401 is the server's answer to somebody not logged in yet, and the browser reports it.
    if (message.type() === 'error' && !/\b401\b/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
});

after(async () => {
  await browser?.close();
  if (demo && demo.exitCode === null) {
    const gone = new Promise((resolve) => demo.once('exit', resolve));
    demo.kill('SIGTERM');
    await gone;
  }
  rmSync(directory, { recursive: true, force: true });
});

async function shot(name) {
  if (!shots) return;
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(shots, `${name}-${scheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a wrong password is refused in words', async () => {
  await page.goto(address);
  await page.locator('input').first().fill('duty01');
  await page.locator('input[type=password]').fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor({ timeout: patience });
  await page.locator('input[type=password]').waitFor();
});

test('the officer logs in and finds the reported case', async () => {
  await page.locator('input').first().fill('duty01');
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
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
