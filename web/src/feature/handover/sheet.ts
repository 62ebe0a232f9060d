// What one shift leaves to the next.
import type { Order, Task } from '@/api/types'
import { parseInstant } from '@/model/instant'

const standing: ReadonlySet<Order['family']> = new Set<Order['family']>(['stop', 'freeze', 'protective_stop'])

/** Measures in force that end before `until`, the first to end first. */
export function lapsingBefore(orders: readonly Order[], until: number): Order[] {
  const end = (order: Order): number => parseInstant(order.deadline) ?? Infinity
  return orders
    .filter((order) => order.state === 'in_force' && standing.has(order.family) && end(order) < until)
    .sort((a, b) => end(a) - end(b) || (a.id < b.id ? -1 : 1))
}

export interface TasksLeft {
  readonly overdue: readonly Task[]
  readonly due: readonly Task[]
}
/** Open tasks that are past their time at `now`, and those that will be before `until`. */
export function tasksLeft(tasks: readonly Task[], now: number, until: number): TasksLeft {
  const at = (task: Task): number => parseInstant(task.due) ?? Infinity
  const open = tasks.filter((task) => task.state === 'open').sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1))
  return { overdue: open.filter((task) => at(task) <= now), due: open.filter((task) => at(task) > now && at(task) < until) }
}
