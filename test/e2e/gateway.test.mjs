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

  it('complained about nothing', () => assert.deepEqual(view.complaints, []))
})
