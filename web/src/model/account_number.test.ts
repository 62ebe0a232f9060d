import { describe, expect, it } from 'vitest'
import { groupNumber, hasValidCheckDigit, judgeNumber, normaliseNumber } from './account_number'

describe('account numbers', () => {
  it('groups by four and leaves masked groups alone', () => {
    expect(groupNumber('6222021234567890123')).toBe('6222 0212 3456 7890 123')
    expect(groupNumber('62220212')).toBe('6222 0212')
    expect(groupNumber('6222 **** **** 1234')).toBe('6222 **** **** 1234')
  })

  it('accepts spaces, dashes and full-width digits', () => {
    expect(normaliseNumber(' ６２２２-0212 34')).toBe('6222021234')
  })

  it('knows the check digit and nothing but it', () => {
    expect(hasValidCheckDigit('4111111111111111')).toBe(true)
    for (const last of '023456789') expect(hasValidCheckDigit(`411111111111111${last}`)).toBe(false)
    expect(hasValidCheckDigit('411111111111')).toBe(false)
    expect(hasValidCheckDigit('')).toBe(false)
  })

  it('does not call a merchant number a wrong card', () => {
    expect(judgeNumber('MER-20210103-99')).toBe('other')
    expect(judgeNumber('4111 1111 1111 1112')).toBe('bad_check_digit')
    expect(judgeNumber('4111 1111 1111 1111')).toBe('card')
    expect(judgeNumber('4111')).toBe('short')
  })
})
