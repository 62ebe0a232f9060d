import { describe, expect, it } from 'vitest'
import type { RecordCurve, RecordWeek } from '@/api/types'
import { budgetsOf, lineOf, percent, precisionOf, recallOf, shareOf } from './track_record'

const week: RecordWeek = { scoring: 'V1', from: '', alerts: 12, hits: 4, late: 2, undecided: 1, came: 8, known: 2, ahead_fen: 0, before_fen: 0, is_settled: true }
const curve: RecordCurve = {
  scoring: 'V1', name: '', is_active: true, came: 4, undecided: 0,
  points: [1, 4, 9, 30].map((alerts, place) => ({ score_millionths: 900_000 - place * 100_000, alerts, hits: place + 1, known: place + 1 })),
}

describe('shares', () => {
  it('leave out what was told after the report', () => expect(precisionOf(week)).toBe(0.4))
  it('are of the accounts that came', () => expect(recallOf(week)).toBe(0.25))
  it('of nothing are no number', () => {
    expect(shareOf(0, 0)).toBeNull()
    expect(percent(null)).toBe('—')
    expect(percent(0.125)).toBe('12.5 %')
  })
})

describe('budgets', () => {
  it('show the last point within each, and the whole', () => {
    expect(budgetsOf(curve, [5, 8, 10, 20]).map((each) => each.alerts)).toEqual([4, 9, 30])
  })
  it('of no points are none', () => expect(budgetsOf({ ...curve, points: [] }, [5])).toEqual([]))
})

describe('a line', () => {
  it('goes from left to right with the origin below', () => {
    expect(lineOf(curve.points, (each) => shareOf(each.known, 4), 300, 100)).toBe('10.0,75.0 40.0,50.0 90.0,25.0 300.0,0.0')
    expect(lineOf(curve.points, () => null, 300, 100)).toBe('')
  })
})
