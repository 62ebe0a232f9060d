// Takes a picture of every screen in both themes at 1366x768 against the mock, and fails when a page
// reports an error or breaks the content security policy. `node dev/shots.mjs DIR [name...]`.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { startMock } from './mock.mjs'
import { makeWorld } from './world.mjs'

const folder = process.argv[2] ?? 'shots'
const wanted = process.argv.slice(3)
const { payer, payee } = makeWorld(() => {}).sampleNumbers()
const troubles = []

const screens = {
  login: { user: null, path: '/#/login' },
  intake: { path: '/#/intake', act: fillIntake },
  confirm: { path: '/#/intake', act: async (page) => (await fillIntake(page), await page.keyboard.press('Enter'), await page.waitForTimeout(200)) },
  stopping: { path: '/#/intake', act: sendIntake },
  cases: { path: '/#/cases' },
  case: { path: '/#/cases/C000067' },
  case_stop: { path: '/#/cases/C000067?account=A7', act: async (page) => (await page.getByRole('button', { name: /起草止付|Draft stop/ }).click(), await page.waitForTimeout(200)) },
  case_table: { path: '/#/cases/C000067?view=table' },
  explore: { path: '/#/cases/C000067?view=explore' },
  explore_back: { path: '/#/cases/C000067?view=explore&q=reach_in&node=A8' },
  explore_path: { path: '/#/cases/C000067?view=explore&q=path&to=A8' },
  explore_paid: { path: '/#/cases/C000067?view=explore&q=paid_to&node=A5' },
  explore_meet: { path: '/#/cases/C000067?view=explore&q=converge' },
  explore_origin: { path: '/#/cases/C000067?view=explore&q=origin&node=A3' },
  explore_table: { path: '/#/cases/C000067?view=explore&twin=table' },
  explore_none: { path: '/#/cases/C000067?view=explore&q=path&node=A8&to=A1' },
  timeline: { path: '/#/cases/C000067?tab=timeline' },
  case_orders: { path: '/#/cases/C000067?tab=orders' },
  tasks: { path: '/#/cases/C000067?tab=tasks' },
  statements: { path: '/#/cases/C000067?tab=statements&statement=B000001' },
  statement_import: { path: '/#/cases/C000067?tab=statements', act: bringStatement },
  statement_failed: { path: '/#/cases/C000067?tab=statements&statement=B000001', act: async (page) => (await page.getByRole('button', { name: /重新查询/ }).click(), await page.waitForTimeout(300)) },
  workbench: { path: '/#/workbench?case=C000067&question=passing', act: askWorkbench },
  workbench_graph: { path: '/#/workbench?case=C000067&question=passing', act: async (page) => (await askWorkbench(page), await page.getByRole('tab', { name: '图' }).click(), await page.waitForTimeout(200)) },
  workbench_heat: { path: '/#/workbench?case=C000067&question=rhythm', act: async (page) => (await page.locator('select[name=account]').selectOption({ index: 1 }), await askWorkbench(page), await page.getByRole('tab', { name: '图' }).click(), await page.waitForTimeout(200)) },
  workbench_cash: { path: '/#/workbench?case=C000067&question=cash', act: async (page) => (await askWorkbench(page), await page.getByRole('button', { name: '调取监控' }).first().click(), await page.waitForTimeout(300)) },
  workbench_bars: { path: '/#/workbench?case=C000067&question=cash', act: async (page) => (await askWorkbench(page), await page.getByRole('tab', { name: '图' }).click(), await page.waitForTimeout(200)) },
  workbench_none: { path: '/#/workbench' },
  case_protect: { path: '/#/cases/C000067?tab=losses&protect=1' },
  case_evidence: { path: '/#/cases/C000067?tab=orders', act: async (page) => (await page.getByRole('button', { name: /调取证据|Ask for evidence/ }).click(), await page.locator('select[name=kind]').selectOption('camera'), await page.waitForTimeout(200)) },
  case_restrict: { path: '/#/cases/C000067?tab=orders', act: async (page) => (await page.getByRole('button', { name: /号码、网址处置|Numbers and addresses/ }).click(), await page.waitForTimeout(200)) },
  order_extend: { path: '/#/orders?view=in_force&order=O000311', act: async (page) => (await page.getByRole('button', { name: /延长止付|Extend/ }).first().click(), await page.waitForTimeout(200)) },
  handover: { path: '/#/handover' },
  orders: { path: '/#/orders' },
  approvals: { path: '/#/approvals' },
  order: { path: '/#/orders?view=in_force&order=O000311' },
  partners: { path: '/#/partners' },
  partners_hand: { path: '/#/partners?tab=assisted', act: async (page) => (await page.getByRole('button', { name: /逐项录入|Enter by field/ }).first().click(), await page.getByRole('button', { name: /逐项录入|Enter by field/ }).last().click(), await page.waitForTimeout(400)) },
  partners_scores: { path: '/#/partners?tab=scores' },
  partners_duty: { path: '/#/partners?tab=duty' },
  partners_other: { path: '/#/partners', act: async (page) => (await page.getByRole('button', { name: /改走通道|Other channel/ }).first().click(), await page.waitForTimeout(300)) },
  feeds: { path: '/#/feeds' },
  alarms: { path: '/#/alarms' },
  audit: { user: 'admin', path: '/#/audit' },
  admin: { user: 'admin', path: '/#/admin' },
  warnings: { path: '/#/warnings' },
  warning: { path: '/#/warnings?warning=J000002' },
  warning_counter: { path: '/#/warnings?warning=J000003' },
  warnings_done: { path: '/#/warnings?state=finished&warning=J000008' },
  warning_place: { path: '/#/warnings?warning=J000002', act: findPlace },
  warning_board: { path: '/#/warnings/board' },
  warning_board_table: { path: '/#/warnings/board?view=table&under=500103' },
  screening_model: { path: '/#/screening?tab=model', act: async (page) => (await page.getByRole('heading', { name: /效果验证/ }).evaluate((node) => node.scrollIntoView({ block: 'start' })), await page.waitForTimeout(300)) },
  screening_payments: { path: '/#/screening' },
  warnings_effect: { path: '/#/warnings/effect' },
  outreach: { path: '/#/outreach' },
  outreach_visit: { path: '/#/outreach', act: async (page) => (await page.getByRole('button', { name: /登记走访|Record visits/ }).click(), await page.waitForTimeout(300)) },
  outreach_rounds: { path: '/#/outreach?tab=rounds' },
  outreach_campaigns: { path: '/#/outreach?tab=campaigns' },
  outreach_audits: { path: '/#/outreach?tab=audits' },
  outreach_quizzes: { path: '/#/outreach?tab=quizzes' },
  outreach_effect: { path: '/#/outreach?tab=effect' },
  outreach_topics: { path: '/#/outreach?tab=topics' },
  persons: { path: '/#/persons' },
  persons_late: { path: '/#/persons?clock=late' },
  persons_new: { path: '/#/persons', act: async (page) => (await page.getByRole('button', { name: /建立档案|Open a file/ }).click(), await page.waitForTimeout(300)) },
  person: { path: '/#/persons/R000001' },
  person_step: { path: '/#/persons/R000001', act: async (page) => (await page.getByRole('button', { name: /登记措施|Record a step/ }).click(), await page.locator('select[name=step_kind]').selectOption('judged'), await page.waitForTimeout(300)) },
  person_undo: { path: '/#/persons/R000002', act: async (page) => (await page.getByRole('button', { name: /撤销登记|Undo/ }).first().click(), await page.waitForTimeout(300)) },
  person_failed: { path: '/#/persons/R000099' },
  person_figures: { path: '/#/persons/figures?kind=detained&count=persons' },
  leads: { path: '/#/persons/leads?lead=G000001' },
  case_persons: { path: '/#/cases/C000067?tab=persons' },
  handovers: { user: 'jian', path: '/#/handovers/H000001' },
  handover_receive: { user: 'jian', path: '/#/handovers/H000001', act: async (page) => (await page.getByRole('button', { name: '签收', exact: true }).click(), await page.waitForTimeout(300)) },
  handover_court: { user: 'fayuan', path: '/#/handovers/H000002' },
  handover_judge: { user: 'fayuan', path: '/#/handovers/H000002', act: async (page) => (await page.getByRole('button', { name: '判决处置' }).click(), await page.getByRole('button', { name: '增加一项' }).click(), await page.waitForTimeout(300)) },
  handover_draft: { path: '/#/handovers?draft=C000067', act: async (page) => page.waitForTimeout(500) },
  case_handovers: { path: '/#/cases/C000067?tab=handovers' },
  handovers_failed: { user: 'jian', path: '/#/handovers/H000099' },
  visits: { path: '/#/visits', phone: true },
  visit: { path: '/#/visits/J000001', phone: true },
  visit_outcome: { path: '/#/visits/J000002', phone: true },
  palette: { path: '/#/cases', act: async (page) => (await page.keyboard.press('Control+k'), await page.keyboard.type('0000'), await page.waitForTimeout(500)) },
  empty: { path: '/#/cases?q=nobody' },
  failed: { path: '/#/cases/C999999' },
  english: { path: '/#/cases/C000067', act: toEnglish },
  english_intake: { path: '/#/intake', act: async (page) => (await toEnglish(page), await page.reload(), await page.waitForTimeout(500), await fillIntake(page)) },
}

