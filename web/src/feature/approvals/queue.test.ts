import { expect, test } from 'vitest'
import type { Order, SigningAct, Waiting } from '@/api/types'
import { firstAct, queueOf } from './queue'

function waiting(act: SigningAct, id: string, deadline: string | null, emergency: string | null = null): Waiting {
  const approval = { emergency } as Order['approval']
  return { act, office: null, order: { id, deadline, approval } as Order }
}

test('emergencies come first, then what lapses first', () => {
  const items = [
    waiting('approve', 'O3', '2026-01-03'),
    waiting('approve', 'O1', null),
    waiting('sign', 'O9', '2026-01-01'),
    waiting('approve', 'O4', '2026-01-04', '正在转移'),
    waiting('approve', 'O2', '2026-01-02'),
  ]
  expect(queueOf(items, 'approve').map((each) => each.order.id)).toEqual(['O4', 'O2', 'O3', 'O1'])
  expect(queueOf(items, 'countersign')).toEqual([])
})

test('opens on what there is', () => {
  expect(firstAct([])).toBe('approve')
  expect(firstAct([waiting('countersign', 'O1', null)])).toBe('countersign')
  expect(firstAct([waiting('countersign', 'O1', null), waiting('sign', 'O2', null)])).toBe('sign')
})
