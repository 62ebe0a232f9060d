import { describe, expect, it } from 'vitest'
import { exitNote } from './words'

describe('exitNote', () => {
  it('says how money left', () => {
    expect(exitNote({ exit_kind: 'merchant', reopened_at: null })).toBe('商户')
  })
  it('says that a reply showed an account there', () => {
    expect(exitNote({ exit_kind: null, reopened_at: '2026-11-24T10:00:00.000+08:00' })).toBe('出口已核实为账户')
  })
  it('still says how money leaves where some of it does', () => {
    expect(exitNote({ exit_kind: 'merchant', reopened_at: '2026-11-24T10:00:00.000+08:00' })).toBe('商户')
  })
  it('is silent of an ordinary account', () => {
    expect(exitNote({ exit_kind: null, reopened_at: null })).toBe('')
  })
})