async function fillIntake(page) {
  await page.keyboard.press('1')
  await page.keyboard.type(payer)
  await page.keyboard.press('Tab')
  await page.keyboard.type(payee)
  await page.keyboard.press('Tab')
  await page.keyboard.type('李四')
  await page.keyboard.press('Tab')
  await page.keyboard.type('48万')
  await page.keyboard.press('Tab')
  await page.keyboard.type('10分钟前')
  await page.waitForTimeout(600)
}
async function findPlace(page) {
  await page.getByRole('button', { name: /更正住址/ }).click()
  await page.locator('input[name=area]').fill('大坪正街 9 号')
  await page.getByRole('button', { name: '查找街道' }).click()
  await page.waitForTimeout(500)
}
async function bringStatement(page) {
  await page.getByRole('button', { name: /导入流水/ }).click()
  await page.locator('input[name=files]').setInputFiles({ name: '李四流水.csv', mimeType: 'text/csv', buffer: Buffer.from('x') })
  await page.locator('input[name=bank]').fill('山峡银行')
  await page.waitForTimeout(800)
}
async function askWorkbench(page) {
  await page.getByRole('button', { name: '提问' }).click()
  await page.waitForTimeout(500)
}
async function toEnglish(page) {
  await page.getByRole('button', { name: 'EN', exact: true }).click()
  await page.waitForTimeout(300)
}
async function sendIntake(page) {
  await fillIntake(page)
  await page.keyboard.press('Enter')
  await page.waitForTimeout(400)
  await page.keyboard.press('Enter')
  await page.waitForTimeout(3200)
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
await mkdir(folder, { recursive: true })
for (const theme of ['light', 'dark']) {
  for (const [name, screen] of Object.entries(screens)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const mock = await startMock(0)
    const context = await browser.newContext({ viewport: screen.phone ? { width: 390, height: 844 } : { width: 1366, height: 768 }, colorScheme: theme, locale: 'zh-CN' })
    const page = await context.newPage()
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !/status of 40[14]/.test(message.text())) troubles.push(`${name}/${theme}: ${message.text()}`)
    })
    page.on('pageerror', (error) => troubles.push(`${name}/${theme}: ${error.message}`))
    const home = `http://127.0.0.1:${mock.port}`
    const user = screen.user === undefined ? 'officer' : screen.user
    await page.goto(`${home}/#/login`)
    if (user !== null) {
      await page.getByLabel(/账号|User name/).fill(user)
      await page.getByLabel(/口令|Password/).fill(user)
      await page.keyboard.press('Enter')
      await page.waitForURL(/intake|cases|handovers/)
      await page.goto(home + screen.path)
      await page.waitForTimeout(700)
    }
    await screen.act?.(page)
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) })
    await context.close()
    mock.close()
  }
}
await browser.close()
for (const trouble of new Set(troubles)) console.error(trouble)
process.exitCode = troubles.length > 0 ? 1 : 0
