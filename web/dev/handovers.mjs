// Believable hand-overs for the mock: one to sign for with a freeze that lapses soon, one at court with a judgment.
const day = 86_400_000
const iso = (ms) => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00')

export function makeHandovers() {
  const now = Date.now()
  const account = (number, name) => ({ ref: 'A7', number, name, institution: { code: 'YZ01', name: '渝州银行' } })
  const freeze = (order, lapses, keeper, more = {}) => ({
    order, state: 'in_force', scope: 'limited', account: account('990022*********0014', '李*'), amount_fen: 5_000_000, held_fen: 4_800_000, returned_fen: 0, confiscated_fen: 0, left_fen: 4_800_000,
    since: iso(now - 170 * day), deadline: iso(now + lapses * day), renew_by: iso(now + (lapses - 10) * day), document: '渝公冻字〔2026〕12号', lapses_soon: lapses <= 30, keeper, reminder: null, ...more,
  })
  const police = { organ: 'police', name: null, owner: 'zhang', named: false, handover: null }
  const common = {
    case: 'C000067', from: '重庆市反诈骗中心', officer: '张警官', drafted_by: 'zhang', drafted_at: iso(now - 3 * day), sent_at: iso(now - 2 * day), note: null, article: '刑事诉讼法 第一百六十二条', article_mark: 'R~',
    property_article: '刑事诉讼法 第二百四十五条；公安机关办理刑事案件程序规定 第二百八十八条', supplements: null, due: null, ended: null, ended_at: null, disposed: false,
    evidence: [{ order: 'O000015', kind: 'opening_file', reference: '开户资料.zip', sha256: 'ab'.repeat(32) }],
    papers: [{ id: 'P000003', order: 'O000012', title: '协助冻结财产通知书', number: '渝反诈冻财字〔2026〕3号', sha256: 'cd'.repeat(32) }],
    losses: [{ index: 0, time: iso(now - 200 * day), amount_fen: 5_000_000, payer_institution: '嘉陵银行', open_fen: 5_000_000 }],
    manifest_sha256: null,
  }
  const all = [
    { ...common, id: 'H000002', kind: 'indictment', state: 'received', document: '渝中检刑诉〔2026〕8号', from: '渝中区人民检察院', to: '渝中区人民法院', side: 'receiver', officer: '李检察官', article: '刑事诉讼法 第一百七十六条',
      receipt: { document: '渝中法收字〔2026〕1号', officer: '周法官', by: 'fayuan', at: iso(now - day) }, received_at: iso(now - day), manifest_sha256: 'ef'.repeat(32), disposed: true,
      freezes: [freeze('O000012', 20, { organ: 'court', name: '渝中区人民法院', owner: 'fayuan', named: true, handover: 'H000002' }, { returned_fen: 3_000_000, left_fen: 1_800_000, reminder: { owner: 'fayuan', since: iso(now - day), due: iso(now + 10 * day) } }), freeze('O000013', 150, { organ: 'court', name: '渝中区人民法院', owner: 'fayuan', named: false, handover: 'H000002' })],
      questions: [{ text: '请说明 138****5678 的来历', by: 'fayuan', at: iso(now - day), reply: { text: '见返还计算工作表第二节', by: 'jian', at: iso(now - day / 2) } }, { text: '清单第二项的银行回执何时取得', by: 'fayuan', at: iso(now - day / 3), reply: null }],
      disposals: [{ judgment: '（2026）渝0103刑初1号', effective_at: iso(now - day), by: 'fayuan', at: iso(now - day / 2), article: '刑事诉讼法 第二百四十五条；刑法 第六十四条', items: [
        { kind: 'give_back', freeze: 'O000012', amount_fen: 3_000_000, victim_of: null, loss: 0, order: 'O000021', order_state: 'answered', paid: null },
        { kind: 'confiscate', freeze: 'O000012', amount_fen: 1_000_000, victim_of: null, loss: null, order: null, order_state: null, paid: null },
        { kind: 'release', freeze: 'O000012', amount_fen: null, victim_of: null, loss: null, order: null, order_state: null, paid: null },
        { kind: 'pursue', freeze: null, amount_fen: 200_000, victim_of: null, loss: null, order: null, order_state: null, paid: null }] }],
      people: [{ name: 'fayuan', display: '法官 周' }] },
    { ...common, id: 'H000001', kind: 'prosecution', state: 'sent', document: '渝反诈移字〔2026〕1号', to: '渝中区人民检察院', side: 'receiver', receipt: null, received_at: null,
      freezes: [freeze('O000012', 20, police), freeze('O000013', 150, police)], questions: [], disposals: [], people: [{ name: 'jian', display: '检察官 李' }] },
  ].map((each) => ({
    ...each, freeze_count: each.freezes.length, held_fen: each.freezes.reduce((sum, one) => sum + one.left_fen, 0), soonest: each.freezes[0].deadline,
    lapsing_soon: each.freezes.filter((one) => one.lapses_soon).length, reminders: each.freezes.filter((one) => one.reminder).length, open_questions: each.questions.filter((one) => one.reply === null).length,
  }))
  const ok = (body) => ({ status: 200, body })
  return [
    ['GET', /^\/handovers$/, (_, query) => ok({ items: all.filter((each) => !query.get('state') || each.state === query.get('state')) })],
    ['GET', /^\/handovers\/(\w+)$/, ([, id]) => { const found = all.find((each) => each.id === id); return found === undefined ? { status: 404, body: { title: 'not_found', detail: '没有这一移送' } } : ok(found) }],
    ['GET', /^\/cases\/(\w+)\/handovers$/, () => ok({ items: all, ready: { freezes: all[1].freezes, evidence: common.evidence, papers: common.papers, procuratorates: ['渝中区人民检察院'], courts: ['渝中区人民法院'] } })],
  ]
}
