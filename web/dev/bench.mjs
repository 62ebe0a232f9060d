// Believable statements and answers of the workbench for the mock.
const iso = (ms) => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
const hour = 3_600_000
const bank = (code, name) => ({ code, name })
const names = ['李*', '赵*', '孙*', '周*', '吴*', '郑*', '王*', '冯*', '陈*', '楚*']
const ref = (i) => ({ ref: `A${i + 1}`, number: `9900 **** **** ${String(1000 + i * 37)}`, name: names[i % names.length], institution: bank(i % 2 ? 'YZ01' : 'SX02', i % 2 ? '渝州银行' : '山峡银行') })
const ok = (body, status = 200) => ({ status, body })
const option = (name, form, otherwise = '', more = {}) => ({ name, form, otherwise, least: 1, most: 1, choices: '', ...more })
const span = [option('since', 'moment'), option('until', 'moment'), option('amount_min_yuan', 'yuan', '0')]
const questions = [
  { name: 'common', accounts_min: 2, accounts_max: 50, options: [...span, option('shared', 'count', '2', { most: 50 })] },
  { name: 'appearing', accounts_min: 0, accounts_max: 50, options: [...span, option('silence', 'length', '7d')] },
  { name: 'passing', accounts_min: 0, accounts_max: 0, options: [...span, option('quickly', 'length', '1h'), option('in_min_yuan', 'yuan', '0')] },
  { name: 'returning', accounts_min: 0, accounts_max: 50, options: [...span, option('hops', 'count', '4', { least: 2, most: 8 }), option('window', 'length', '3d')] },
  { name: 'together', accounts_min: 0, accounts_max: 0, options: [span[0], span[1], option('apart', 'length', '30m'), option('users_max', 'count', '50')] },
  { name: 'rhythm', accounts_min: 1, accounts_max: 1, options: [...span, option('side', 'choice', 'out', { choices: 'out,in,any' })] },
  { name: 'levels', accounts_min: 1, accounts_max: 50, options: [...span, option('levels', 'count', '5', { most: 20 }), option('stay', 'length', '48h'), option('way', 'choice', 'down', { choices: 'down,up' })] },
  { name: 'groups', accounts_min: 0, accounts_max: 0, options: [...span, option('in_min_yuan', 'yuan', '0'), option('size_min', 'count', '3')] },
  { name: 'cash', accounts_min: 0, accounts_max: 0, options: [...span, option('kept', 'length', '30d')] },
  { name: 'shared', accounts_min: 0, accounts_max: 0, options: [span[0], span[1], option('users_max', 'count', '50')] },
]

function answerOf(question, now) {
  const accounts = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`A${i + 1}`, ref(i)]))
  const edges = Array.from({ length: 40 }, (_, i) => ({ payer: `A${(i % 12) + 1}`, payee: `A${((i * 7 + 3) % 24) + 1}`, amount_fen: 100_000 + ((i * 7919) % 900) * 10_000, transfers: (i % 5) + 1 }))
  const base = { question, accounts, picture: { nodes: Object.keys(accounts), edges, nodes_total: 24, edges_total: 40 }, looked_at: { transfers: 1834, accounts: 24 }, truncated: null, remarks: [], as_of: [], seq: 9 }
  if (question === 'rhythm') {
    const columns = [{ name: 'day', form: 'text' }, ...Array.from({ length: 24 }, (_, h) => ({ name: String(h).padStart(2, '0'), form: 'number' }))]
    const rows = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'].map((day, d) => [day, ...Array.from({ length: 24 }, (_, h) => (h > 8 && h < 23 ? (d * 5 + h * 3) % 9 : 0))])
    return { ...base, columns, rows, remarks: [{ key: 'payments', values: ['412'], text: '412 payments' }, { key: 'forecast', values: ['2026-11-27 19:10', '2026-11-27 21:40', '2026-11-27 20:05', '36', '28', '35'], text: '' }] }
  }
  if (question === 'cash') {
    const columns = [['place', 'text'], ['terminal', 'text'], ['draws', 'number'], ['drawn_yuan', 'yuan'], ['accounts', 'number'], ['by', 'accounts'], ['busiest', 'text'], ['first', 'moment'], ['last', 'moment'], ['still_recorded', 'number'], ['recorded_until', 'moment']].map(([name, form]) => ({ name, form }))
    const places = ['观音桥支行', '解放碑支行', '南坪步行街支行', '沙坪坝三峡广场支行', '杨家坪支行']
    return { ...base, columns, rows: places.map((place, i) => [place, `ATM${i + 3}`, 12 - i * 2, 2_400_000 - i * 390_000, 3, [`A${i + 2}`, `A${i + 5}`], '21:00', iso(now - (90 - i) * hour), iso(now - (20 + i) * hour), 9 - i, iso(now + (i + 1) * 26 * hour)]) }
  }
  const columns = [['account', 'accounts'], ['role', 'text'], ['in_yuan', 'yuan'], ['out_yuan', 'yuan'], ['quick_yuan', 'yuan'], ['passed_yuan', 'yuan'], ['kept_yuan', 'yuan'], ['last', 'moment']].map(([name, form]) => ({ name, form }))
  const roles = ['passing', 'resting', 'mixed', 'source']
  return { ...base, columns, rows: Array.from({ length: 24 }, (_, i) => [[`A${i + 1}`], roles[i % 4], 98_000_000 - i * 3_000_000, 91_000_000 - i * 2_900_000, 80_000_000 - i * 2_500_000, 88_000_000 - i * 2_800_000, 7_000_000, iso(now - i * hour)]), truncated: { limit: 'transfers', value: 200000 } }
}

