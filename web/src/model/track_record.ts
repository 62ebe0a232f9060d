// Shares and curves of a version's record. A share of nothing is no number.
import type { RecordCurve, RecordPoint, RecordWeek } from '@/api/types'

export const shareOf = (part: number, all: number): number | null => (all === 0 ? null : part / all)
export const percent = (share: number | null): string => (share === null ? '—' : `${(share * 100).toFixed(1)} %`)

/** Of alerts that were not told after the report. */
export const precisionOf = (week: RecordWeek): number | null => shareOf(week.hits, week.alerts - week.late)
export const recallOf = (week: RecordWeek): number | null => shareOf(week.known, week.came)

/** The last point within each budget, and the whole; budgets that hold no more than the one before are left out. */
export function budgetsOf(curve: RecordCurve, budgets: readonly number[]): RecordPoint[] {
  const chosen: RecordPoint[] = []
  for (const budget of [...budgets, Infinity]) {
    const within = curve.points.filter((each) => each.alerts <= budget).at(-1)
    if (within !== undefined && within.alerts !== chosen.at(-1)?.alerts) chosen.push(within)
  }
  return chosen
}

/** A line of SVG over 0..width and 0..height, the origin below; points without a value are left out. */
export function lineOf(points: readonly RecordPoint[], value: (point: RecordPoint) => number | null, width: number, height: number): string {
  const most = Math.max(1, points.at(-1)?.alerts ?? 1)
  return points
    .flatMap((point) => {
      const y = value(point)
      return y === null ? [] : [`${((point.alerts / most) * width).toFixed(1)},${((1 - y) * height).toFixed(1)}`]
    })
    .join(' ')
}
