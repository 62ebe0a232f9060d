import { describe, expect, it } from 'vitest'
import type { FieldRule, TextAnswer } from '@/api/types'
import { extract } from '@/model/extract'
import { parseBeijing } from '@/model/instant'
import { empty_draft, fill, fillFromAnswer, missing, toReport, type Draft, type Proposed } from './draft'

const transfer: FieldRule[] = [
  { field: 'payer_account', asked: 'required' },
  { field: 'payee_account', asked: 'required' },
]
const cash: FieldRule[] = [
  { field: 'place', asked: 'one_of' },
  { field: 'plate', asked: 'one_of' },
  { field: 'payee_account', asked: 'one_of' },
  { field: 'payer_account', asked: 'optional' },
]
const now = parseBeijing('2021-01-03 10:00') ?? 0
const full: Draft = {
  ...empty_draft,
  paid_by: 'transfer',
  payer: '4111 1111 1111 1111',
  payee: '5500005555555559',
  payee_name: ' 李四 ',
  amount: '5万',
  time: '9:41',
}

describe('the intake draft', () => {
  it('names what is missing in the order of the form', () => {
    expect(missing({ ...empty_draft }, transfer, now)).toEqual(['paid_by', 'payer', 'payee', 'amount', 'time'])
    expect(missing(full, transfer, now)).toEqual([])
    expect(missing({ ...full, time: '2021-01-03 10:01' }, transfer, now)).toEqual(['time'])
    expect(missing({ ...full, amount: '0' }, transfer, now)).toEqual(['amount'])
  })

  it('makes a report in the units of the API', () => {
    expect(toReport(full, transfer, now)?.losses).toEqual([
      {
        paid_by: 'transfer',
        payer_account: '4111111111111111',
        payee_account: '5500005555555559',
        payee_name: '李四',
        amount_fen: 5000000,
        time: '2021-01-03T09:41:00.000+08:00',
      },
    ])
    expect(toReport({ ...full, amount: 'x' }, transfer, now)).toBeNull()
  })

  it('asks for what the way of payment needs', () => {
    const draft: Draft = { ...empty_draft, paid_by: 'cash', amount: '5万', time: '9:41' }
    expect(missing(draft, cash, now)).toEqual(['place'])
    expect(missing({ ...draft, plate: '渝A12345' }, cash, now)).toEqual([])
    expect(missing({ ...draft, payee: '5500005555555559' }, cash, now)).toEqual(['payer'])
    expect(toReport({ ...draft, plate: ' 渝A12345 ', wallet: 'T1' }, cash, now)).toMatchObject({
      paid_by: 'cash',
      victim: { name: '' },
      losses: [{ plate: '渝A12345', payer_account: '', payee_account: '' }],
    })
    expect(toReport({ ...draft, wallet: 'T1' }, cash, now)?.losses[0]).not.toHaveProperty('wallet')
  })

  it('fills only what is empty', () => {
    const draft: Draft = { ...empty_draft, amount: '100' }
    fill(draft, extract('转给5500005555555559，从4111111111111111，金额50000元，9点', now), new Map())
    expect(draft).toMatchObject({ amount: '100', payee: '5500005555555559', payer: '4111111111111111', time: '2021-01-03 09:00:00' })
  })

  const answer: TextAnswer = {
    fraud: true,
    score: 0.97,
    type: '刷单返利',
    reasons: ['垫付'],
    ledger: [
      { time: '2021-01-02', amount_fen: 3000, payer_account: null, payee_account: null, payee_name: null, payee_bank: null, direction: 'back' },
      { time: '2021-01-03T09:05', amount_fen: 1_800_000, payer_account: null, payee_account: '5500005555555559', payee_name: '李某', payee_bank: '工商银行', direction: 'out' },
    ],
    links: [],
  }

  it('takes the type and the first payment out from the text engine', () => {
    const draft: Draft = { ...empty_draft }
    fillFromAnswer(draft, answer, new Map())
    expect(draft).toMatchObject({ fraud_type: '刷单返利', payee: '5500005555555559', payee_name: '李某', amount: '18000.00', time: '2021-01-03 09:05:00' })
  })

  it('replaces what was proposed and never what was typed', () => {
    const draft: Draft = { ...empty_draft }
    const proposed: Proposed = new Map()
    fill(draft, extract('金额50000元', now), proposed)
    expect(draft.amount).toBe('50000.00')
    draft.payee_name = '王某'
    fillFromAnswer(draft, answer, proposed)
    expect(draft).toMatchObject({ amount: '18000.00', payee_name: '王某' })
    draft.amount = '19000'
    fillFromAnswer(draft, answer, proposed)
    expect(draft.amount).toBe('19000')
  })

  it('names no type of what is ordinary, and no moment of a day alone', () => {
    const draft: Draft = { ...empty_draft }
    const [back] = answer.ledger
    fillFromAnswer(draft, { ...answer, fraud: false, ledger: back === undefined ? [] : [{ ...back, direction: 'out' }] }, new Map())
    expect(draft).toMatchObject({ fraud_type: '', amount: '30.00', time: '' })
  })
})
