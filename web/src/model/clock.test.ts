import { expect, it } from 'vitest'
import { narrow } from './clock'

it('intersects what two answers say of the offset', () => {
  expect(narrow({ low: -500, high: 600 }, { low: 100, high: 1200 })).toEqual({ low: 100, high: 600 })
})

it('believes the newer answer when a clock was set anew', () => {
  expect(narrow({ low: 0, high: 100 }, { low: 5000, high: 6000 })).toEqual({ low: 5000, high: 6000 })
})