function previewOf(now) {
  const column = (heading, name, source = 'known') => ({ heading, column: name, source })
  const sheet = {
    name: '交易明细', kind: 'transfers', hidden: false, header_row: 4, missing: null, owner: '9900220000000000014', owner_name: '李四', rows: 812, taken: 797, refused: 3, passed_over: 2, duplicates: 10, second_legs: 0,
    first: iso(now - 900 * hour), last: iso(now - 3 * hour), in_fen: 182_340_000, out_fen: 181_950_000,
    columns: [column('交易卡号', 'own_card'), column('户名', 'own_name'), column('交易时间', 'time'), column('借贷标志', 'direction'), column('发生额度', 'amount', 'by_hand'), column('对方账号', 'other_account'), column('对方户名', 'other_name'), column('渠道代码', null, 'none'), column('交易地点', 'place'), column('IP地址', 'ip')],
    samples: Array.from({ length: 6 }, (_, i) => ({ row: 5 + i, time: iso(now - (60 - i) * hour), payer: '9900220000000000014', payer_name: '李四', payee: `990011000000000${String(1000 + i)}`, payee_name: '赵六', amount_fen: 3_000_000 + i * 11_000, kind: i === 4 ? 'cash' : 'transfer', note: i === 4 ? 'ATM取现' : '货款' })),
  }
  return {
    files: [{ name: '李四流水 2026年11月.xlsx', error: null, format: 'xlsx', sheets: [sheet], notes: [{ sheet: '交易明细', row: 19, column: 6, heading: '对方账号', what: 'refused', reason: 'account "6.22E+18" was rounded by a spreadsheet; ask for it as text', raw: '9900220000000000014 李四 … 6.22E+18' }] }],
    accounts: [{ kind: 'failed', account: '9900110000000000033', name: '', bank: '渝州银行', reason: '系统繁忙' }], failed: 1, unused_headings: [],
  }
}

export function makeBench() {
  const now = Date.now()
  const statement = {
    id: 'B000001', case: 'C000067', state: 'taken', by: 'officer', at: iso(now - 30 * 60_000), bank: '山峡银行', document: '渝公调证字〔2026〕118号',
    files: [{ name: '李四流水 2026年11月.xlsx', sha256: 'f3a1'.repeat(16), bytes: 184_320, counts: { rows: 812, taken: 797, refused: 3, passed_over: 2, duplicates: 10, second_legs: 0 } }],
    outcome: { at: iso(now - 29 * 60_000), fresh: 781, known: 14, legs: 2, unreadable: 0, accounts: [ref(0)], failed: [{ index: 0, account: ref(1), why: '系统繁忙', order: null, order_state: null }, { index: 1, account: { ...ref(2), institution: null }, why: '账号不存在', order: null, order_state: null }], failed_total: 2, error: null },
    progress: { state: 'done', bytes_done: 184_320, bytes_total: 184_320, rows: 797, fresh: 781, known: 16, refused: 3, error: null },
  }
  const analysis = { id: 'N000001', owner: 'officer', name: '过渡账户', question: 'passing', options: [{ name: 'quickly', text: '1h' }], accounts: [], cases: ['C000067'], sharing: 'everyone', saved_at: iso(now - 5 * hour), run: { at: iso(now - 600_000), as_of: 4000, rows: 24, limit: null, error: null, accounts: 24, appeared: [ref(3), ref(4)], vanished: [ref(8)] } }
  const page = (items) => ok({ items, next: '', total: items.length, seq: 9 })
  return [
    ['GET', /^\/workbench\/questions$/, () => ok({ questions })],
    ['POST', /^\/workbench\/answers$/, (_, __, body) => ok(answerOf(body.question, now))],
    ['GET', /^\/analyses$/, () => page([analysis])],
    ['GET', /^\/cases\/\w+\/statements$/, () => page([statement])],
    ['GET', /^\/statements\/previews\/\w+$/, () => ok({ progress: statement.progress, preview: previewOf(now) })],
    ['GET', /^\/statements\/(\w+)$/, () => ok(statement)],
    ['POST', /^\/statements\/files$/, () => ok({ file: 'f1', bytes: 184_320, sha256: 'f3a1'.repeat(16), format: 'xlsx' }, 201)],
    ['POST', /^\/cases\/\w+\/statements\/preview$/, () => ok({ preview: 'p1' }, 202)],
    ['GET', /^\/statement-headings$/, () => ok({ banks: [{ bank: '山峡银行', headings: [{ heading: '发生额度', column: 'amount' }] }], columns: ['time', 'direction', 'amount', 'debit', 'credit', 'own_account', 'own_card', 'own_name', 'other_account', 'other_name', 'serial', 'place', 'terminal', 'ip', 'mac', 'device', 'note'] })],
  ]
}
