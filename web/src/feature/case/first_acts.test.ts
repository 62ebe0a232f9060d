import { describe, expect, it } from 'vitest'
import { bodyOf, empty_form, first_steps, isComplete } from './first_acts'

describe('steps of the first days', () => {
  it('leaves empty fields out and tells times with their zone', () => {
    expect(bodyOf('accept', { ...empty_form, at: '2026-11-27T09:30', note: ' ' })).toEqual({ way: 'in_person', at: '2026-11-27T09:30:00.000+08:00' })
    expect(bodyOf('ask_superior', { ...empty_form, text: ' 不服 ' })).toEqual({ kind: 'superior', text: '不服' })
    expect(bodyOf('serve_superior', empty_form)).toEqual({ paper: 'ruling', appeal: 'superior', way: 'in_person' })
  })
  it('calls a time what the step calls it', () => {
    const form = { ...empty_form, at: '2026-11-27T09:30', organ: '市局', number: '复1号', reason: '意见' }
    expect(bodyOf('rule_superior', form)).toMatchObject({ decided_at: '2026-11-27T09:30:00.000+08:00' })
    expect(bodyOf('answer_transfer', form)).toMatchObject({ accepted: true, answered_at: '2026-11-27T09:30:00.000+08:00' })
    expect(bodyOf('hand_transfer', form)).toEqual({ way: 'in_person', at: '2026-11-27T09:30:00.000+08:00' })
  })
  it('knows what is missing', () => {
    expect(isComplete('accept', empty_form)).toBe(true)
    expect(isComplete('accept', { ...empty_form, way: 'unreachable' })).toBe(false)
    expect(isComplete('accept', { ...empty_form, way: 'unreachable', note: '三次未接' })).toBe(true)
    expect(isComplete('propose_transfer', { ...empty_form, reason: '犯罪地' })).toBe(false)
    expect(isComplete('answer_transfer', { ...empty_form, reason: '已受理' })).toBe(true)
    for (const act of Object.keys(first_steps)) expect(first_steps[act as keyof typeof first_steps].fields.length).toBeGreaterThan(0)
  })
})
