// A suspect's way through the console: a file from the case, a measure with its clocks, a step the law
// refuses, a step recorded by mistake, figures that open their records, and a lead that is worked
// through. An officer of the desk sees the masks and no button. Run by `./dev e2e`.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { ask, confirmPanel, enter, openBrowser, openWindow, read, shot, startCity } from './demo_site.mjs'

let city
let browser
let complaints
let page
let id
let person

before(async () => {
  city = await startCity()
  ;({ browser, complaints } = await openBrowser())
  page = await openWindow(browser, complaints, { expects: /\b(401|409|422)\b/ })
  await enter(page, city, 'zhang')
  const report = await ask(page, '/reports', {
    victim: { name: '王小芳', phone: '13800001111' },
    fraud_type: '刷单返利',
    narrative: '加群做任务，垫付后不返',
    losses: [{ payer_account: '9900110000000000017', payee_account: '9900220000000000014', amount_fen: 3_000_000, time: new Date(Date.now() - 600_000).toISOString() }],
  })
  id = report.case
})
after(async () => {
  await browser?.close()
  await city?.stop()
})

test('a file is opened from the case', async () => {
  await page.goto(`${city.address}/#/cases/${id}?tab=persons`)
  await page.getByText('本案还没有人员档案').waitFor()
  await page.getByRole('link', { name: '人员清单与建档' }).click()
  await page.getByRole('button', { name: '建立档案' }).click()
  await page.locator('select[name=person_role]').selectOption('caller')
  await page.locator('input[name=person_name]').fill('赵强')
  await page.locator('input[name=person_id_no]').fill('500101199001010011')
  assert.equal(await page.locator('input[name=person_case]').inputValue(), id)
  await page.locator('dialog[open]').getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/persons\/R\d+/)
  person = /R\d+/.exec(page.url())[0]
  await page.getByText('赵*').waitFor()
})

test('nothing is done without a filed case; then the clocks run', async () => {
  await page.getByRole('button', { name: '登记措施' }).click()
  await page.getByText('本案没有立案').waitFor()
  await page.getByRole('button', { name: 'Esc' }).click()
  await ask(page, `/cases/${id}/filing`, { number: '渝公立字〔2026〕1号', unit: '江中区分局', approved_by: '赵局长' })
  await page.reload()
  await page.getByRole('button', { name: '登记措施' }).click()
  await page.locator('select[name=step_kind]').selectOption('detained')
  await page.locator('input[name=step_document]').fill('渝公拘字〔2026〕1号')
  await page.locator('dialog[open]').getByRole('button', { name: '保存' }).click()
  await page.getByText('提请批准逮捕').first().waitFor()
  await page.getByText('刑事诉讼法 第八十五条').waitFor()
  await shot(page, 'person-detained')
  const offered = (await read(page, `/persons/${person}`)).acts[0].kinds
  assert.ok(offered.includes('detention_extended') && !offered.includes('arrested'))
  await assert.rejects(ask(page, `/persons/${person}/steps`, { kind: 'arrested', case: id, document: '捕1号' }), /422.*检察院/)
})

test('a step recorded by mistake is undone and stays to be read', async () => {
  await ask(page, `/persons/${person}/steps`, { kind: 'interrogated', case: id })
  const row = page.getByRole('row', { name: /讯问/ })
  await row.getByRole('button', { name: '撤销登记' }).click()
  await confirmPanel(page)
  await row.getByText('已撤销').waitFor()
  await shot(page, 'person-undone')
})

test('a name is shown for a reason, to investigators alone', async () => {
  await page.getByRole('button', { name: '查看明文' }).first().click()
  await confirmPanel(page)
  await page.getByText('赵强').waitFor()
  const desk = await openWindow(browser, complaints, { expects: /\b(401|403)\b/ })
  await enter(desk, city, 'duty01')
  await desk.goto(`${city.address}/#/persons/${person}`)
  await desk.getByText('赵*').waitFor()
  assert.equal(await desk.getByRole('button', { name: '登记措施' }).count(), 0)
  await assert.rejects(ask(desk, '/reveal', { kind: 'person', id: person, field: 'all', reason: '看看' }), /403/)
})

test('a figure opens the records that it counts', async () => {
  await page.goto(`${city.address}/#/persons`)
  await page.getByRole('link', { name: '打处数' }).click()
  const row = page.getByRole('row', { name: /^刑事拘留/ })
  await row.getByRole('button').first().click()
  await page.getByRole('cell', { name: person }).waitFor()
  await page.getByText('统计口径').waitFor()
  await shot(page, 'person-figures')
})

test('a lead is listed, worked on and ended', async () => {
  await page.goto(`${city.address}/#/persons/leads`)
  await page.getByRole('button', { name: '登记线索' }).click()
  await page.locator('input[name=lead_name]').fill('阿龙')
  await page.locator('input[name=lead_country]').fill('MM')
  await page.locator('input[name=lead_source]').fill('家属报称在境外务工失联')
  await page.locator('dialog[open]').getByRole('button', { name: '保存' }).click()
  await page.getByRole('cell', { name: /^G\d+/ }).click()
  await page.locator('select[name=lead_code]').selectOption('locate')
  await page.locator('input[name=lead_note]').fill('经核在境外园区')
  await page.getByRole('button', { name: '登记核查' }).click()
  await page.locator('select[name=lead_result]').selectOption('confirmed')
  await page.locator('input[name=lead_result_note]').fill('查实涉诈')
  await page.locator('input[name=lead_person]').fill(person)
  await page.getByRole('button', { name: '办结' }).click()
  await page.getByText('清单是空的').waitFor()
  await page.locator('select[name=state]').selectOption('ended')
  await page.getByText('查实涉诈').first().waitFor()
  await shot(page, 'leads')
  assert.deepEqual(complaints, [])
})
