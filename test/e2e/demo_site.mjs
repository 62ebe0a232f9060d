// A demo city for the journeys, and a browser in front of it. Pictures go to HOLDFAST_SHOTS when it
// is set.
import { spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../../', import.meta.url).pathname
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core')
export const binary = process.env.HOLDFAST_BINARY ?? join(root, 'build/release/holdfast')
const shots = process.env.HOLDFAST_SHOTS

/** Only what goes wrong waits so long. */
export const patience = 60_000

export async function until(what, look) {
  const deadline = Date.now() + patience
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`not within ${patience / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Starts a city of its own on a free port; `text` is what it has printed so far. */
export async function startCity() {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'))
  const log = join(directory, 'demo.log')
  const demo = spawn(binary, ['demo', '--dir', join(directory, 'demo'), '--port', '0'], {
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
  })
  const text = () => readFileSync(log, 'utf8')
  const address = await until('the demo city', () => {
    if (demo.exitCode !== null) throw new Error(text())
    return /http:\/\/127\.0\.0\.1:\d+/.exec(text())?.[0]
  })
  return {
    address,
    text,
    passwordOf: (login) => new RegExp(`${login}\\s+(\\S+)`).exec(text())[1],
    async stop() {
      if (demo.exitCode === null) {
        const gone = new Promise((resolve) => demo.once('exit', resolve))
        demo.kill('SIGTERM')
        await gone
      }
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const desk = { width: 1366, height: 768 }

/** Notes what the page complains about. A 401 is the server's answer to somebody not logged in yet, and
 * the browser reports it; so it does with whatever else a journey `expects`. */
function listen(page, complaints, who = '', expects = /\b401\b/) {
  page.on('console', (message) => {
    if (message.type() === 'error' && !expects.test(message.text())) complaints.push(who + message.text())
  })
  page.on('pageerror', (error) => complaints.push(who + String(error)))
}

/** A browser with a page that notes what it complains about. */
export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const page = await browser.newPage({ viewport: desk, locale: 'zh-CN' })
  const complaints = []
  listen(page, complaints)
  return { browser, page, complaints }
}

/** A window with a session of its own. */
export async function openWindow(browser, complaints, { size = desk, who, expects } = {}) {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  listen(page, complaints, who, expects)
  return page
}

/** Somebody of the city is at their desk in this window. */
export async function enter(page, city, login) {
  await page.goto(city.address)
  await logIn(page, login, city.passwordOf(login))
  await page.locator('input[type=password]').waitFor({ state: 'detached' })
}

/** What the API answers to whoever is logged in on `page`. */
export const read = (page, path) => page.evaluate(async (at) => (await fetch(`/api/v1${at}`)).json(), path)

/** Commands the API as whoever is logged in on `page`. */
export async function ask(page, path, body) {
  const answer = await page.evaluate(
    async ([where, what]) => {
      const { csrf } = await (await fetch('/api/v1/me')).json()
      const response = await fetch(`/api/v1${where}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
        body: JSON.stringify(what),
      })
      return { status: response.status, body: await response.json() }
    },
    [path, body],
  )
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A held key cannot confirm: the first 300 ms of a panel are dead. */
export async function confirmPanel(page) {
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  await until('the panel takes Enter', async () => {
    if ((await dialog.count()) === 0) return true
    await dialog.getByLabel('理由', { exact: true }).press('Enter')
    await page.waitForTimeout(300)
    return (await dialog.count()) === 0
  })
}

export async function logIn(page, login, password) {
  await page.locator('input').first().fill(login)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
}

export async function shot(page, name) {
  if (!shots) return
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(shots, `${name}-${scheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
