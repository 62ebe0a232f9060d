import { describe, expect, it } from 'vitest'
import { canonical, digestOf } from './number_digest'

describe('canonical', () => {
  it('writes one number in one way', () => {
    for (const written of ['13800001111', '+86 138-0000-1111', '１３８００００１１１１', '8613800001111', '0086 138 0000 1111', '+86 +86 13800001111']) {
      expect(canonical('phone', written)).toBe('13800001111')
    }
    expect(canonical('account', '6222 0212 3456 7890 123')).toBe('6222021234567890123')
    for (const written of ['http://www.Evil.example:8080/pay?x=1', 'https://user@EVIL.example./', 'evil.example']) {
      expect(canonical('host', written)).toBe('evil.example')
    }
  })
  it('refuses what is none of its kind', () => {
    expect(canonical('phone', 'abc')).toBeNull()
    expect(canonical('account', '1234567')).toBeNull()
    expect(canonical('host', 'localhost')).toBeNull()
    expect(canonical('wechat', 'a b')).toBeNull()
  })
})

describe('digestOf', () => {
  it('is that of the server', () => {
    expect(digestOf('phone', '13800001111')).toBe('102b617e93cb2bff0d4e19cb7b8b3f58b6efba91a99a083f3f07d47ff0a95a0f')
  })
})
