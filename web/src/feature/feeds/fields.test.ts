import { expect, it } from 'vitest'
import type { PreviewColumn, TransferField } from '@/api/types'
import { choose, field_groups, field_words, hasNumbers } from './fields'

const column = (heading: string, field: TransferField | null, by_hand = false): PreviewColumn => ({
  heading,
  field,
  by_hand,
  samples: [],
})

it('offers every field once', () => {
  const offered = field_groups.flatMap((group) => group.fields)
  expect([...offered].sort()).toEqual(Object.keys(field_words).sort())
})

it('keeps what a person says and forgets what the server knows anyway', () => {
  const one = choose(new Map(), column('转出', null), 'payer')
  expect([...one]).toEqual([['转出', 'payer']])
  const two = choose(one, column('摘要', 'note'), '')
  expect([...two]).toEqual([['转出', 'payer'], ['摘要', '']])
  expect([...choose(two, column('转出', 'payer', true), 'payee')]).toContainEqual(['转出', 'payee'])
  expect([...choose(new Map(), column('摘要', 'note'), 'note')]).toEqual([])
  expect(one.size).toBe(1)
})

it('sees whether rows have numbers of their own', () => {
  expect(hasNumbers([column('时间', 'time'), column('号', 'serial')])).toBe(true)
  expect(hasNumbers([column('id', 'id')])).toBe(true)
  expect(hasNumbers([column('时间', 'time'), column('清算号', 'clearing')])).toBe(false)
})
