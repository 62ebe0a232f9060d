// Which orders stand in which view, and in which order: what needs a person first, then what lapses first.
import type { Order, OrderNeed, OrderState } from '@/api/types'
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
    case 'queued':
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
    case 'converted':
      return 'ended'
  }
}

/** Signatures have a queue of their own, and screening has months: a task comes when it is due. */
const elsewhere: ReadonlySet<OrderNeed> = new Set<OrderNeed>(['sign', 'countersign', 'screen'])

export function isIn(view: View, order: Order): boolean {
  if (view === 'all') return true
  return view === 'needs' ? order.needs.some((need) => !elsewhere.has(need)) : viewOf(order.state) === view
}

/** Lapse first; what never lapses comes last; equal clocks by number. */
export function lapseFirst(orders: readonly Order[]): Order[] {
  const key = (order: Order): string => order.deadline ?? '~'
  return [...orders].sort((a, b) => compare(key(a), key(b)) || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What follows a freeze; each asks for more than a reason. */
export type FreezeAction = 'renew' | 'unfreeze' | 'related' | 'unrelated' | 'paper'
export function freezeActionsOf(order: Order): FreezeAction[] {
  const actions: FreezeAction[] = []
  if (order.family !== 'freeze' || order.freeze === null) return actions
  if (order.needs.includes('papers') && order.approval?.document === null) actions.push('paper')
  if (order.needs.includes('screen')) actions.push('related')
  if (order.state !== 'in_force' && order.state !== 'queued') return actions
  if (order.freeze.screening?.finding !== 'unrelated') actions.push('unrelated')
  if (order.state === 'in_force' && order.freeze.release_by === null) actions.push('renew')
  actions.push('unfreeze')
  return actions
}

/** What the rarer families allow; each asks in a dialog of its own. */
export type SpecialAction = 'extend' | 'revoke' | 'pay_back' | 'lift' | 'speak' | 'hear'
export function specialActionsOf(order: Order): SpecialAction[] {
  const actions: SpecialAction[] = []
  const isUnderWay = order.state === 'approved' || order.state === 'sent' || order.state === 'acknowledged'
  const stands = order.state === 'in_force'
  if (order.family === 'stop' && stands) actions.push('extend')
  if (order.family === 'protective_stop' && order.consent?.revoked === null && (stands || isUnderWay)) actions.push('revoke')
  if (order.family === 'freeze' && stands && order.freeze?.release_by === null) actions.push('pay_back')
  if (isRestriction(order) && stands) actions.push('lift')
  const isUnheard = order.state === 'approved' || order.state === 'sent' || order.delivery.dead_letter !== null
  if (order.spoken === null && isUnheard && order.delivery.given_up === null) actions.push('speak')
  if (order.spoken !== null && isUnderWay) actions.push('hear')
  return actions
}
function isRestriction(order: Order): boolean {
  return order.family === 'number_suspension' || order.family === 'url_block' || order.family === 'profile_suspension'
}

/** What a person may do with an order now, the likeliest first. */
export function actionsOf(order: Order): OrderAction[] {
  const actions: OrderAction[] = []
  if (order.needs.includes('approve') && order.approval === null) actions.push('approve', 'reject')
  if (order.needs.includes('correct') && order.candidate !== null) actions.push('correct')
  if (order.needs.includes('release') || (order.family === 'stop' && order.state === 'in_force')) actions.push('release')
  return actions
}
