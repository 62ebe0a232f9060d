import { expect, it } from 'vitest'
import type { Warning, WarningStep } from '@/api/types'
import { gradeWord, nextStep, results_of } from './warning_words'

const clock = (step: WarningStep, stopped: string | null = null): Warning['clocks'][number] => ({
  step,
  begins: '2026-11-27T09:00:00+08:00',
  due: '2026-11-27T10:00:00+08:00',
  told: 'nothing',
  stopped,
  unit: null,
})
const warning = (acts: WarningStep[], clocks: Warning['clocks']): Warning => ({ acts, clocks }) as unknown as Warning

it('leads from one step to the next, and past what the grade does not ask for', () => {
  const all = [clock('sign_off'), clock('call'), clock('outcome')]
  expect(nextStep(warning(['sign_off'], all))).toBe('sign_off')
  const signed = [clock('sign_off', 'x'), clock('call'), clock('outcome')]
  expect(nextStep(warning(['call', 'visit', 'sms'], signed))).toBe('call')
  const called = [clock('call', 'x'), clock('outcome')]
  expect(nextStep(warning(['call', 'visit', 'identity', 'outcome'], called))).toBe('outcome')
  expect(nextStep(warning(['back_check'], [clock('back_check')]))).toBe('back_check')
  expect(nextStep(warning([], []))).toBeNull()
})

it('is loud by rank alone, and offers results for every step but the outcome', () => {
  expect(gradeWord('特危', 0).tone).toBe('running')
  expect(gradeWord('低危', 3).tone).toBe('done')
  for (const [step, results] of Object.entries(results_of)) expect(results.length > 0).toBe(step !== 'outcome')
})
