import { describe, expect, it } from 'vitest'
import type { Order } from '@/api/types'
import { actionsOf, freezeActionsOf, isIn, lapseFirst, specialActionsOf } from './board'

const order = (fields: Partial<Order>): Order => ({
  id: 'O1',
  family: 'stop',
  state: 'review',
  case: 'C1',
  account: { ref: 'A1', number: '6222', name: '', institution: null },
  tier: 1,
  amount_fen: 1,
  held_fen: null,
  balance_fen: null,
  justification: null,
  name_unknown: false,
  reason: '',
  article: '',
  article_mark: '',
  term_hours: 48,
    term_months: 0,
    approval: null,
    freeze: null,
    former: null,
    countersigned: null,
  notice: '',
  appeal: '',
  ordinal: 1,
  authority: null,
  channel: '',
  partner_number: '',
  platform_number: '',
  result: null,
  result_text: '',
  next_action: '',
  attempts: 0,
  delivery: { dead_letter: null, dead_letter_text: '', owes_feedback: false, institution_name: '', hotline: null, by_hand: false, backup: null, requeued: 0, handed_from: null, given_up: null },
  last_error: null,
  corrects: null,
  candidate: null,
  excess_fen: 0,
  times: { reported: null, drafted: null, approved: null, sent: null, acknowledged: null, in_force: null, ended: null },
  ms: { report_to_sent: null, report_to_hold: null },
  deadline: null,
  needs: [],
  consent: null,
  evidence: null,
  payback: null,
  mark: null,
  spoken: null,
  due: null,
  drill: false,
  ...fields,
})

describe('the order board', () => {
  it('puts the clock that lapses first on top and those without a clock last', () => {
    const sorted = lapseFirst([
      order({ id: 'O3' }),
      order({ id: 'O2', deadline: '2021-01-05T09:00:00.000+08:00' }),
      order({ id: 'O4', deadline: '2021-01-04T09:00:00.000+08:00' }),
      order({ id: 'O1', deadline: '2021-01-05T09:00:00.000+08:00' }),
    ])
    expect(sorted.map((o) => o.id)).toEqual(['O4', 'O1', 'O2', 'O3'])
  })

  it('shows what needs a person whatever its state', () => {
    expect(isIn('needs', order({ state: 'refused', needs: ['correct'] }))).toBe(true)
    expect(isIn('needs', order({ state: 'refused' }))).toBe(false)
    expect(isIn('failed', order({ state: 'refused' }))).toBe(true)
    expect(isIn('waiting', order({ state: 'in_force' }))).toBe(false)
  })

  it('offers a correction only with a candidate and a release only of a stop in force', () => {
    expect(actionsOf(order({ needs: ['approve'] }))).toEqual(['approve', 'reject'])
    expect(actionsOf(order({ state: 'refused', needs: ['correct'] }))).toEqual([])
    expect(actionsOf(order({ state: 'refused', needs: ['correct'], candidate: { name: '王*' } }))).toEqual(['correct'])
    expect(actionsOf(order({ state: 'in_force' }))).toEqual(['release'])
    expect(actionsOf(order({ state: 'in_force', family: 'subject_query' }))).toEqual([])
  })
})

describe('what follows a freeze', () => {
  const freeze = (fields: Partial<Order>): Order =>
    order({
      family: 'freeze',
      state: 'in_force',
      freeze: { scope: 'limited', why_whole: null, fruits: false, months: 6, queue: false, behind: null, renewals: 0, renew_by: null, screen_by: null, screening: null, release_by: null, until: null, returned_fen: 0, confiscated_fen: 0, keeper: null },
      ...fields,
    })

  it('is offered while it stands, and not a renewal of what is to be lifted', () => {
    expect(freezeActionsOf(order({}))).toEqual([])
    expect(freezeActionsOf(freeze({ needs: ['screen'] }))).toEqual(['related', 'unrelated', 'renew', 'unfreeze'])
    expect(freezeActionsOf(freeze({ state: 'queued' }))).toEqual(['unrelated', 'unfreeze'])
    expect(freezeActionsOf(freeze({ state: 'expired' }))).toEqual([])
    const unrelated = { finding: 'unrelated' as const, by: 'li', at: '', reason: '' }
    const lifted = freeze({}).freeze
    expect(lifted === null ? [] : freezeActionsOf(freeze({ freeze: { ...lifted, screening: unrelated, release_by: '2026-01-01' } }))).toEqual(['unfreeze'])
  })

  it('leaves signatures and months of screening out of what needs somebody now', () => {
    expect(isIn('needs', freeze({ needs: ['screen', 'countersign'] }))).toBe(false)
    expect(isIn('needs', freeze({ needs: ['papers'] }))).toBe(true)
    expect(isIn('waiting', freeze({ state: 'queued' }))).toBe(true)
    expect(isIn('ended', freeze({ state: 'converted' }))).toBe(true)
  })
})

describe('what the rarer families allow', () => {
  it('extends a stop in force and nothing else', () => {
    expect(specialActionsOf(order({ state: 'in_force' }))).toEqual(['extend'])
    expect(specialActionsOf(order({ state: 'expired' }))).toEqual([])
    expect(specialActionsOf(order({ family: 'stop_release', state: 'in_force' }))).toEqual([])
  })
  it('lets a holder take back a consent once, also on its way', () => {
    const consent = { by: '王*', way: 'telephone' as const, reference: '1', given_at: '2026-01-01T00:00:00Z', revoked: null }
    expect(specialActionsOf(order({ family: 'protective_stop', state: 'acknowledged', consent }))).toEqual(['revoke'])
    const revoked = { by: 'li', at: '2026-01-01T00:00:00Z', reason: 'x' }
    expect(specialActionsOf(order({ family: 'protective_stop', state: 'in_force', consent: { ...consent, revoked } }))).toEqual([])
  })
  it('is handed over by voice while unheard, and then answered', () => {
    expect(specialActionsOf(order({ state: 'sent' }))).toEqual(['speak'])
    const spoken = { way: 'fax' as const, person: 'x', at: '2026-01-01T00:00:00Z', note: null, by: 'li' }
    expect(specialActionsOf(order({ state: 'acknowledged', spoken }))).toEqual(['hear'])
    expect(specialActionsOf(order({ state: 'answered', spoken }))).toEqual([])
  })
})
