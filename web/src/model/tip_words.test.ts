import { describe, expect, it } from 'vitest'
import { namedIn, namedOf } from './tip_words'

describe('what people write down', () => {
  it('is told apart by what it looks like', () => {
    expect(namedOf('138 0000 0001')).toEqual({ kind: 'phone', value: '138 0000 0001' })
    expect(namedOf('+86 13800000001')?.kind).toBe('phone')
    expect(namedOf('4008001234')?.kind).toBe('phone')
    expect(namedOf('6222 0212 3456 7890 123')?.kind).toBe('card')
    expect(namedOf('www.example.com/pay')?.kind).toBe('url')
    expect(namedOf('易返利')).toEqual({ kind: 'app', value: '易返利' })
    expect(namedOf('  ')).toBeNull()
  })
  it('is what they say it is', () => {
    expect(namedOf('微信：abc_123')).toEqual({ kind: 'wechat', value: 'abc_123' })
    expect(namedOf('QQ 1234567')).toEqual({ kind: 'qq', value: '1234567' })
    expect(namedOf('卡号 62220212')).toEqual({ kind: 'card', value: '62220212' })
    expect(namedOf('微信')).toEqual({ kind: 'app', value: '微信' })
  })
  it('is one a line, twenty at most', () => {
    expect(namedIn('13800000001\n\n微信 abc123，example.com').map((each) => each.kind)).toEqual(['phone', 'wechat', 'url'])
    expect(namedIn(Array.from({ length: 30 }, (_, i) => `应用 ${i}`).join('\n'))).toHaveLength(20)
  })
})
