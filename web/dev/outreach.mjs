// Believable education for the mock: streets of one district, campaigns, a re-visit under way.
const day = 86_400_000
const iso = (ms) => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
const pairs = (text) => text.split(' ').map((each) => ({ code: each.split('=')[0], name: each.split('=')[1] }))
const names = ['解放碑街道', '朝天门街道', '七星岗街道', '大溪沟街道', '两路口街道', '上清寺街道', '菜园坝街道', '石油路街道', '大坪街道', '化龙桥街道', '南纪门街道']

export function makeOutreach() {
  const now = Date.now()
  const streets = names.map((name, place) => {
    const households = 4_000 + ((place * 2_713) % 17_000)
    const claimed = Math.floor(households * [0.72, 0.31, 0.93, 0, 0.55, 0.18, 0.64, 0.4, 0.87, 0.05, 0.22][place])
    const isAudited = place % 3 === 0 && claimed > 0
    const confirmed = isAudited ? 17 - place : 0
    return {
      code: String(500_103_001 + place), name, district: '江中区', unit: place % 2 ? '50010302' : '50010301', households, source: '社区台账 2026-06',
      rounds: claimed === 0 ? 0 : 3 + place, claimed, counted: isAudited ? Math.floor((claimed * confirmed) / 20) : claimed, low: isAudited ? Math.floor(claimed * 0.55) : 0,
      is_audited: isAudited, confirmed, not_visited: isAudited ? 20 - confirmed : 0, unreachable: isAudited ? 2 : 0,
    }
  })
  const terms = {
    audiences: pairs('community=社区 rural=农村 family=家庭 school=学校 company=企业'),
    occupations: pairs('student=学生 worker=企业职工 finance=财会人员 retired=离退休 household=家庭主妇（夫）'),
    ages: ['0-17', '18-29', '30-44', '45-59', '60-'],
  }
  const campaign = (number, title, audience, topic, street, ago, report, withdrawn = null) => ({
    id: `E00000${number}`, title, audience, topic, unit: '50010301', street, from: iso(now - ago * day), until: iso(now - (ago - 2) * day), by: '李静', at: iso(now - (ago + 5) * day),
    report: report && { ...report, note: '小区广场', by: '李静', at: iso(now - (ago - 2) * day) }, withdrawn, state: withdrawn ? 'withdrawn' : report ? 'reported' : 'planned',
  })
  const campaigns = [
    campaign(1, '银发族防骗讲座', 'family', '冒充公检法及政府机关', '500103001', 40, { reached: 320, material: 600 }),
    campaign(2, '开学第一课', 'school', '刷单返利', '500103005', 85, { reached: 2_150, material: 2_400 }),
    campaign(3, '财会人员专场', 'company', '冒充领导熟人', null, 12, { reached: 86, material: 90 }),
    campaign(4, '赶集日宣传', 'rural', 'general', '500103009', -6, null),
    campaign(5, '夜市宣传', 'community', 'general', '500103002', 20, null, { by: '李静', at: iso(now - 21 * day), reason: '大雨改期' }),
  ]
  const sampled = [['V000007', 12, 'confirmed', '住户能说出三条防骗要点'], ['V000004', 3, 'not_visited', '住户称无人来过'], ['V000009', 41, null, ''], ['V000004', 18, 'unreachable', '三次上门无人'], ['V000007', 2, null, '']]
    .map(([round, number, finding, note], index) => ({ index, round, number, finding, note, by: finding && '何侦查', at: finding && iso(now - day) }))
  const audits = [
    { id: 'Z000002', street: '500103001', seed: '9f3ac41d'.repeat(8), rounds: ['V000004', 'V000007', 'V000009'], wanted: 5, drawn: 5, checked: 3, reason: '季度抽查', by: '何侦查', at: iso(now - 2 * day), sampled, state: 'open' },
    { id: 'Z000001', street: '500103004', seed: '51be07aa'.repeat(8), rounds: ['V000002'], wanted: 2, drawn: 2, checked: 2, reason: '群众反映', by: '何侦查', at: iso(now - 30 * day), sampled: sampled.slice(0, 2), state: 'done' },
  ]
  const rounds = [[12, 10, null], [45, 45, null], [60, 31, { by: '李静', at: iso(now - 2 * day), reason: '跑错楼栋' }]].map(([households, first, withdrawn], place) => ({ id: `V00000${place + 1}`, street: streets[place].code, unit: streets[place].unit, campaign: null, day: iso(now - (3 + place) * day), households, first, has_doors: place !== 1, by: '李静', at: iso(now - 3 * day), withdrawn, state: withdrawn ? 'withdrawn' : 'counted' }))
  const quizzes = [['较场口社区', 'general', 46, 10, 371, 5], ['嘉滨路社区', '刷单返利', 30, 10, 262, 1]].map(([community, topic, takers, questions, right, fell], place) => ({ id: `QZ00000${place + 1}`, street: streets[place].code, community, topic, day: iso(now - (9 + place) * day), takers, questions, right, fell, by: '李静', at: iso(now - 8 * day), withdrawn: null, state: 'counted' }))
  const effect = { from: iso(now - 112 * day), at: iso(now - 56 * day), until: iso(now), weeks: 8, cases: 412, placed: 365, with: { streets: 6, households: 71_204, before: 121, after: 88 }, without: { streets: 5, households: 52_330, before: 74, after: 82 }, left_out: 0, why_not: null, difference: -6.2, low: -10.9, high: -1.3 }
  const count = (text) => text.split(' ').map((each) => ({ name: each.split('=')[0], cases: Number(each.split('=')[1]) }))
  const topics = {
    from: iso(now - 7 * day), until: iso(now),
    items: [
      { type: '刷单返利', cases: 14, before: 9, districts: count('江中区=8 江北区=4'), ages: count('18-29=8 30-44=4'), occupations: count('student=6 household=3') },
      { type: '冒充公检法及政府机关', cases: 6, before: 7, districts: count('江中区=4'), ages: count('60-=5'), occupations: count('retired=5') },
      { type: '虚假贷款', cases: 3, before: 0, districts: [], ages: count('30-44=3'), occupations: [] },
    ],
  }
  const ok = (body) => ({ status: 200, body })
  const page = (items) => ok({ items, next: '', total: items.length, total_is_least: false, seq: 1 })
  const done = () => ok({ seq: 1 })
  return [
    ['GET', /^\/outreach\/streets$/, () => ok({ items: streets, terms })],
    ['GET', /^\/outreach\/campaigns$/, () => page(campaigns)],
    ['GET', /^\/outreach\/rounds$/, () => page(rounds)],
    ['GET', /^\/outreach\/audits$/, () => page(audits)],
    ['GET', /^\/outreach\/quizzes$/, () => page(quizzes)],
    ['GET', /^\/outreach\/effect$/, () => ok(effect)],
    ['GET', /^\/outreach\/topics$/, () => ok(topics)],
    ['GET', /^\/public\/topics$/, () => ok({ types: topics.items.map((each) => each.type) })],
    ['GET', /^\/public\/reputation\/[0-9a-f]{4}$/, () => ok({ items: [] })],
    ['POST', /^\/outreach\//, done],
    ['POST', /^\/cases\/[^/]+\/place$/, done],
  ]
}
