// Partners and the telephone: a bank on trial goes live by two people and comes back, a call opens by itself.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { enter, openBrowser, openWindow, read, shot, startCity, until } from './demo_site.mjs'

describe('partners and the telephone', () => {
  let city
  let view
  before(async () => {
    city = await startCity()
    view = await openBrowser()
  })
  after(async () => {
    await view?.browser.close()
    await city?.stop()
  })

  const trial = async (page) => (await read(page, '/institutions')).institutions.find((each) => each.code === 'JY01').onboarding

  async function act(page, name, fill) {
    await page.goto(`${city.address}/#/partners?tab=onboarding`)
    await page.getByRole('row', { name: /缙云村镇银行/ }).getByRole('button', { name, exact: true }).click()
    const dialog = page.getByRole('dialog')
    if (fill !== undefined) await dialog.getByLabel('联调报告 SHA-256').fill(fill)
    await shot(page, `onboarding-${name}`)
    await page.waitForTimeout(350) // the first moment is dead on purpose
    await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  it('goes live by two people and is rolled back by one', async () => {
    const one = view.page
    await enter(one, city, 'zhang')
    const other = await openWindow(view.browser, view.complaints, { who: 'admin: ' })
    await enter(other, city, 'admin')
    await act(one, '提请启用', 'a'.repeat(64))
    assert.equal((await trial(one)).stage, 'proposed')
    await one.goto(`${city.address}/#/partners?tab=onboarding`)
    await one.getByRole('row', { name: /缙云村镇银行/ }).waitFor()
    assert.equal(await one.getByRole('button', { name: '确认启用' }).count(), 0, 'not by whoever proposed it')
    await act(other, '确认启用')
    assert.equal((await trial(one)).stage, 'live')
    await shot(other, 'onboarding-live')
    await act(one, '回退')
    assert.equal((await trial(one)).stage, 'trial')
  })

  it('shows who rings at the desk that took the extension, and dials from a case', async () => {
    const page = await openWindow(view.browser, view.complaints, { who: 'duty01: ' })
    await enter(page, city, 'duty01')
    await page.getByRole('button', { name: /^电话/ }).click()
    await page.getByLabel('本席位分机').fill('8001')
    await page.getByRole('button', { name: '登记' }).click()
    await until('the extension is taken', async () => (await read(page, '/calls')).extension === '8001')

    const ringing = page.getByRole('alert').filter({ hasText: '来电' })
    await ringing.waitFor({ timeout: 180_000 })
    await shot(page, 'call-rings')
    await ringing.getByRole('button', { name: '收起' }).click()
    const [first] = (await read(page, '/cases')).items
    await page.goto(`${city.address}/#/cases/${first.id}`)
    await page.getByRole('button', { name: '拨打' }).click()
    await until('the call that was dialled has ended', async () =>
      (await read(page, '/calls')).items.some((each) => each.way === 'out' && each.state === 'ended'))
    await shot(page, 'call-dialled')
  })

  it('complained about nothing', () => assert.deepEqual(view.complaints, []))
})
