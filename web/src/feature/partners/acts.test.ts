import { describe, expect, it } from 'vitest'
import type { DeadLetter, Order } from '@/api/types'
import { deliveryActs, seconds, share } from './acts'

const withLetter = (dead_letter: DeadLetter | null): Order =>
  ({ delivery: { dead_letter } }) as unknown as Order

describe('an order that does not arrive', () => {
  it('is sent anew only while it has not lapsed, and can always be given up', () => {
    expect(deliveryActs(withLetter('refused'))).toEqual(['requeue', 'hand', 'give_up'])
    expect(deliveryActs(withLetter('unheard'))).toEqual(['requeue', 'hand', 'give_up'])
    expect(deliveryActs(withLetter('lapsed'))).toEqual(['give_up'])
    expect(deliveryActs(withLetter(null))).toEqual([])
  })
})

describe('the scoreboard', () => {
  it('shows what was not measured as a dash, not as nought', () => {
    expect(seconds(null)).toBe('—')
    expect(seconds(1234)).toBe('1.23 s')
    expect(seconds(61_000)).toBe('61 s')
    expect(share(0, 0)).toBe('—')
    expect(share(2, 3)).toBe('67%')
  })
})
