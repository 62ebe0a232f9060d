import { describe, expect, it } from 'vitest'
import { formatBeijing, formatElapsed, formatShort, parseBeijing, parseInstant, timeLeft, toIso } from './instant'

const noon = Date.parse('2021-01-03T12:00:00.250+08:00')

describe('instants', () => {
  it('prints Beijing time whatever the machine says', () => {
    expect(formatBeijing(noon)).toBe('2021-01-03 12:00:00')
    expect(formatBeijing(noon, 'minute')).toBe('2021-01-03 12:00')
    expect(formatBeijing(Date.parse('2020-12-31T16:00:00Z'), 'day')).toBe('2021-01-01')
    expect(toIso(noon)).toBe('2021-01-03T12:00:00.250+08:00')
  })

  it('leaves the date away only on the same Beijing day', () => {
    expect(formatShort(noon, noon + 3600_000)).toBe('12:00')
    expect(formatShort(noon, noon + 13 * 3600_000)).toBe('01-03 12:00')
  })

  it('reads what officers type and refuses days that do not exist', () => {
    expect(parseBeijing('2021-01-03 12:00')).toBe(noon - 250)
    expect(parseBeijing('2021-02-30 12:00')).toBeNull()
    expect(parseBeijing('2021-01-03 25:00')).toBeNull()
    expect(parseBeijing('yesterday')).toBeNull()
    expect(parseInstant(null)).toBeNull()
    expect(parseInstant('nonsense')).toBeNull()
  })

  it('tells a deadline ahead, close and past to the millisecond', () => {
    expect(timeLeft(noon + 4 * 3600_000 + 1, noon).state).toBe('ahead')
    expect(timeLeft(noon + 4 * 3600_000, noon)).toEqual({ state: 'close', text: '04:00:00' })
    expect(timeLeft(noon + 1, noon).state).toBe('close')
    expect(timeLeft(noon, noon)).toEqual({ state: 'past', text: '00:00:00' })
    expect(timeLeft(noon + (48 * 3600 + 61) * 1000, noon).text).toBe('2d 00:01:01')
  })

  it('shortens elapsed times', () => {
    expect(formatElapsed(12.4)).toBe('12 ms')
    expect(formatElapsed(1240)).toBe('1.24 s')
    expect(formatElapsed(185_000)).toBe('3 min 05 s')
  })
})
