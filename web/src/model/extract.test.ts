import { describe, expect, it } from 'vitest'
import { extract } from './extract'
import { formatBeijing, parseBeijing } from './instant'

const now = parseBeijing('2021-01-03 10:00') ?? 0
const times = (text: string): string[] =>
  extract(text, now).times.map((time) => formatBeijing(time, 'minute'))
const amounts = (text: string): readonly number[] => extract(text, now).amounts

describe('extraction from pasted text', () => {
  it('reads a whole complaint', () => {
    const found = extract(
      '我在网上做任务刷单返利，今天上午9点12分，从我的卡 4111 1111 1111 1111 转到 5500005555555559，' +
        '户名：李四，金额50,000元。我的电话13812345678',
      now,
    )
    expect(found.accounts).toEqual([
      { number: '4111111111111111', side: 'payer', valid: true },
      { number: '5500005555555559', side: 'payee', valid: true },
    ])
    expect(found.amounts).toEqual([5000000])
    expect(found.times.map((time) => formatBeijing(time, 'minute'))).toEqual(['2021-01-03 09:12'])
    expect(found.phones).toEqual(['13812345678'])
    expect(found.payee_name).toBe('李四')
  })

  it('does not take a phone, a time or a citizen number for an account', () => {
    const found = extract('电话 13812345678，流水时间 20210103093000，身份证 11010519491231002X', now)
    expect(found.accounts).toEqual([])
    expect(found.phones).toEqual(['13812345678'])
    expect(times('20210103093000')).toEqual(['2021-01-03 09:30'])
  })

  it('keeps a number with a wrong check digit and says so', () => {
    expect(extract('对方账号 4111111111111112', now).accounts).toEqual([
      { number: '4111111111111112', side: 'payee', valid: false },
    ])
  })

  it('names a number once, with the side that any mention gave it', () => {
    expect(extract('4111111111111111 ... 收款账号 4111111111111111', now).accounts).toEqual([
      { number: '4111111111111111', side: 'payee', valid: true },
    ])
  })

  it.each([
    ['转了5万', [5000000]],
    ['¥49,999.50', [4999950]],
    ['人民币 1200 元', [120000]],
    ['五万元', [5000000]],
    ['先3000元，后2万元', [300000, 2000000]],
    ['卡号4111111111111111', []],
    ['３０００块', [300000]],
  ])('finds amounts in %s', (text, expected) => {
    expect(amounts(text)).toEqual(expected)
  })

  it.each([
    ['2021-01-02 23:15:30', ['2021-01-02 23:15']],
    ['2021年1月2日 9时5分', ['2021-01-02 09:05']],
    ['昨天下午3点半', ['2021-01-02 15:30']],
    ['12月30日 21:05', ['2020-12-30 21:05']],
    ['10分钟前', ['2021-01-03 09:50']],
    ['半小时前', ['2021-01-03 09:30']],
    ['昨晚8:20', ['2021-01-02 20:20']],
    ['9:41', ['2021-01-03 09:41']],
    ['今天 23:00', []],
    ['25:61', []],
  ])('finds times in %s', (text, expected) => {
    expect(times(text)).toEqual(expected)
  })

  it('says nothing about an empty or foreign text', () => {
    expect(extract('', now)).toEqual({
      accounts: [],
      amounts: [],
      times: [],
      phones: [],
      payee_name: null,
    })
  })

  it('survives any characters', () => {
    let seed = 7
    const next = (): number => (seed = (seed * 48271) % 0x7fffffff)
    const letters = '0123456789年月日时点分元万¥:-,. \n我转到收款abc😀\u0000'
    for (let round = 0; round < 500; ++round) {
      const text = Array.from({ length: next() % 60 }, () => letters[next() % letters.length]).join('')
      const found = extract(text, now)
      for (const amount of found.amounts) expect(amount).toBeGreaterThan(0)
      for (const time of found.times) expect(time).toBeLessThanOrEqual(now)
    }
  })
})
