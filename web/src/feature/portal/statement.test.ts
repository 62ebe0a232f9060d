import { expect, it } from 'vitest'
import { readStatement, rows_max, splitCsv } from './statement'

it('reads what a bank exports, whatever its headings and digits', () => {
  const text = '\uFEFF交易时间,付款账号,收款账号,交易金额（元）,收款户名,流水号\r\n2021/01/03 09:30:00,\'6222020200000025,６２２２ 0201,"12,000.50",王某,S1\r\n\r\n'
  expect(readStatement(text)).toEqual({
    rows: [{ time: '2021-01-03T09:30:00.000+08:00', payer: '6222020200000025', payee: '62220201', amount_fen: 1200050, payee_name: '王某', serial: 'S1' }],
    unread: [],
  })
})

it('tells the line and the column that it cannot read, and takes nothing for granted', () => {
  const text = 'time,payer,payee,amount\n2021-01-03 09:30,A,B,1\nyesterday,A,B,1\n2021-01-03 09:30,A,B,-5\n2021-01-03 09:30,,B,5\n'
  const { rows, unread } = readStatement(text)
  expect(rows).toHaveLength(1)
  expect(unread).toEqual([
    { line: 3, heading: 'time', why: 'not_understood' },
    { line: 4, heading: 'amount', why: 'not_understood' },
    { line: 5, heading: 'payer', why: 'not_understood' },
  ])
})

it('wants the four columns, closed quotes and no more than the limit', () => {
  expect(readStatement('时间,付款账号\n').unread.map((each) => each.heading)).toEqual(['收款账号', '金额'])
  expect(readStatement('').unread).toHaveLength(4)
  expect(readStatement('time,"payer').unread[0]?.why).toBe('not_closed')
  const many = `time,payer,payee,amount\n${'2021-01-03 09:30,A,B,1\n'.repeat(rows_max + 1)}`
  expect(readStatement(many).rows).toHaveLength(rows_max)
  expect(readStatement(many).unread).toEqual([{ line: rows_max + 2, heading: '', why: 'too_many' }])
})

it('splits quoted cells over lines and counts them', () => {
  expect(splitCsv('a,"b\n""c"\nd\n')).toEqual([
    { line: 1, cells: ['a', 'b\n"c'] },
    { line: 3, cells: ['d'] },
  ])
})
