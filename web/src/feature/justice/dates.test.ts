import { expect, test } from 'vitest'
import { dayToIso, today } from './dates'

test('a day begins at midnight in Beijing', () => {
  expect(dayToIso('2026-11-27')).toBe('2026-11-27T00:00:00.000+08:00')
  expect(dayToIso('')).toBe(null)
  expect(dayToIso('27.11.2026')).toBe(null)
  expect(today(Date.parse('2026-11-26T17:00:00Z'))).toBe('2026-11-27')
})
