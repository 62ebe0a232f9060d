// Believable persons dealt with for the mock: every measure, a lapse, somebody abroad, a step undone.
const hour = 3_600_000
const day = 24 * hour
const iso = (ms) => new Date(ms + 8 * hour).toISOString().replace('Z', '+08:00')
const coded = (text) => text.split(',').map((each) => ({ code: each.split('=')[0], name: each.split('=')[1] }))
const roles = coded('organiser=组织者,backbone=骨干,caller=话务,launderer=水房,cashier=取现（车手）,card_dealer=卡商,card_lender=供卡人')
const units = [
  { code: '5000', name: '渝州市反诈骗中心' },
  { code: '500103', name: '江中区分局' },
]
const terms = {
  roles,
  penalties: coded('38=第三十八条（组织、策划、实施、参与或者帮助）,42=第四十二条,44=第四十四条（买卖出租出借卡、账户、账号）'),
  rolls: [
    { roll: 'abroad', steps: coded('verify=核实身份,locate=查明位置,persuade=劝返工作'), results: coded('confirmed=查实涉诈,unfounded=排除') },
    { roll: 'returnee', steps: coded('interview=见面核查,device=查验手机'), results: coded('clean=排除嫌疑,suspected=涉嫌犯罪') },
  ],
  units,
  may_write: true,
}

