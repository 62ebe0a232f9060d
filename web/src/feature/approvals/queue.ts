// The queue of one kind of signature: what lapses first stands first, emergencies before all.
import type { SigningAct, Waiting } from '@/api/types'

export const acts: readonly [SigningAct, ...SigningAct[]] = ['approve', 'sign', 'countersign']

export function queueOf(items: readonly Waiting[], act: SigningAct): Waiting[] {
  const key = (item: Waiting): string => `${item.order.approval?.emergency ? '0' : '1'} ${item.order.deadline ?? '~'} ${item.order.id}`
  return items.filter((item) => item.act === act).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** The view with something in it comes up first; without anything, the one that heads look for. */
export function firstAct(items: readonly Waiting[]): SigningAct {
  return acts.find((act) => items.some((item) => item.act === act)) ?? 'approve'
}
