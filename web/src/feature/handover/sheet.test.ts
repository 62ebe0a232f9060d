import { expect, it } from 'vitest'
import type { Order, Task } from '@/api/types'
import { lapsingBefore, tasksLeft } from './sheet'

const noon = Date.parse('2026-11-27T12:00:00Z')
const at = (seconds: number): string => new Date(noon + seconds * 1000).toISOString()
const order = (id: string, family: Order['family'], seconds: number, state: Order['state'] = 'in_force'): Order => ({ id, family, state, deadline: at(seconds) }) as Order
const task = (id: string, seconds: number, state: Task['state'] = 'open'): Task => ({ id, state, due: at(seconds) }) as Task

it('lists what lapses before the next shift ends, a second either side', () => {
  const orders = [order('O3', 'freeze', 3600), order('O2', 'stop', 3599), order('O1', 'stop', 10), order('O4', 'stop', 20, 'expired'), order('O5', 'subject_query', 30), order('O6', 'protective_stop', 5)]
  expect(lapsingBefore(orders, noon + 3600_000).map((each) => each.id)).toEqual(['O6', 'O1', 'O2'])
})

it('tells tasks that are late from those that will be', () => {
  const left = tasksLeft([task('K4', 3600), task('K3', 3599), task('K2', 1), task('K1', 0), task('K5', -5, 'done')], noon, noon + 3600_000)
  expect(left.overdue.map((each) => each.id)).toEqual(['K1'])
  expect(left.due.map((each) => each.id)).toEqual(['K2', 'K3'])
})