export function makePersons() {
  const now = Date.now()
  const all = new Map()
  const step = (number, kind, ago, more = {}) => ({ number, kind, case: 'C000067', unit: '500103', by: '何侦查', at: iso(now - ago), taken_at: iso(now - ago), document: `渝公刑字〔2026〕${100 + number}号`, ground: 'ordinary', note: null, penalty: null, judgement: null, undone: null, ...more })
  const clock = (kind, begins, due, article, told = 'nothing') => ({ step: 1, case: 'C000067', kind, begins: iso(now - begins), due: iso(now + due), told, article })
  const add = (name, role, measure, steps, clocks, more = {}) => {
    const id = `R${String(all.size + 1).padStart(6, '0')}`
    const due = clocks.map((each) => each.due).sort()[0] ?? null
    all.set(id, {
      id, name, id_no: '5001 **** **** **11', phones: ['138 **** 0009'], accounts: [],
      cases: [{ case: 'C000067', fraud_type: '刷单返利', role, role_name: roles.find((each) => each.code === role).name, by: '何侦查', at: iso(now - 20 * day), stage: 'investigated', sent_back: 0, is_filed: true, is_erased: false }],
      place: { where: 'at_home', country: null, by: '何侦查', at: iso(now - 20 * day) }, proofs: [],
      measure, measure_case: measure === 'none' ? null : 'C000067', since: measure === 'none' ? null : iso(now - 2 * day),
      is_held: false, is_wanted: false, is_persuaded: false, request: 'none', custody_extensions: 0,
      steps, clocks, next_due: due, is_late: clocks.some((each) => each.told === 'lapsed'),
      officer: '何侦查', unit: '500103', filed_at: iso(now - 20 * day), erased_at: null, ...more,
    })
  }
  add('赵*', 'organiser', 'arrested', [step(1, 'detained', 30 * day), step(2, 'family_told', 30 * day - hour, { note: '已电话通知其妻' }), step(3, 'interrogated', 30 * day - 2 * hour), step(4, 'detention_extended', 28 * day, { ground: 'roaming' }), step(5, 'released', 27 * day, { undone: { by: '何侦查', at: iso(now - 26 * day), reason: '登记错人' } }), step(6, 'arrest_requested', 12 * day), step(7, 'arrest_approved', 8 * day), step(8, 'arrested', 8 * day)], [clock('custody', 8 * day, 52 * day, '刑事诉讼法 第一百五十六条')], {
    cases: ['C000067', 'C000066', 'C000065', 'C000064'].map((id, place) => ({ case: id, fraud_type: ['刷单返利', '虚假贷款'][place % 2], role: place ? 'backbone' : 'organiser', role_name: place ? '骨干' : '组织者', by: '何侦查', at: iso(now - 20 * day), stage: place ? 'investigated' : 'sent_back', sent_back: place ? 0 : 1, is_filed: true, is_erased: false })),
    proofs: [{ reference: '渝公证字〔2026〕31号', sha256: 'a3f5'.repeat(16), what: '与下线 138****0012 的聊天记录', case: 'C000067', by: '何侦查', at: iso(now - 9 * day) }],
  })
  add('钱**', 'launderer', 'detained', [step(1, 'detained', 2 * day)], [clock('family', 2 * day, -day, '刑事诉讼法 第八十五条', 'lapsed'), clock('request', 2 * day, day, '刑事诉讼法 第九十一条第一款', 'ahead')])
  add('孙*', 'cashier', 'bailed', [step(1, 'bailed', 100 * day)], [clock('bail', 100 * day, 265 * day, '刑事诉讼法 第七十九条')])
  add('李*', 'caller', 'none', [step(1, 'wanted', 40 * day)], [], { is_wanted: true, place: { where: 'abroad', country: 'MM', by: '何侦查', at: iso(now - 40 * day) } })
  add('周**', 'card_lender', 'none', [step(1, 'penalised', 3 * day, { penalty: { article: '44', article_name: terms.penalties[2].name, days: 10, fine_fen: 200_000, confiscated_fen: 0 } })], [clock('penalty_custody', 3 * day, 7 * day, '反电信网络诈骗法 第四十四条'), clock('fine', 3 * day, 12 * day, '行政处罚法 第六十七条')])
  add('吴*', 'backbone', 'none', [step(1, 'judged', 5 * day, { judgement: { sentence: 'prison', months: 38, fine_fen: 3_000_000, restitution_fen: 48_000_000, court: '江中区人民法院' } })], [])
  add('郑*', 'caller', 'none', [step(1, 'summoned', 10 * hour)], [clock('holding', 10 * hour, 2 * hour, '刑事诉讼法 第一百一十九条', 'ahead')], { is_held: true })

  const timeline = [{ seq: 41, at: iso(now - 8 * day), kind: 'person_step_taken', text_zh: '人员 R000001：执行逮捕（渝公刑字〔2026〕108号）', text_en: 'Person R000001: arrested', actor: '何侦查', order: null, account: null, amount_fen: null }, { seq: 40, at: iso(now - 9 * day), kind: 'person_clock_rung', text_zh: '人员 R000001：检察院审查批捕将届满', text_en: 'Person R000001: the clock of decision lapses soon', actor: 'engine', order: null, account: null, amount_fen: null }]
  const leads = ['阿*', '黄**', '何*'].map((name, place) => ({ id: `G00000${place + 1}`, roll: place === 2 ? 'returnee' : 'abroad', name, id_no: null, country: ['MM', 'KH', 'LA'][place], source: '家属报称其在境外务工失联，银行卡近期有大额流水', owner: '何侦查', unit: '500103', listed_by: '何侦查', listed_at: iso(now - 25 * day), due: iso(now + (place === 1 ? -day : 5 * day)), article: '本中心操作规程 境外线索', steps: place === 0 ? [{ code: 'verify', name: '核实身份', by: '何侦查', at: iso(now - 20 * day), note: '身份已核实' }, { code: 'locate', name: '查明位置', by: '何侦查', at: iso(now - 12 * day), note: '在缅北某园区' }] : [], result: null }))
  const months = ['2026-08', '2026-09', '2026-10', '2026-11'].map((key) => ({ key, name: key }))
  const row = (kind, counts, times) => ({ kind, persons: counts.reduce((a, b) => a + b, 0), times, rows: months.map((month, place) => ({ ...month, persons: counts[place], times: counts[place] })) })
  const figures = { from: '2026-01-01T00:00:00.000+08:00', to: '2027-01-01T00:00:00.000+08:00', by: 'month', definition_zh: '人数：期间内该类步骤至少有一次、登记未被撤销的不同人员；同一人同一类在一个期间只计一次，无论涉及几起案件，归入期间内第一次所在的单位、类型或者月份，因此各行之和等于合计。次数：该类步骤的次数。', definition_en: 'persons: …', kinds: [row('detained', [12, 9, 20, 31], 75), row('arrested', [7, 8, 11, 16], 42), row('bailed', [3, 4, 9, 6], 22), row('transferred', [2, 0, 5, 9], 16)] }
  const page = (items) => ({ status: 200, body: { items, next: '', total: items.length, seq: 1 } })
  const one = (found) => (found === undefined ? { status: 404, body: { title: 'not_found', detail: '没有这一档案' } } : { status: 200, body: found })
  const byDue = (items) => [...items].sort((a, b) => (a.next_due ?? '9').localeCompare(b.next_due ?? '9'))
  return [
    ['GET', /^\/person-terms$/, () => ({ status: 200, body: terms })],
    ['GET', /^\/persons$/, (_, query) => page(byDue([...all.values()].filter((each) => (!query.get('measure') || each.measure === query.get('measure')) && (query.get('clock') !== 'late' || each.is_late) && (!query.get('case') || each.cases.some((c) => c.case === query.get('case'))))))],
    ['GET', /^\/persons\/figures$/, () => ({ status: 200, body: figures })],
    ['GET', /^\/persons\/figures\/records$/, () => ({ status: 200, body: { items: [...all.values()].slice(0, 4).map((each) => ({ ...each.steps[0], id: `${each.id}-1`, person: each.id, name: each.name, fraud_type: '刷单返利' })), total: 4 } })],
    ['GET', /^\/persons\/(\w+)$/, ([, id]) => { const found = all.get(id); return one(found && { ...found, may_write: true, acts: found.cases.map((each) => ({ case: each.case, kinds: ['custody_extended', 'bailed', 'released', 'penalised', 'transferred', 'judged'] })) }) }],
    ['GET', /^\/persons\/(\w+)\/timeline$/, () => page(timeline)],
    ['GET', /^\/leads$/, (_, query) => page(leads.filter((each) => each.roll === query.get('roll')))],
  ]
}
