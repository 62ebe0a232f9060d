// Which orders may still hold money, or are on their way to.
import type { OrderState } from '@/api/types'

const live: { readonly [s in OrderState]: boolean } = {
  draft: true,
  review: true,
  approved: true,
  sent: true,
  acknowledged: true,
  in_force: true,
  answered: false,
  expired: false,
  released: false,
  rejected: false,
  refused: false,
  failed: false,
  queued: true,
  converted: false,
}

export function isLive(state: OrderState): boolean {
  return live[state]
}
