// A bank asks before a payment goes, the desk sees what was held and why, and two people bring a new
// version of the thresholds into force. Run by `./dev e2e`.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { ask, confirmPanel, enter, openBrowser, openWindow, shot, startCity, until } from './demo_site.mjs'

const victim = '9911010000000017'
const mule = '9922020000000015'
let city
let browser
let complaints
let desk
let zhang

before(async () => {
  city = await startCity()
  let page
  ;({ browser, page, complaints } = await openBrowser())
  desk = page
  await enter(desk, city, 'duty01')
  zhang = await openWindow(browser, complaints, { who: 'zhang: ' })
  await enter(zhang, city, 'zhang')
})
after(async () => {
  await browser?.close()
  await city?.stop()
})

test('what a bank was told to hold is on the page with its case', async () => {
  const report = await ask(desk, '/reports', {
    victim: { name: '王小明', phone: '13800000001' },
    paid_by: 'transfer',
    narrative: '刷单',
    losses: [{ payer_account: victim, payer_institution: 'YZ01', payee_account: mule, payee_institution: 'SX02', amount_fen: 5_000_000, time: new Date().toISOString() }],
  })
  const bank = await openWindow(browser, complaints, { who: 'bank: ' })
  await enter(bank, city, 'yz01')
  const told = await ask(bank, '/payments/screen', {
    payment_id: 'E2E-1',
    payer: victim,
    payee: mule,
    payee_institution: 'SX02',
    amount_fen: 880_000,
  })
  assert.equal(told.decision, 'hold')
  assert.deepEqual(told.evidence.cases, [report.case])
  await desk.goto(`${city.address}/#/screening`)
  await until('the held payment', async () => (await desk.getByRole('link', { name: report.case }).count()) > 0)
  await shot(desk, 'screening-payments')
  await desk.goto(`${city.address}/#/screening?tab=suspects`)
  await desk.getByRole('tab', { name: '预警账户' }).waitFor()
  await shot(desk, 'screening-suspects')
})

test('thresholds are proposed by one and activated by another', async () => {
  await zhang.goto(`${city.address}/#/screening?tab=model`)
  await zhang.getByRole('heading', { name: /V1/, level: 2 }).waitFor()
  await zhang.locator('input[name=delay]').fill('200000')
  await zhang.getByRole('button', { name: '以此阈值提出版本' }).click()
  await zhang.locator('input[name=name]').fill('早些延迟')
  await confirmPanel(zhang)
  await zhang.getByRole('heading', { name: /V2 早些延迟/, level: 2 }).waitFor()
  assert.ok(await zhang.getByRole('button', { name: '启用' }).isDisabled())
  await shot(zhang, 'screening-model')
  const chen = await openWindow(browser, complaints, { who: 'chen: ' })
  await enter(chen, city, 'chen')
  await chen.goto(`${city.address}/#/screening?tab=model`)
  await chen.getByRole('button', { name: '启用' }).click()
  await confirmPanel(chen)
  await until('V2 is active', async () => (await chen.locator('.card', { hasText: 'V2 早些延迟' }).getByText('使用中').count()) > 0)
  await shot(chen, 'screening-active')
})

test('the pages had nothing to complain of', () => {
  assert.deepEqual(complaints, [])
})
