// The public site on its own, a process beside the centre: it opens on its own pages, judges a text,
// and brings an application to the centre, which is followed under the code that the site gave out.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { binary, openBrowser, openWindow, shot, until } from './demo_site.mjs'

const phone = { width: 390, height: 844 }
const directory = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'))
const file = (name) => join(directory, name)
const running = []
let site
let view

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

function serve(name, words, config) {
  writeFileSync(file(`${name}.toml`), config)
  const log = file(`${name}.log`)
  running.push(
    spawn(binary, ['serve', ...words, '--config', file(`${name}.toml`)], {
      stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
    }),
  )
}

describe('the public site on its own', () => {
  before(async () => {
    mkdirSync(file('batches'))
    mkdirSync(file('letters'))
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    writeFileSync(file('signing.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const [centrePort, sitePort] = [await freePort(), await freePort()]
    site = `http://127.0.0.1:${sitePort}`
    serve('centre', [], `
listen = "127.0.0.1:${centrePort}"
data = "${file('centre')}"
signing_key = "${file('signing.pem')}"
[zone]
out = "${file('batches')}"
in = "${file('letters')}"
`)
    serve('site', ['--role', 'public'], `
listen = "127.0.0.1:${sitePort}"
data = "${file('site')}"
[zone]
in = "${file('batches')}"
out = "${file('letters')}"
centre_key = """${publicKey.export({ type: 'spki', format: 'pem' })}"""
`)
    await until('the site has what the centre published', async () => {
      const answer = await fetch(`${site}/healthz`).catch(() => null)
      if (running.some((each) => each.exitCode !== null)) throw new Error(readFileSync(file('site.log'), 'utf8') + readFileSync(file('centre.log'), 'utf8'))
      return answer?.status === 200
    })
    view = await openBrowser()
  })
  after(async () => {
    await view?.browser.close()
    for (const each of running) {
      if (each.exitCode !== null) continue
      const gone = new Promise((resolve) => each.once('exit', resolve))
      each.kill('SIGTERM')
      await gone
    }
    rmSync(directory, { recursive: true, force: true })
  })

  it('opens on its own pages, since nobody can sign in here', async () => {
    const page = await openWindow(view.browser, view.complaints, { size: phone, who: 'citizen: ', expects: /\b404\b/ })
    await page.goto(site)
    await page.getByRole('heading', { name: /这是不是诈骗/ }).waitFor()
    await page.locator('textarea').fill('刷单兼职日结，每单返佣金，先垫付三百做任务，做完三单一起返现')
    await page.getByRole('button', { name: '看一看' }).click()
    await page.getByText('96110').first().waitFor()
    await shot(page, 'public-site-ask')
  })

  it('brings an application to the centre, followed under the code of the site', async () => {
    const page = await openWindow(view.browser, view.complaints, { size: phone, who: 'victim: ', expects: /\b404\b/ })
    await page.goto(`${site}/#/return`)
    const fill = (name, value) => page.locator(`[name="${name}"]`).fill(value)
    await fill('name', '张三丰')
    await fill('phone', '13812345678')
    await fill('id_no', '500103198801010022')
    await fill('payer', '9900110000000000017')
    await fill('amount', '50000')
    await fill('paid_at', '2026-11-24T09:50')
    await page.locator('[name="agrees"]').check()
    await page.getByRole('button', { name: /提交|申请/ }).last().click()
    const code = (await page.locator('p.code').textContent()).replaceAll('-', '')
    await shot(page, 'public-site-code')
    await page.goto(`${site}/#/return/${code}`)
    await page.locator('.big').waitFor()
    await until('the centre has registered it', async () => {
      const seen = await (await fetch(`${site}/api/v1/public/return-applications/${code}`)).json()
      return seen.application === 'Q000001'
    })
    await page.reload()
    await page.getByText('Q000001').waitFor()
    await shot(page, 'public-site-progress')
  })

  it('complained about nothing', () => assert.deepEqual(view.complaints, []))
})
