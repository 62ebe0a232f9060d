import { describe, expect, it } from 'vitest'
import { fen, formatYuan, parseYuan, plainYuan, sum } from './money'

describe('money', () => {
  it('groups thousands and keeps two places', () => {
    expect(formatYuan(fen(123456700))).toBe('1,234,567.00')
    expect(formatYuan(fen(0))).toBe('0.00')
    expect(formatYuan(fen(7))).toBe('0.07')
    expect(formatYuan(fen(99999))).toBe('999.99')
    expect(formatYuan(fen(100000))).toBe('1,000.00')
    expect(formatYuan(fen(-150))).toBe('−1.50')
  })

  it('is exact at the largest safe integer', () => {
    expect(plainYuan(fen(Number.MAX_SAFE_INTEGER))).toBe('90071992547409.91')
  })

  it('refuses what is no integer', () => {
    expect(() => fen(0.5)).toThrow(RangeError)
    expect(() => fen(Number.NaN)).toThrow(RangeError)
    expect(() => fen(2 ** 53)).toThrow(RangeError)
    expect(() => sum([1, 0.1])).toThrow(RangeError)
  })

  it.each([
    ['50,000', 5000000],
    ['５００００元', 5000000],
    ['3.2万', 3200000],
    ['¥ 1 200.5', 120050],
    ['0.01', 1],
    ['1.005', null],
    ['五万元', 5000000],
    ['十二万三千', 12300000],
    ['两千五百', 250000],
    ['1亿', 10000000000],
    ['0', null],
    ['-5', null],
    ['12abc', null],
    ['', null],
    ['1.1.1', null],
    ['0.1235万', 123500],
  ])('reads %s', (text, expected) => {
    expect(parseYuan(text)).toBe(expected)
  })

  it('reads back whatever it prints', () => {
    for (let amount = 1; amount < 10_000_000; amount += 9973) {
      expect(parseYuan(formatYuan(fen(amount)))).toBe(amount)
    }
  })
})
