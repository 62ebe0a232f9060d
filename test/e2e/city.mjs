// A demo city of its own and a browser before it, for one file of journeys.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const binary = process.env.HOLDFAST_BINARY ?? join(root, 'build/release/holdfast');
const shots = process.env.HOLDFAST_SHOTS;
export const patience = 60_000;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function until(what, look) {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`not within ${patience / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts everything; `close` ends it. `complaints`: what any page wrote to the console as an error. */
export async function openCity() {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const log = join(directory, 'demo.log');
  const demo = spawn(binary, ['demo', '--dir', join(directory, 'demo'), '--port', String(port)], {
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  });
  const text = () => readFileSync(log, 'utf8');
  await until('the demo city', () => {
    if (demo.exitCode !== null) throw new Error(text());
    return text().includes('reported');
  });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const complaints = [];

  /** A page of its own, logged in as `name`; the demo's users have their passwords in its log. */
  async function signIn(name, password = new RegExp(`${name}\\s+(\\S+)`).exec(text())?.[1]) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
    const page = await context.newPage();
    page.on('console', (message) => {
      // The browser reports every answer that is not 2xx; what a refusal says is on the page.
      if (message.type() === 'error' && !/\b(401|409|422)\b/.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(address);
    await page.locator('input').first().fill(name);
    await page.locator('input[type=password]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('input[type=password]').waitFor({ state: 'detached', timeout: patience });
    return page;
  }
  /** Asks the API as whoever is logged in on `page`; what is not 2xx fails. */
  async function ask(page, path, body) {
    const answer = await page.evaluate(
      async ([where, what]) => {
        const { csrf } = await (await fetch('/api/v1/me')).json();
        const response = await fetch(`/api/v1${where}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
          body: JSON.stringify(what),
        });
        return { status: response.status, body: await response.json() };
      },
      [path, body],
    );
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  async function shot(page, name) {
    if (!shots) return;
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(shots, `${name}-${scheme}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
  async function close() {
    await browser.close();
    if (demo.exitCode === null) {
      const gone = new Promise((resolve) => demo.once('exit', resolve));
      demo.kill('SIGTERM');
      await gone;
    }
    rmSync(directory, { recursive: true, force: true });
  }
  return { address, complaints, signIn, ask, shot, close };
}
