// A demo city for the journeys, and a browser in front of it. Pictures go to HOLDFAST_SHOTS when it
// is set.
import { spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../../', import.meta.url).pathname
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core')
const binary = process.env.HOLDFAST_BINARY ?? join(root, 'build/release/holdfast')
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

/** A page that notes what it complains about. */
export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  const complaints = []
  page.on('console', (message) => {
    // A 401 is the server's answer to somebody not logged in yet, and the browser reports it.
    if (message.type() === 'error' && !/\b401\b/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { browser, page, complaints }
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
