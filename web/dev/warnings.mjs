// Believable warnings for the mock: every grade and state, and one of each turn.
const minute = 60_000
const iso = (ms) => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
const units = [
  { code: '5000', name: '渝州市反诈骗中心', tier: 'city', parent: null },
  { code: '500103', name: '江中区分局', tier: 'district', parent: '5000' },
  { code: '50010301', name: '临江门派出所', tier: 'station', parent: '500103' },
]
const unit = (code) => (({ parent: _, ...rest }) => rest)(units.find((each) => each.code === code))
const grades = ['特危', '高危', '中危', '低危']
const outcomes = [
  { code: 'convinced', name: '劝阻成功', then: 'back_check' },
  { code: 'unconvinced', name: '未劝服', then: 'again' },
  { code: 'unreachable', name: '联系不上', then: 'again' },
  { code: 'paid', name: '已转账', then: 'intake' },
  { code: 'untrue', name: '不属实', then: 'end' },
]
const terms = { grades: grades.map((name) => ({ name, clocks: [] })), outcomes, units }

export function makeWarnings() {
  const now = Date.now()
  const all = new Map()
  const add = (rank, minutes, name, type, reason, more = {}) => {
    const id = `J${String(all.size + 1).padStart(6, '0')}`
    const raised = now - minutes * minute
    const clock = (step, term, stopped = null) => ({ step, begins: iso(raised), due: iso(raised + term * minute), told: 'nothing', stopped, unit: unit('50010301') })
    all.set(id, {
      id, state: 'open', grade: grades[rank], rank, fraud_type: type,
      sources: [{ kind: 'pattern', by: 'engine', at: iso(raised), feature_code: null }],
      reasons: [reason], evidence: { transfers: ['T000123', 'T000131'], cases: [], texts: [] },
      amount_fen: 4_800_000 * (rank + 1), name, phone: '139 **** 0012', is_known: true, account: null,
      unit: unit('50010301'), held_by: unit('50010301'), raised_at: iso(raised), repeat: 0, round: 1, failures: 0, lapses: 0,
      clocks: [clock('sign_off', [5, 15, 60, 60][rank]), clock('sms', 15, iso(raised + 4000)), clock('call', 60), clock('visit', 240), clock('identity', 240), clock('outcome', 360)],
      taken: [{ step: 'sms', result: 'delivered', by: 'engine', at: iso(raised + 4000), note: null, round: 1 }], outcomes: [],
      notices: [{ step: 'sms', round: 1, state: 'delivered', at: iso(raised + 4000), detail: null }],
      counter: null, next: { step: 'sign_off', due: iso(raised + [5, 15, 60, 60][rank] * minute) }, acts: ['sign_off'],
      offers_protection: false, merged_into: null, finished_at: null, person_cases: [], ...more,
    })
  }
  const done = (step) => ({ step, result: step === 'visit' ? 'met' : 'done', by: '何警官', at: iso(now - 2 * minute), note: null, round: 1 })
  const worked = { acts: ['sms', 'call', 'visit', 'identity', 'outcome'], taken: [done('sign_off'), { ...done('call'), result: 'answered' }, done('visit')] }
  add(0, 3, '赵*', '冒充公检法及政府机关', '家属来电：本人正与自称“民警”的人视频，准备转账')
  add(0, 50, '钱**', '虚假网络投资理财', '七天内第三次向荐股平台充值', { repeat: 1, failures: 1, round: 2, lapses: 1, offers_protection: true, held_by: unit('500103'), ...worked, next: { step: 'outcome', due: iso(now + 40 * minute) }, clocks: [{ step: 'outcome', begins: iso(now), due: iso(now + 40 * minute), told: 'nothing', stopped: null, unit: unit('500103') }], outcomes: [{ code: 'unconvinced', name: '未劝服', then: 'again', by: '何警官', at: iso(now - 20 * minute), note: '坚持投资', kept_fen: null, lost_fen: null, round: 1 }] })
  add(0, 1, '孙*', '冒充电商物流客服', '客户坚持向陌生账户汇款', { counter: { institution: 'YZ01', branch: '临江门支行', address: '民权路 1 号', telephone: '023-6000 1234', clerk: '李*' }, sources: [{ kind: 'branch', by: 'counter-YZ01', at: iso(now - minute), feature_code: null }] })
  add(1, 12, '李**', '刷单返利', '一小时内向三个新收款人付款，金额逐笔增大', { evidence: { transfers: ['T000201'], cases: ['C000067'], texts: ['加群领佣金，垫付当天返'] } })
  add(2, 30, '周*', '虚假贷款', '收到要求先交保证金的贷款短信')
  add(3, 20, '吴*', '网络游戏产品虚假交易', '收到低价出售游戏账号的消息', { acts: [] })
  add(1, 300, '郑*', '虚假购物服务', '机构线索', { state: 'settled', acts: ['back_check'], next: { step: 'back_check', due: iso(now + 900 * minute) }, outcomes: [{ code: 'convinced', name: '劝阻成功', then: 'back_check', by: '何警官', at: iso(now - 60 * minute), note: null, kept_fen: 3_000_000, lost_fen: null, round: 1 }] })
  add(0, 900, '王*', '虚假网络投资理财', '大额转账', { state: 'finished', acts: [], next: null, finished_at: iso(now - 100 * minute), outcomes: [{ code: 'paid', name: '已转账', then: 'intake', by: '何警官', at: iso(now - 100 * minute), note: null, kept_fen: null, lost_fen: 900_000, round: 1 }] })

  all.get('J000002').place = { located: 'several', street: null, told: true }
  all.get('J000001').place = { located: 'found', street: { code: '500103001', name: '临江门街道', district: '江中区' }, told: true }
  all.get('J000008').is_archived = true
  const guide = (type) => ({ type, updated: '2026-11-27', zh: wording, en: wording })
  const effect = {
    from: iso(now - 30 * 86_400_000), until: iso(now), raised: 41_287,
    grades: grades.map((grade, place) => ({ grade, raised: [812, 4_107, 11_560, 24_808][place], in_time: [731, 3_902, 11_204, 24_640][place], late: [81, 205, 356, 168][place], finished: [798, 4_011, 10_980, 24_700][place], repeated: [120, 311, 402, 96][place], signed_ms_p50: place === 3 ? null : [71_000, 184_000, 690_000][place], signed_ms_p95: place === 3 ? null : [288_000, 850_000, 3_300_000][place] })),
    outcomes: [...outcomes, { code: 'reminded', name: '已短信提醒' }].map(({ code, name }, place) => ({ code, name, count: [12_904, 1_022, 870, 96, 540, 24_640][place] })),
    sources: ['screening', 'pattern', 'text', 'call', 'branch', 'partner'].map((code, place) => ({ code, name: code, count: [8_200, 19_460, 4_120, 612, 95, 8_800][place] })),
    kept_fen: 1_283_400_000, lost: { after_warning: 38, after_warning_fen: 91_200_000, after_convinced: 4, without_warning: 61, without_warning_fen: 240_300_000 },
  }
  return [
    ['GET', /^\/warnings$/, (_, query) => {
      const state = query.get('state') ?? 'open'
      const list = [...all.values()].filter((each) => each.state === state && (!query.get('grade') || each.grade === query.get('grade')) && (query.get('first') !== 'true' || each.offers_protection))
      list.sort((one, other) => Number(other.offers_protection) - Number(one.offers_protection) || one.rank - other.rank || (one.next?.due ?? '').localeCompare(other.next?.due ?? ''))
      return { status: 200, body: { items: list, next: null, total: list.length, seq: 1 } }
    }],
    ['GET', /^\/warnings\/(\w+)$/, ([, id]) => (all.has(id) ? { status: 200, body: all.get(id) } : { status: 404, body: { title: 'not_found', detail: id } })],
    ['POST', /^\/warnings\/(\w+)\/steps$/, ([, id], _, body) => {
      const one = all.get(id)
      one.taken.push({ ...body, by: '何警官', at: iso(Date.now()), note: body.note ?? null, round: one.round })
      for (const clock of one.clocks) if (clock.step === body.step) clock.stopped = iso(Date.now())
      one.acts = ['sms', 'call', 'visit', 'identity', 'outcome']
      return { status: 200, body: { warning: id, seq: 2 } }
    }],
    ['GET', /^\/warning-terms$/, () => ({ status: 200, body: terms })],
    ['GET', /^\/warnings-board$/, () => ({ status: 200, body: board(now) })],
    ['POST', /^\/warnings-place$/, (_, __, { area }) => ({ status: 200, body: found(area) })],
    ['GET', /^\/warnings-effect$/, () => ({ status: 200, body: effect })],
    ['GET', /^\/public\/guides$/, () => ({ status: 200, body: { items: ['其他', '虚假网络投资理财'].map(guide) } })],
  ]
}

