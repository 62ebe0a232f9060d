import { expect, it } from 'vitest'
import type { OrderFamily, PartnerOrder } from '@/api/types'
import { answersOf, replyOf, type Told } from './reply'

const order = (family: OrderFamily, amount_fen?: number): PartnerOrder => ({ application_id: 'hf-O1', amount_fen, standing: { family } }) as PartnerOrder
const nothing: Told = { number: 'B-1', message: '', code: '', held: null, balance: null, name: '', isAccount: false, rows: [], file: null }
const now = '2021-01-03T09:41:00.000+08:00'

it('says what was held and since when', () => {
  expect(replyOf(order('stop', 1200), 'done', { ...nothing, balance: 1300 }, now)).toEqual({
    application_id: 'hf-O1', bank_number: 'B-1', message: '', feedback_time: now, result: '0000', balance_fen: 1300, start: now, held_fen: 1200,
  })
  expect(replyOf(order('stop', 1200), 'partly', { ...nothing, held: 500 }, now)).toMatchObject({ result: '1200', held_fen: 500 })
  expect(replyOf(order('stop'), 'done', nothing, now)).not.toHaveProperty('held_fen')
})

it('is not sent while something is missing', () => {
  expect(replyOf(order('stop', 1), 'done', { ...nothing, number: ' ' }, now)).toBeNull()
  expect(replyOf(order('stop', 1), 'partly', nothing, now)).toBeNull()
  expect(replyOf(order('stop', 1), 'cannot', nothing, now)).toBeNull()
  expect(replyOf(order('subject_query'), 'done', nothing, now)).toBeNull()
  expect(replyOf(order('evidence_request'), 'done', nothing, now)).toBeNull()
  expect(replyOf(order('fund_return', 5), 'done', nothing, now)).toBeNull()
})

it('gives a reason by code where nothing was done', () => {
  expect(replyOf(order('freeze', 1), 'cannot', { ...nothing, code: '0300', held: 7 }, now)).toEqual({
    application_id: 'hf-O1', bank_number: 'B-1', message: '', feedback_time: now, result: '0300',
  })
})

it('answers queries with a name or with rows', () => {
  expect(replyOf(order('subject_query'), 'done', { ...nothing, name: ' 王某 ', isAccount: true }, now)).toMatchObject({ registered_name: '王某', is_account: true })
  expect(replyOf(order('transaction_query'), 'done', nothing, now)).toMatchObject({ rows: [] })
  expect(answersOf('subject_query')).toEqual(['done', 'cannot'])
  expect(answersOf('freeze')).toContain('partly')
})
