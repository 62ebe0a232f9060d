// The first days of a case through the console: the report is accepted, the reporter follows it by the
// receipt's code, a head lets the review take longer, the case is not filed and after all is; another one
// goes to the authority that it belongs to. Run by `./dev e2e`.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { ask, openBrowser, openWindow, read, shot, startCity } from './demo_site.mjs'
import { peopleOf } from './steps.mjs'

let city
let browser
let complaints
let atDesk
let page
let ids

const report = (amount) => ({
  victim: { name: '王小芳', phone: '13800001111' },
  fraud_type: '刷单返利',
  narrative: '加群做任务，垫付后不返',
  losses: [{ payer_account: '9900110000000000017', payee_account: '9900220000000000014', amount_fen: amount, time: new Date(Date.now() - 600_000).toISOString() }],
})
async function take(who, act, fill) {
  await who.goto(`${city.address}/#/cases/${ids[0]}?tab=first`)
  await who.locator(`button[data-act=${act}]`).click()
  const dialog = who.locator('dialog[open]')
  await fill(dialog)
  await dialog.getByRole('button', { name: '确认' }).click()
  await dialog.waitFor({ state: 'detached' })
}

before(async () => {
  city = await startCity()
  ;({ browser, complaints } = await openBrowser())
  atDesk = peopleOf(city, browser, complaints)
  page = await atDesk('duty01')
  ids = [(await ask(page, '/reports', report(3_000_000))).case, (await ask(page, '/reports', report(2_000_000))).case]
})
after(async () => {
  await browser?.close()
  await city?.stop()
})

test('a report is accepted by one key, with two papers', async () => {
  await page.goto(`${city.address}/#/cases/${ids[0]}?tab=first`)
  await page.getByText('尚未登记受案').waitFor()
  await page.keyboard.press('1')
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('button', { name: '确认' }).click()
  await page.getByText('立案审查中').first().waitFor()
  await page.getByText('受案登记表').first().waitFor()
  await page.getByText('公安部关于改革完善受案立案制度的意见').first().waitFor()
  await shot(page, 'first-accepted')
  assert.equal((await read(page, `/cases/${ids[0]}/papers`)).items.length, 2)
})

test('the reporter follows the case by the code, on a telephone', async () => {
  const receipt = (await read(page, `/cases/${ids[0]}/papers`)).items.find((each) => each.kind === 'acceptance_receipt')
  const phone = await openWindow(browser, complaints, { who: 'reporter: ', expects: /\b401\b/ })
  await phone.setViewportSize({ width: 390, height: 844 })
  await phone.goto(`${city.address}/#/check/${receipt.code}`)
  await phone.getByText('办理阶段：').waitFor()
  await phone.getByText('立案审查中').waitFor()
  assert.equal(await phone.getByText(ids[0]).count(), 0)
  await shot(phone, 'first-progress')
})

test('a review shows by officer, and a head lets it take longer', async () => {
  await page.goto(`${city.address}/#/reviews`)
  await page.getByRole('link', { name: ids[0] }).waitFor()
  await shot(page, 'first-reviews')
  const head = await atDesk('ju')
  await take(head, 'extend_complex', (dialog) => dialog.locator('textarea[name=reason]').fill('涉及多地，案情复杂'))
  await head.getByText('三十日').first().waitFor()
})

test('not filed: proposed by one, decided by another, served, set aside and filed', async () => {
  await take(page, 'propose_refusal', (dialog) => dialog.locator('textarea[name=reason]').fill('系民间借贷'))
  const head = await atDesk('ju')
  await take(head, 'decide_refusal', (dialog) => dialog.locator('textarea[name=reason]').fill('同意'))
  await take(page, 'serve_refusal', (dialog) => dialog.locator('select[name=way]').selectOption('post'))
  await page.getByText('可在此前申请复议').waitFor()
  await take(page, 'ask_reconsideration', (dialog) => dialog.locator('textarea[name=text]').fill('有付款凭证'))
  await shot(page, 'first-refused')
  const above = await atDesk('shiju')
  await take(above, 'rule_reconsideration', async (dialog) => {
    await dialog.locator('select[name=outcome]').selectOption('changed')
    await dialog.locator('input[name=number]').fill('渝公复字1号')
    await dialog.locator('textarea[name=reason]').fill('应予立案')
  })
  await page.getByText('应予立案').first().waitFor()
  await page.locator('button[data-act=file]').click()
  for (const [name, text] of [['filing_number', '渝公立字9号'], ['filing_unit', '江中区分局'], ['filing_by', '赵局长']]) await page.locator(`input[name=${name}]`).fill(text)
  await page.locator('dialog[open]').getByRole('button', { name: '保存' }).click()
  await page.getByText('已立案').first().waitFor()
})

test('a case goes to the authority that it belongs to', async () => {
  await ask(page, `/cases/${ids[1]}/first-days/acceptance`, { way: 'in_person' })
  ids.reverse()
  await take(page, 'propose_transfer', async (dialog) => {
    await dialog.locator('input[name=authority]').fill('成都市公安局锦江区分局')
    await dialog.locator('textarea[name=reason]').fill('犯罪地在锦江区')
  })
  const head = await atDesk('ju')
  await take(head, 'decide_transfer', (dialog) => dialog.locator('textarea[name=reason]').fill('同意'))
  await take(page, 'hand_transfer', (dialog) => dialog.locator('input[name=to]').fill('周警官'))
  await shot(page, 'first-transfer')
  await take(page, 'answer_transfer', (dialog) => dialog.locator('textarea[name=reason]').fill('已受理'))
  await page.getByText('对方已受理').first().waitFor()
  assert.equal((await read(page, `/cases/${ids[0]}`)).outcome, 'transferred')
  assert.deepEqual(complaints, [])
})