const wording = {
  title: '陌生人要钱，先停一停', summary: '', story: '', steps: [], do: [], never: [], if_paid: [],
  signs: ['要验证码、密码，要你打开屏幕共享。', '要你把钱转到个人账户或没听过的公司账户。'],
  ask: ['您好，我是反诈中心的工作人员。您可以挂断，自己拨96110核对。', '您现在身边有人吗，方便说话吗？', '最近有没有人联系您，说到钱、账户，或者一件着急的事？', '他是怎么找到您的，您见过本人吗？', '钱付出去了没有？付到谁的名下？'],
}

/** Three districts of six stations each, as a busy day leaves them. */
function board(now) {
  const unit = (code, name, tier, parent, raised, more = {}) => ({
    code, name, tier, parent, raised, own: 0, open: Math.round(raised * 0.5), settled: Math.round(raised * 0.2), finished: raised - Math.round(raised * 0.5) - Math.round(raised * 0.2),
    unsigned: Math.round(raised * 0.1), late: Math.round(raised * 0.07), carried: Math.round(raised * 0.15), kept_fen: raised * 1_250_000, next_due: raised === 0 ? null : iso(now + 9 * minute),
    grades: [Math.floor(raised * 0.03), Math.round(raised * 0.1), Math.round(raised * 0.3), raised - Math.floor(raised * 0.03) - Math.round(raised * 0.1) - Math.round(raised * 0.3)],
    outcomes: [Math.round(raised * 0.25), Math.round(raised * 0.05), 0, raised > 40 ? 1 : 0, 0], without_outcome: raised - Math.round(raised * 0.3), ...more,
  })
  const stations = ['临江门', '洪崖', '朝阳', '南纪', '金汤', '七星岗'].flatMap((name, place) => ['500103', '500105', '500112'].map((head, at) => unit(`${head}0${place + 1}`, `${name}${['', '二', '三'][at]}派出所`, 'station', head, [61, 14, 0, 33, 8, 22][(place + at) % 6])))
  const heads = [['500103', '江中区分局'], ['500105', '江北区分局'], ['500112', '渝东区分局']].map(([code, name], at) => unit(code, name, 'district', '5000', stations.filter((each) => each.parent === code).reduce((sum, each) => sum + each.raised, [4, 0, 11][at]), { own: [4, 0, 11][at] }))
  const root = unit('5000', '渝州市反诈骗中心', 'city', null, heads.reduce((sum, each) => sum + each.raised, 17), { own: 17 })
  return { from: iso(now), until: iso(now), grades, outcomes: outcomes.map(({ code, name }) => ({ code, name })), streets: 42, located: { found: 301, chosen: 12, several: 9, unknown: 17 }, units: [root, ...heads.flatMap((head) => [head, ...stations.filter((each) => each.parent === head.code)])] }
}

function found(area) {
  const streets = [['500103002', '大坪街道', '江中区', '50010302', '洪崖派出所'], ['500105004', '大坪街道', '江北区', '50010504', '南纪二派出所']].map(([code, name, district, own, unit_name]) => ({ code, name, district, unit: own, unit_name }))
  const fits = area.includes('大坪') ? streets : []
  return { located: fits.length > 1 ? 'several' : 'unknown', unit: fits.length > 1 ? '5000' : null, unit_name: fits.length > 1 ? '渝州市反诈骗中心' : null, streets: fits, streets_known: 42 }
}
