// The world behind the mock: banks, a gang's chain of accounts, orders that go through their states.
// All people, banks and numbers are invented; the card ranges belong to nobody.
import { flowAnswer } from './flow.mjs'
import { makeBench } from './bench.mjs'
import { makeOutreach } from './outreach.mjs'
import { makeHandovers } from './handovers.mjs'
import { makePersons } from './persons.mjs'
import { makeScreenings } from './screening.mjs'
import { makeWarnings } from './warnings.mjs'

const banks = [
  { code: 'YZ01', name: '渝州银行', hotline: '023-96101', bins: ['990011'], channel: 'direct-YZ01', backup: null, duty: [{ post: '反诈专班', phone: '023-63106101', hours: '08:00-20:00' }] },
  { code: 'JL02', name: '江陵商业银行', hotline: '023-96102', bins: ['990022'], channel: 'direct-JL02', backup: null, duty: [] },
  { code: 'BS03', name: '巴山农信', hotline: '023-96103', bins: ['990033'], channel: 'hub', backup: 'desk', duty: [] },
  { code: 'HX04', name: '华西银行', hotline: '023-96104', bins: ['990044'], channel: 'hub', backup: 'desk', duty: [] },
  { code: 'KF05', name: '快付支付', hotline: '023-96105', bins: ['990055'], channel: 'hub', backup: 'desk', duty: [{ post: '反诈专班', phone: '023-63106105', hours: '08:00-20:00' }] },
]
const lane = (more = {}) => ({ breaker: 'closed', queued: 0, in_flight: 0, unanswered: 0, failures: 0, next_probe: null, ...more })
const delivered = (bank) => ({ dead_letter: null, dead_letter_text: '', owes_feedback: false, institution_name: bank.name, hotline: bank.hotline, by_hand: false, backup: bank.backup, requeued: 0, handed_from: null, given_up: null })
const law = '银发〔2016〕86号 紧急止付期限'
const iso = (ms) => new Date(ms + 8 * 3600_000).toISOString().replace('Z', '+08:00')
const mask = (n) => `${n.slice(0, 4)} **** **** ${n.slice(-4)}`
const bankOf = (n) => banks.find((bank) => n.startsWith(bank.bins[0])) ?? null

function luhn(prefix) {
  const digits = [...prefix].reverse().map(Number)
  const total = digits.reduce((t, d, i) => t + (i % 2 === 0 ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : d), 0)
  return prefix + ((10 - (total % 10)) % 10)
}
const number = (bank, n) => luhn(`${banks[bank].bins[0]}${String(100000000 + n * 7919).slice(0, 9)}`)

const chain = [
  // ref, bank, holder, tier, received, remaining, final state, exit kind
  ['A1', 0, '张*', 0, 0, 0, null, null],
  ['A2', 1, '李*', 1, 48000000, 1200000, 'stopped', null],
  ['A3', 2, '王*', 2, 18600000, 6600000, 'stopped', null],
  ['A4', 3, '赵*', 2, 15200000, 15200000, 'stopped', null],
  ['A5', 4, '陈*', 2, 13000000, 2400000, 'review', null],
  ['A6', 0, '刘*', 3, 7000000, 7000000, 'stopped', null],
  ['A7', 3, '周*', 3, 5000000, 5000000, 'refused', null],
  ['A8', 1, '', 3, 6400000, 6400000, 'running', null],
  ['A9', 4, '便民超市*', 3, 2200000, 0, 'exit', 'merchant'],
  ['A10', 2, 'ATM 取现', 3, 2000000, 0, 'exit', 'cash'],
]
const moves = [
  ['A1', 'A2', 30000000], ['A1', 'A2', 18000000], ['A2', 'A3', 18600000], ['A2', 'A4', 15200000], ['A2', 'A5', 13000000],
  ['A3', 'A6', 7000000], ['A3', 'A7', 5000000], ['A5', 'A8', 6400000], ['A5', 'A9', 2200000], ['A5', 'A10', 2000000],
]

function ref(row, i) {
  const n = number(row[1], i + 1)
  const bank = banks[row[1]]
  return { ref: row[0], number: mask(n), name: row[2], institution: row[0] === 'A8' ? null : { code: bank.code, name: bank.name } }
}
const refs = new Map(chain.map((row, i) => [row[0], ref(row, i)]))

