import { describe, expect, it } from 'vitest'
import type { BoardUnit } from '@/api/types'
import { depthOf, groupsOf, rootsOf } from './warning_board'

const unit = (code: string, parent: string | null): BoardUnit => ({
  code, name: code, tier: '', parent, raised: 0, own: 0, open: 0, settled: 0, finished: 0, unsigned: 0, late: 0, carried: 0,
  kept_fen: 0, next_due: null, grades: [], outcomes: [], without_outcome: 0,
})
const city = [unit('1', null), unit('11', '1'), unit('111', '11'), unit('1111', '111'), unit('12', '1')]

describe('groups of a board', () => {
  it('are the units below the root with all that is below them', () => {
    expect(groupsOf(city).map((each) => [each.head.code, each.members.map((member) => member.code)])).toEqual([
      ['11', ['111', '1111']],
      ['12', []],
    ])
  })
  it('begin where whoever looks serves', () => {
    const seen = city.slice(1, 4)
    expect(rootsOf(seen).map((each) => each.code)).toEqual(['11'])
    expect(groupsOf(seen).map((each) => each.head.code)).toEqual(['111'])
    expect(groupsOf([unit('111', '11')]).map((each) => each.head.code)).toEqual(['111'])
  })
  it('end where units name each other as the one above', () => {
    const round = [unit('0', null), unit('1', '0'), unit('2', '1'), { ...unit('1', '2'), parent: '2' }]
    expect(groupsOf(round)[0]!.members.length).toBeLessThan(3)
  })
})

describe('the depth of a tile', () => {
  it('grows with the number and is never none where there is one', () => {
    expect([0, 1, 25, 50, 100].map((count) => depthOf(count, 100))).toEqual([0, 1, 1, 2, 4])
    expect(depthOf(0, 0)).toBe(0)
  })
})
