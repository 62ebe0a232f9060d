// Units of a day's board as they hang together, and how loud each is.
import type { BoardUnit } from '@/api/types'

export interface BoardGroup {
  readonly head: BoardUnit
  /** The units right below it and below those, in the board's order. */
  readonly members: readonly BoardUnit[]
}

const childrenOf = (units: readonly BoardUnit[], code: string): BoardUnit[] => units.filter((each) => each.parent === code)

function below(units: readonly BoardUnit[], code: string, seen: ReadonlySet<string>): BoardUnit[] {
  return childrenOf(units, code)
    .filter((each) => !seen.has(each.code))
    .flatMap((each) => [each, ...below(units, each.code, new Set([...seen, each.code]))])
}

/** The units that have nobody above among those that are seen. */
export function rootsOf(units: readonly BoardUnit[]): BoardUnit[] {
  return units.filter((each) => each.parent === null || !units.some((other) => other.code === each.parent))
}

/** One group for each unit right below a root; of a root without any, itself. */
export function groupsOf(units: readonly BoardUnit[]): BoardGroup[] {
  return rootsOf(units).flatMap((root) => {
    const heads = childrenOf(units, root.code)
    return (heads.length === 0 ? [root] : heads).map((head) => ({ head, members: below(units, head.code, new Set([head.code])) }))
  })
}

/** 0 to 4: none, and up to as many as the most that any has. */
export function depthOf(raised: number, most: number): number {
  return raised === 0 || most === 0 ? 0 : Math.max(1, Math.ceil((4 * raised) / most))
}
