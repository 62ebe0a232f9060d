// Which orders stand in which view, and in which order: what needs a person first, then what lapses first.
import type { Order, OrderState } from '@/api/types'
import type { OrderAction } from '@/query/commands'

export type View = 'needs' | 'waiting' | 'in_force' | 'failed' | 'ended' | 'all'
export const views: readonly [View, ...View[]] = ['needs', 'waiting', 'in_force', 'failed', 'ended', 'all']

function viewOf(state: OrderState): Exclude<View, 'needs' | 'all'> {
  switch (state) {
    case 'draft':
    case 'review':
    case 'approved':
    case 'sent':
    case 'acknowledged':
      return 'waiting'
    case 'in_force':
      return 'in_force'
    case 'refused':
    case 'failed':
      return 'failed'
    case 'answered':
    case 'expired':
    case 'released':
    case 'rejected':
      return 'ended'
  }
}

export function isIn(view: View, order: Order): boolean {
  if (view === 'all') return true
  return view === 'needs' ? order.needs.length > 0 : viewOf(order.state) === view
}

/** Lapse first; what never lapses comes last; equal clocks by number. */
export function lapseFirst(orders: readonly Order[]): Order[] {
  const key = (order: Order): string => order.deadline ?? '~'
  return [...orders].sort((a, b) => compare(key(a), key(b)) || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What a person may do with an order now, the likeliest first. */
export function actionsOf(order: Order): OrderAction[] {
  const actions: OrderAction[] = []
  if (order.needs.includes('approve')) actions.push('approve', 'reject')
  if (order.needs.includes('correct') && order.candidate !== null) actions.push('correct')
  if (order.needs.includes('release') || (order.family === 'stop' && order.state === 'in_force')) actions.push('release')
  return actions
}