export function makeWorld(emit) {
  const timers = new Set()
  let seq = 1200
  let nextCase = 42
  let nextOrder = 310
  const cases = new Map()
  const orders = new Map()
  const tasks = new Map()
  const alarms = new Map()
  const reveals = []
  const users = [
    { name: 'officer', display: '周警官', role: 'officer', institution: null },
    { name: 'investigator', display: '何侦查', role: 'investigator', institution: null },
    { name: 'bank-yz', display: '渝州银行反诈岗', role: 'bank', institution: 'YZ01' },
    { name: 'admin', display: '系统管理员', role: 'admin', institution: null },
    { name: 'jian', display: '检察官 李', role: 'procurator', institution: '渝中区人民检察院' },
    { name: 'fayuan', display: '法官 周', role: 'court', institution: '渝中区人民法院' },
  ]
  let user = null
  const sessionOf = () => ({ user, csrf: 'mock-token', drill: false })
  const bump = (topic, data) => emit(topic, { ...data, seq: ++seq })
  const later = (ms, act) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }

  function openCase(reportedAt, loss, victim, type, live) {
    const id = `C${String(nextCase++).padStart(6, '0')}`
    const file = {
      id, number: `渝反诈〔2026〕${id.slice(2)}号`, state: 'open', victim, fraud_type: type, reported_at: iso(reportedAt), at: reportedAt,
      loss_fen: loss, scale: loss / 48000000, accounts: new Map(), officer: '周警官', timeline: [], cascade: null, first: null,
    }
    cases.set(id, file)
    note(file, reportedAt, 'case_opened', `立案：${type}，损失 ${(loss / 100).toLocaleString()} 元`, `Case opened: loss ${loss / 100} yuan`, '周警官', null, loss)
    chain.slice(1).forEach((row, i) => {
      const at = live ? 60 + row[3] * 900 + i * 130 : 0
      const reach = () => reachAccount(file, row, live)
      if (live) later(at, reach)
      else reach()
    })
    return file
  }
  function note(file, at, kind, zh, en, actor, order, amount) {
    file.timeline.push({ seq: ++seq, at: iso(at), kind, text_zh: zh, text_en: en, actor, order, account: null, amount_fen: amount })
  }
  const scaled = (file, amount) => Math.round(amount * file.scale)

  function reachAccount(file, row, live) {
    const [id, bank, , tier, received, remaining, final, exit] = row
    const at = live ? Date.now() : file.at + 40 + tier * 900
    const account = {
      account: refs.get(id), tier, received: scaled(file, received), due_fen: scaled(file, remaining), remaining_low_fen: scaled(file, remaining * 0.8),
      remaining_high_fen: scaled(file, remaining), known_balance_fen: scaled(file, remaining * 1.3), held_fen: 0, frozen_fen: 0, state: exit ? 'exit' : 'stopping',
      exit_kind: exit, orders: [], last_movement: iso(at), unmet: null,
    }
    file.accounts.set(id, account)
    if (exit) {
      const task = { id: `K${tasks.size + 1}`, case: file.id, kind: `exit_${exit}`, text: exit === 'cash' ? '调取 ATM 监控与取款人影像' : '向商户调取订单与收货信息', owner: '周警官', due: iso(at + 24 * 3600_000), state: 'open', account: account.account, amount_fen: scaled(file, received) }
      tasks.set(task.id, task)
      bump('task', { id: task.id, case: file.id })
    } else if (final === 'running') {
      account.state = 'unmet'
      account.unmet = { reason: '开户行不明，已发主体查询', article: law }
      const task = { id: `K${tasks.size + 1}`, case: file.id, kind: 'institution_unknown', text: '确认账户开户行后补发止付', owner: '周警官', due: iso(at + 3600_000), state: 'open', account: account.account, amount_fen: account.due_fen }
      tasks.set(task.id, task)
      makeOrder(file, account, at, live, bank, 'subject_query', 'answered')
    } else {
      makeOrder(file, account, at, live, bank, 'stop', final)
    }
    bump('account', { case: file.id })
    bump('case', { id: file.id })
  }

  function makeOrder(file, account, at, live, bank, family, final) {
    const id = `O${String(nextOrder++).padStart(6, '0')}`
    const needsApproval = final === 'review'
    const order = {
      id, family, state: needsApproval ? 'review' : 'approved', case: file.id, account: account.account, tier: account.tier,
      amount_fen: family === 'stop' ? account.due_fen : null, held_fen: null, balance_fen: null,
      justification: { transfer: `T${account.account.ref.slice(1).padStart(6, '0')}`, payer: refs.get('A1'), amount_fen: account.received, time: iso(at - 60_000), serial: `S${9000 + nextOrder}` },
      name_unknown: account.account.name === '', reason: '涉案资金在该账户', article: law, article_mark: 'R~', term_hours: 48, term_months: 0, approval: null, freeze: null, former: null, countersigned: null,
      notice: '经开户行告知账户持有人，可致电 96110', appeal: '可向本中心或上级公安机关申诉', ordinal: 1,
      authority: needsApproval ? null : { kind: 'cascade', by: '周警官', at: file.reported_at, bounds: '5 层以内 · 单户 50 万元 · 120 分钟' },
      channel: banks[bank].channel, partner_number: '', platform_number: `HF${id}`, result: null, result_text: '', next_action: '', attempts: 1, delivery: delivered(banks[bank]), last_error: null,
      corrects: null, candidate: null, excess_fen: 0,
      times: { reported: file.reported_at, drafted: iso(at), approved: needsApproval ? null : iso(at + 1), sent: null, acknowledged: null, in_force: null, ended: null },
      ms: { report_to_sent: null, report_to_hold: null }, deadline: null, needs: needsApproval ? ['approve'] : [],
      consent: null, evidence: null, payback: null, mark: null, spoken: null, due: null, drill: false,
    }
    orders.set(id, order)
    account.orders.push(id)
    if (needsApproval) account.state = 'review'
    note(file, at, 'order_drafted', `起草${family === 'stop' ? '止付' : '主体查询'} ${account.account.number}`, `Order drafted for ${account.account.number}`, '联动授权', id, order.amount_fen)
    bump('order', { id, case: file.id, state: order.state })
    if (!needsApproval) send(file, account, order, at, live, bank, final)
  }

  function send(file, account, order, at, live, bank, final) {
    const ack = 46 + bank * 31
    const hold = ack + 120 + bank * 170
    const step = (ms, act) => (live ? later(ms, act) : act())
    step(6, () => {
      order.state = 'sent'
      order.times.sent = iso(at + 6)
      order.ms.report_to_sent = at + 6 - file.at
      bump('order', { id: order.id, case: file.id, state: order.state })
    })
    step(ack, () => {
      order.state = 'acknowledged'
      order.partner_number = `P${order.id.slice(1)}`
      order.times.acknowledged = iso(at + ack)
      bump('order', { id: order.id, case: file.id, state: order.state })
    })
    step(hold, () => settle(file, account, order, at + hold, final))
  }

  function settle(file, account, order, at, final) {
    if (final === 'refused') {
      Object.assign(order, { state: 'refused', result: '0301', result_text: '户名不符，未止付', next_action: '更正户名后重发', candidate: { name: '周某*' }, needs: ['correct'] })
      order.times.ended = iso(at)
      account.state = 'refused'
    } else if (final === 'answered') {
      Object.assign(order, { state: 'answered', result: '0000', result_text: '成功' })
      order.times.ended = iso(at)
    } else {
      Object.assign(order, { state: 'in_force', result: '0000', result_text: '成功', held_fen: order.amount_fen, balance_fen: account.known_balance_fen, deadline: iso(at + 48 * 3600_000), needs: [] })
      order.times.in_force = iso(at)
      order.ms.report_to_hold = at - file.at
      account.state = 'stopped'
      account.held_fen = account.due_fen
      file.first ??= (at - file.at) / 1000
    }
    note(file, at, 'order_settled', `${account.account.institution?.name ?? '国家平台'} 反馈 ${order.result} ${order.result_text}`, `Bank replied ${order.result}`, account.account.institution?.name ?? 'hub', order.id, order.held_fen)
    bump('order', { id: order.id, case: file.id, state: order.state })
    bump('account', { case: file.id })
    bump('case', { id: file.id })
    bump('stats', {})
  }

  const reachable = (a) => (a.exit_kind ? 0 : Math.max(0, a.due_fen - a.held_fen))
  const total = (list, pick) => list.reduce((t, x) => t + pick(x), 0)
  function row(file) {
    const list = [...file.accounts.values()]
    const mine = [...orders.values()].filter((o) => o.case === file.id)
    return {
      id: file.id, number: file.number, state: file.state, victim: file.victim, fraud_type: file.fraud_type, reported_at: file.reported_at, loss_fen: file.loss_fen,
      tainted_fen: file.loss_fen, held_fen: total(list, (a) => a.held_fen), frozen_fen: 0, outcome: null, erasure: null, running_fen: total(list, reachable), exited_fen: total(list.filter((a) => a.exit_kind), (a) => a.received),
      returned_fen: 0, unfollowed_fen: 0, accounts: list.length, tiers: Math.max(0, ...list.map((a) => a.tier)), orders: mine.length, orders_waiting: mine.filter((o) => o.needs.length > 0).length,
      officer: file.officer, as_of: iso(Date.now()),
    }
  }
  const feedList = () =>
    banks.map((bank, i) => ({
      institution: bank.code, name: bank.name, state: i === 3 ? 'silent' : i === 4 ? 'blind' : 'live', watermark: i === 4 ? null : iso(Date.now() - (i === 3 ? 900_000 : 1500 * (i + 1))),
      last_heard: i === 4 ? null : iso(Date.now() - (i === 3 ? 880_000 : 400)), rows: 18230 * (i + 1), duplicates: 41 * i, legs: 1200 + i * 77,
    }))
  function detail(file) {
    const base = row(file)
    const isHeld = base.running_fen === 0
    return {
      ...base, victim: { name: file.victim, phone: '138****1234', id_no: '5001**********1234' }, narrative: '被害人称在群里做任务刷单返利……', paid_by: 'transfer',
        filing: { number: null, unit: null, approved_by: null, decided_at: null, due: iso(file.at + 72 * 3600_000), recorded_by: null }, truth: null, withdrawal: null, place: { street: '500103001', age: '60-', occupation: 'retired' }, gates: { study: null, inquiries: [], result: null }, closing: null,
      losses: [{ index: 0, paid_by: 'transfer', particulars: {}, payer: refs.get('A1'), payee: refs.get('A2'), amount_fen: file.loss_fen, time: iso(file.at - 600_000), matched: true, transfer: 'T000001', query_order: null }],
      cascade: file.cascade ?? { authorised_by: '周警官', authorised_at: file.reported_at, hops_max: 5, amount_max_fen: 50000000, until: iso(file.at + 7200_000), accounts_max: 50, used_accounts: base.orders },
      next_step: isHeld ? { text: '48 小时内决定立案并冻结，或解除止付', deadline: iso(file.at + 48 * 3600_000), article: law } : { text: '批准快付支付账户的止付，资金仍在流动', deadline: iso(file.at + 1800_000), article: '银发〔2016〕86号' },
      feeds: feedList().map(({ institution, name, state, watermark }) => ({ institution, name, state, watermark })), seconds_to_first_hold: file.first,
    }
  }
  function trace(file, policy) {
    const list = [...file.accounts.values()]
    const shift = { fifo: 1, lifo: 0.93, prorata: 0.97, taint_first: 1, clean_first: 0.9 }[policy] ?? 1
    const known = new Set(['A1', ...list.map((a) => a.account.ref)])
    return {
      policy, stolen_fen: file.loss_fen, as_of: feedList(), seq,
      accounts: list.map((a) => ({ account: a.account.ref, label: a.account, tier: a.tier, received_fen: Math.round(a.received * shift), moved_fen: Math.round((a.received - a.due_fen) * shift), remaining_fen: Math.round(a.due_fen * shift), by_source: [Math.round(a.due_fen * shift)], exit: a.exit_kind !== null, unfollowed_fen: 0 })),
      transfers: moves.filter((m) => known.has(m[0]) && known.has(m[1])).map((m, i) => ({ id: `T${String(i + 1).padStart(6, '0')}`, time: iso(file.at - 600_000 + i * 21_000), payer: m[0], payee: m[1], amount_fen: scaled(file, m[2] * 1.1), kind: 'transfer', tainted_fen: Math.round(scaled(file, m[2]) * shift), by_source: [Math.round(scaled(file, m[2]) * shift)] })),
      sources: [{ index: 0, case: file.id, loss: 0, victim: file.victim }],
    }
  }
  const labelOf = (id) => refs.get(id)
  const problem = (status, title, detailText, more = {}) => ({ status, body: { type: 'about:blank', title, status, detail: detailText, ...more } })
  const ok = (body, status = 200) => ({ status, body })
  const page = (items, query) => {
    const from = Number(query.get('cursor') || 0)
    const limit = Number(query.get('limit') || 50)
    return { items: items.slice(from, from + limit), next: from + limit < items.length ? String(from + limit) : '', total: items.length, seq }
  }

  function act(order, action, reason) {
    if (!reason) return problem(422, 'bad_input', '请填写理由', { where: '/reason' })
    const file = cases.get(order.case)
    const account = file.accounts.get(order.account.ref)
    const now = Date.now()
    order.needs = []
    if (action === 'approve') {
      order.state = 'approved'
      order.times.approved = iso(now)
      account.state = 'stopping'
      send(file, account, order, now, true, 4, 'stopped')
    } else if (action === 'reject') {
      Object.assign(order, { state: 'rejected' })
      account.state = 'unmet'
    } else if (action === 'release') {
      Object.assign(order, { state: 'released', held_fen: 0 })
      account.held_fen = 0
      account.state = 'running'
    } else {
      makeOrder(file, account, now, true, 3, 'stop', 'stopped')
    }
    bump('order', { id: order.id, case: order.case, state: order.state })
    return ok({ seq })
  }

  const troubled = () => [...orders.values()].filter((order) => order.family === 'stop').slice(-5)
  const routes = [
    ['GET', /^\/me$/, () => (user ? ok(sessionOf()) : problem(401, 'unauthorised', '请登录'))],
    ['POST', /^\/logout$/, () => ((user = null), ok({}))],
    ['GET', /^\/rules$/, () => ok({ rules: [
      { key: 'stop.term', value: 48, unit: 'hour', article: law, source: '银发〔2016〕86号', mark: 'R~', from: '2016-06-01', until: null, note: '自银行止付之时起算，到期自动解除' },
      { key: 'stop.per_account_max', value: 2, unit: 'count', article: '银发〔2016〕86号 同一账户止付以两次为限', source: '银发〔2016〕86号', mark: 'R~', from: '2016-06-01', until: null, note: '' },
    ] })],
    ['GET', /^\/institutions$/, () => ok({ institutions: banks, channels: [
      { name: 'direct-YZ01', url_host: '127.0.0.1:8101', kind: 'json', state: 'up', since: iso(Date.now() - 86400_000), waiting: 0, lane: lane({ unanswered: 2 }) },
      { name: 'direct-JL02', url_host: '127.0.0.1:8102', kind: 'xml', state: 'up', since: iso(Date.now() - 86400_000), waiting: 0, lane: lane() },
      { name: 'hub', url_host: '127.0.0.1:8100', kind: 'json', state: 'down', since: iso(Date.now() - 420_000), waiting: 3, lane: lane({ breaker: 'open', queued: 3, failures: 5, next_probe: iso(Date.now() + 14_000) }) },
      { name: 'desk', url_host: '', kind: 'assisted', state: 'up', since: iso(Date.now() - 86400_000), waiting: 2, lane: lane() },
    ] })],
    ['GET', /^\/dead-letters$/, (_, query) => {
      const late = query?.get?.('feedback') === '1'
      const items = late ? [] : troubled().slice(0, 3).map((order, i) => ({ ...order, state: ['sent', 'failed', 'failed'][i], deadline: iso(Date.now() + [160_000_000, 9_000_000, -600_000][i]), last_error: ['通道无应答：连接超时', '200001 报文格式错误 Body/Reason', '连接超时'][i], delivery: { ...order.delivery, ...[{ dead_letter: 'unheard', dead_letter_text: '久未签收' }, { dead_letter: 'refused', dead_letter_text: '通道拒收' }, { dead_letter: 'lapsed', dead_letter_text: '期限届满仍未送达' }][i] } }))
      return ok({ items, total: items.length, seq })
    }],
    ['GET', /^\/assisted\/orders$/, () => {
      const items = troubled().slice(3, 5).map((order, i) => ({ ...order, state: ['approved', 'sent'][i], deadline: iso(Date.now() + 170_000_000), times: { ...order.times, approved: iso(Date.now() - 150_000), sent: i === 0 ? null : iso(Date.now() - 90_000), acknowledged: null }, delivery: { ...order.delivery, by_hand: true, handed_from: 'hub' } }))
      return ok({ items, total: items.length, seq })
    }],
    ['POST', /^\/orders\/(\w+)\/fields$/, () => ok({ seq, text: '申请编号\thf0a1b2c3d-O000311\n', fields: [['申请编号', 'hf0a1b2c3d-O000311'], ['指令类别', '紧急止付'], ['案件编号', 'C000067'], ['账号', '9900330000000000017'], ['户名', '李四'], ['金额（元）', '120000.00'], ['期限', '48小时'], ['转出账号', '9900110000000000025'], ['转账时间', '2026-11-24 09:30:05'], ['法律依据', law], ['24小时电话', '96110']].map(([title, value], i) => ({ name: `f${i}`, title, value })) })],
    ['GET', /^\/partner-scores$/, () => ok({ from: iso(Date.now() - 30 * 86400_000), until: iso(Date.now()), items: banks.map((bank, i) => ({ institution: bank.code, name: bank.name, channel: bank.channel, orders: [412, 268, 91, 37, 0][i], answered: [409, 260, 84, 21, 0][i], done: [398, 251, 70, 12, 0][i], taken_ms: { p50: [180, 320, 2400, 61_000, null][i], p95: [640, 1900, 9800, 840_000, null][i] }, stopped_ms: { p50: [410, 980, 5200, 190_000, null][i], p95: [1800, 4100, 31_000, 2_400_000, null][i] }, codes: [{ code: '0000', count: [390, 240, 66, 10, 0][i] }, { code: '0301', count: [11, 9, 12, 9, 0][i] }].filter((each) => each.count > 0), undelivered: [0, 0, 2, 1, 0][i], owes_feedback: [0, 1, 0, 4, 0][i] })) })],
    ['GET', /^\/feeds$/, () => ok({ feeds: feedList(), now: iso(Date.now()) })],
    ['GET', /^\/approvals$/, () => ok({ offices: [], total: 0, more: false, seq, items: [...orders.values()].filter((o) => o.needs.includes('approve')).map((order) => ({ act: 'approve', office: null, order })) })],
    ['GET', /^\/colleagues$/, () => ok({ items: [{ name: 'wang', display: '王警官', role: 'officer', duty: 'none' }] })],
    ['GET', /^\/delegations$/, () => ok({ items: [] })],
    ['GET', /^\/stats$/, () => {
      const list = [...cases.values()].map(row)
      const sum = (key) => total(list, (r) => r[key])
      return ok({ now: iso(Date.now()), cases_open: list.filter((r) => r.state === 'open').length, loss_fen: sum('loss_fen'), held_fen: sum('held_fen'), running_fen: sum('running_fen'), orders_waiting: sum('orders_waiting'), stop_ms_p50: 214, stop_ms_p95: 1180, stops_today: orders.size, memory: { state: 'ample', own_bytes: 812_000_000, limit_bytes: 8 * 2 ** 30, archived_bytes: 0 } })
    }],
    ['POST', /^\/intake\/check$/, (_, __, body) => {
      const bank = body.account ? bankOf(body.account) : null
      const answer = {}
      if (body.account) answer.account = { valid_check_digit: true, grouped: body.account.replace(/(.{4})(?=.)/g, '$1 '), institution: bank && { code: bank.code, name: bank.name, hotline: bank.hotline }, known: bank !== null, seen_transfers: bank ? 12 : 0, open_cases: bank?.code === 'JL02' ? 1 : 0 }
      if (body.payee) answer.matches = body.amount_fen % 1000000 === 0 ? [{ transfer: 'T000001', time: body.time, amount_fen: body.amount_fen, payer: mask(body.payer), payee: mask(body.payee) }] : []
      return ok(answer)
    }],
    ['POST', /^\/reports$/, (_, __, body) => {
      const loss = body.losses?.[0]
      if (!loss?.payee_account) return problem(422, 'bad_input', '缺少收款账号', { where: '/losses/0/payee_account' })
      const file = openCase(Date.now(), loss.amount_fen, body.victim?.name ? `${body.victim.name[0]}*` : '某*', body.fraud_type, true)
      return ok({ case: file.id, seq: ++seq, losses: [{ index: 0, matched: true, transfer: 'T000001' }] }, 201)
    }],
    ['GET', /^\/cases$/, (_, query) => {
      const q = query.get('q') ?? ''
      const list = [...cases.values()].map(row).filter((r) => (!query.get('state') || r.state === query.get('state')) && (q === '' || JSON.stringify(r).includes(q)))
      list.sort((a, b) => (query.get('order') === 'amount_descending' ? b.loss_fen - a.loss_fen : query.get('order') === 'oldest_first' ? a.reported_at.localeCompare(b.reported_at) : b.reported_at.localeCompare(a.reported_at)))
      return ok(page(list, query))
    }],
    ['GET', /^\/cases\/(\w+)\/(converge|origin)$/, ([, id, what], query) => ok(flowAnswer(what, query, trace(cases.get(id), query.get('policy') ?? 'fifo'), labelOf))],
    ['GET', /^\/cases\/(\w+)(?:\/(\w+))?$/, ([, id, part], query) => {
      const file = cases.get(id)
      if (!file) return problem(404, 'not_found', `没有案件 ${id}`)
      if (part === 'accounts') return ok({ as_of: iso(Date.now()), items: [...file.accounts.values()].map((a) => ({ ...a, reachable_fen: reachable(a) })).sort((a, b) => b.reachable_fen - a.reachable_fen) })
      if (part === 'trace') return ok(trace(file, query.get('policy') ?? 'fifo'))
      if (part === 'timeline') return ok({ items: file.timeline })
      return ok(detail(file))
    }],
    ['POST', /^\/cases\/(\w+)\/(stops|cascade|losses)$/, ([, id, part], _, body) => {
      const file = cases.get(id)
      if (!file) return problem(404, 'not_found', `没有案件 ${id}`)
      if (part === 'cascade') {
        file.cascade = { authorised_by: user?.display ?? '', authorised_at: iso(Date.now()), hops_max: body.hops_max, amount_max_fen: body.amount_max_fen, until: iso(Date.now() + body.minutes * 60_000), accounts_max: body.accounts_max, used_accounts: 0 }
        bump('case', { id })
        return ok({})
      }
      if (part === 'losses') {
        file.loss_fen += body.amount_fen
        bump('case', { id })
        return ok({}, 201)
      }
      const account = file.accounts.get(body.account)
      if (!account) return problem(404, 'not_found', '没有该账户')
      makeOrder(file, account, Date.now(), true, 0, 'stop', 'review')
      return ok({ order: account.orders.at(-1) }, 201)
    }],
    ['GET', /^\/orders$/, (_, query) => {
      const list = [...orders.values()].filter((o) => (!query.get('case') || o.case === query.get('case')) && (!query.get('family') || o.family === query.get('family')))
      return ok(page(list.reverse(), query))
    }],
    ['GET', /^\/orders\/(\w+)$/, ([, id]) => (orders.has(id) ? ok(orders.get(id)) : problem(404, 'not_found', `没有指令 ${id}`))],
    ['POST', /^\/orders\/(\w+)\/(approve|reject|release|correct)$/, ([, id, action], _, body) => (orders.has(id) ? act(orders.get(id), action, body.reason) : problem(404, 'not_found', `没有指令 ${id}`))],
    ['GET', /^\/tasks$/, (_, query) => ok({ items: [...tasks.values()].filter((k) => !query.get('case') || k.case === query.get('case')) })],
    ['POST', /^\/tasks\/(\w+)\/done$/, ([, id]) => ((tasks.get(id).state = 'done'), bump('task', { id, case: tasks.get(id).case }), ok({}))],
    ['GET', /^\/alarms$/, () => ok({ items: [...alarms.values()] })],
    ['POST', /^\/alarms\/(\w+)\/acknowledge$/, ([, id]) => ((alarms.get(id).acknowledged_by = user?.display ?? ''), bump('alarm', { id }), ok({}))],
    ['POST', /^\/reveal$/, (_, __, body) => {
      reveals.unshift({ at: iso(Date.now()), by: user?.display ?? '', kind: body.kind, id: body.id, field: body.field, reason: body.reason })
      const i = chain.findIndex((r) => r[0] === body.id)
      return ok({ values: body.kind === 'case' ? { name: '张三', phone: '13812341234', id_no: '500101199001011234' } : { number: number(chain[i][1], i + 1), name: `${chain[i][2].replace('*', '')}某` }, until: iso(Date.now() + 600_000) })
    }],
    ['GET', /^(\/graph\/\w+)$/, ([, what], query) => ok(flowAnswer(what, query, trace([...cases.values()].at(-1), 'fifo'), labelOf))],
    ['GET', /^\/reveals$/, () => ok({ items: reveals })],
    ['GET', /^\/search$/, (_, query) => {
      const q = query.get('q') ?? ''
      const found = [...cases.values()].filter((f) => f.number.includes(q) || f.id.includes(q)).map((f) => ({ kind: 'case', id: f.id, title: f.number, subtitle: `${f.victim} ${f.fraud_type}` }))
      const ordered = [...orders.values()].filter((o) => o.id.includes(q)).map((o) => ({ kind: 'order', id: o.id, title: o.id, subtitle: o.account.number }))
      return ok({ items: [...found, ...ordered].slice(0, 12) })
    }],
    ['GET', /^\/users$/, () => ok({ items: users })],
    ['POST', /^\/users$/, (_, __, body) => (users.some((u) => u.name === body.name) ? problem(409, 'already_exists', `用户 ${body.name} 已存在`) : (users.push({ ...body, password: undefined }), ok({}, 201)))],
    ['POST', /^\/users\/([\w-]+)\/disable$/, ([, name]) => ((users.find((u) => u.name === name).disabled = true), ok({}))],
    ['POST', /^\/api-keys$/, () => ok({ key: 'hf_mock_5f0c9d1e7a' }, 201)],
  ]

  const warnings = [...makeWarnings(), ...makeScreenings()]
  const bench = makeBench()
  const persons = [...makePersons(), ...makeOutreach()]
  const handovers = makeHandovers()
  function answer(method, path, query, body, headers) {
    if (method === 'POST' && path === '/login') {
      const found = users.find((u) => u.name === body.name && body.password === body.name)
      if (!found) return problem(401, 'unauthorised', '账号或口令不对')
      user = found
      return ok(sessionOf())
    }
    if (user === null) return problem(401, 'unauthorised', '请登录')
    if (method !== 'GET' && headers['x-csrf-token'] !== 'mock-token') return problem(403, 'forbidden', 'CSRF')
    for (const [verb, pattern, handle] of [...bench, ...handovers, ...routes, ...warnings, ...persons]) {
      const match = verb === method ? pattern.exec(path) : null
      if (match) return handle(match, query, body)
    }
    return problem(404, 'not_found', path)
  }

  const start = Date.now()
  for (let i = 0; i < 26; ++i) {
    const types = ['刷单返利', '虚假投资理财', '冒充客服', '冒充公检法', '虚假贷款']
    const file = openCase(start - (26 - i) * 5_400_000, 800000 + i * i * 137000, `${'王李张刘陈杨赵黄周吴'[i % 10]}*`, types[i % 5], false)
    if (i % 4 === 0) file.state = 'closed'
  }
  alarms.set('L1', { id: 'L1', kind: 'feed_blind', text: '快付支付：从未收到数据', since: iso(start - 3_600_000), cleared: null, acknowledged_by: null })
  alarms.set('L2', { id: 'L2', kind: 'channel_down', text: '国家平台通道中断，待发 3 条指令', since: iso(start - 420_000), cleared: null, acknowledged_by: null })
  alarms.set('L3', { id: 'L3', kind: 'feed_silent', text: '江陵商业银行：静默 12 分钟', since: iso(start - 9_000_000), cleared: iso(start - 8_200_000), acknowledged_by: '何侦查' })

  return {
    answer,
    seq: () => seq,
    sampleNumbers: () => ({ payer: number(0, 501), payee: number(1, 502) }),
    stop: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
