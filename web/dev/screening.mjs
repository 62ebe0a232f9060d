// Believable screenings for the mock: payments that were stopped, the versions that judge, and how good they were.
const iso = (ms) => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00')

export function makeScreenings() {
  const now = Date.now()
  const account = (ref, number) => ({ ref, number, name: '李*', institution: 'YZ01' })
  const step = (by, days, reason) => ({ by, at: iso(now - days * 86_400_000), reason })
  const version = (id, name, state, activated, ended) => ({ id, name, state, model: '3f9a'.repeat(16), rules: 'c01d'.repeat(16), delay_from: 300_000, hold_from: 700_000, own_thresholds: false, proposed: step('li', 90, '首次启动时装载'), activated, ended })
  const stopped = (place, decision, ended) => ({
    id: `S00000${place}`, institution: { code: 'YZ01', name: '渝州银行' }, payment_id: `20261127-00012${place}`, payer: account('A1', '9900 **** 0017'), payee: account('A2', '9900 **** 0014'),
    amount_fen: 4_180_000 * place, at: iso(now - place * 600_000), valid_until: iso(now), decision, basis: 'score', unjudged: 'none', score_millionths: 310_000 + place * 130_000, scoring: 'V2',
    reasons: [{ code: '3008', text: '收款账户：一天左右到账即转出的比例 94%' }], cases: [], orders: [], ended,
  })
  const end = (outcome) => ({ outcome, at: iso(now - 60_000), by: 'YZ01', note: '客户自述' })
  const payments = [stopped(1, 'delay', end('paid')), stopped(2, 'delay', end('confirmed')), stopped(3, 'hold', end('cancelled')), stopped(4, 'hold', null)]
  const scorings = {
    versions: [version('V1', '随产品交付', 'retired', step('config', 90, '首次启动时装载'), step('wang', 60, '换新')), version('V2', '本市一期', 'active', step('wang', 60, '影子运行一周'), null)],
    days: [], active_standing: { ready: true, behind: 0, waiting: 0, put_off: 0, payments: 402_542, late: 12, accounts: 60_120, flagged: 128, bytes: 91_000_000, since: 0, build_ms: 5_200 },
    candidate_standing: null, thresholds: [], seq: 1,
  }
  return [
    ['GET', /^\/screenings$/, (_, query) => {
      const items = payments.filter((each) => !query.get('decision') || each.decision === query.get('decision'))
      return { status: 200, body: { items, next: '', total: items.length, seq: 1 } }
    }],
    ['GET', /^\/scorings$/, () => ({ status: 200, body: scorings })],
    ['GET', /^\/scorings-record$/, () => ({ status: 200, body: record(now) })],
  ]
}

function record(now) {
  const week = (scoring, back, alerts, hits, late, undecided, came, known) => ({ scoring, from: iso(now - back * 7 * 86_400_000), alerts, hits, late, undecided, came, known, ahead_fen: hits * 2_300_000, before_fen: hits * 710_000, is_settled: back > 9 })
  const points = [...Array(60).keys()].map((place) => ({ score_millionths: 990_000 - place * 11_000, alerts: 4 + place * 6, hits: Math.round((4 + place * 6) * (0.92 - place * 0.009)), known: Math.round(150 * (1 - Math.exp(-place / 18))) }))
  const sum = (payments) => ({ payments, amount_fen: payments * 4_180_000 })
  const ends = (basis, decision, counts) => ({ basis, decision, ...Object.fromEntries(['all', 'paid', 'cancelled', 'confirmed', 'untold', 'lost'].map((name, place) => [name, sum(counts[place])])) })
  return {
    from: iso(now - 84 * 86_400_000), until: iso(now), horizon_days: 60,
    weeks: [week('V1', 11, 41, 22, 3, 0, 39, 20), week('V1', 10, 38, 19, 2, 0, 31, 17), week('V2', 9, 52, 34, 4, 3, 44, 31), week('V2', 2, 47, 18, 1, 24, 40, 28), week('V2', 1, 12, 0, 0, 12, 0, 0)],
    curves: [{ scoring: 'V1', name: '随产品交付', is_active: false, came: 70, undecided: 0, points: points.slice(0, 30) }, { scoring: 'V2', name: '本市一期', is_active: true, came: 160, undecided: 39, points }],
    stopped: [ends('score', 'delay', [120, 31, 44, 20, 25, 6]), ends('score', 'hold', [58, 4, 41, 3, 10, 2]), ends('facts', 'hold', [33, 0, 30, 0, 3, 0])],
  }
}
