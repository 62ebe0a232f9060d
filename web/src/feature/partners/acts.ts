// What a person may do with an order that does not arrive.
import type { Breaker, Order } from '@/api/types'
import type { StateWord } from '@/model/words'

export type DeliveryAct = 'requeue' | 'hand' | 'give_up'

/** One that lapsed cannot go anew: it is drafted anew from its case. */
export function deliveryActs(order: Order): DeliveryAct[] {
  switch (order.delivery.dead_letter) {
    case null:
      return []
    case 'lapsed':
      return ['give_up']
    case 'refused':
    case 'unheard':
      return ['requeue', 'hand', 'give_up']
  }
}

export const breaker_words: { readonly [b in Breaker]: StateWord } = {
  closed: { zh: '畅通', en: 'Open for orders', tone: 'held', sign: 'check' },
  open: { zh: '已断开', en: 'Cut off', tone: 'running', sign: 'warn' },
  probing: { zh: '试探中', en: 'Being tried', tone: 'waiting', sign: 'wait' },
}

/** "1.2 s" of milliseconds; a dash where nothing was measured. */
export function seconds(ms: number | null): string {
  return ms === null ? '—' : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`
}

/** Whole percent; a dash of nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`
}
