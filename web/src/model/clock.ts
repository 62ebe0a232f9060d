// The server's clock as this browser knows it. Deadlines are law: they must not depend on how the
// desk's own clock is set. A Date header says the second, so each answer bounds the offset from both
// sides and the bounds are intersected; `now` in /stats says the millisecond.
import { readonly, ref } from 'vue'
import type { Instant } from './instant'

export interface OffsetBounds {
  readonly low: number
  readonly high: number
}

/** Narrows what is known of (server − local); bounds that contradict mean that a clock was set anew. */
export function narrow(known: OffsetBounds, seen: OffsetBounds): OffsetBounds {
  const low = Math.max(known.low, seen.low)
  const high = Math.min(known.high, seen.high)
  return low <= high ? { low, high } : seen
}

let bounds: OffsetBounds = { low: -Infinity, high: Infinity }

/** `instant` was the server's time, to within `resolution`, some time in the last `roundTrip` ms. */
export function noteServerTime(instant: Instant, roundTrip: number, resolution = 1000): void {
  const local = Date.now()
  bounds = narrow(bounds, { low: instant - local, high: instant + resolution + roundTrip - local })
}

export function serverNow(): Instant {
  return Number.isFinite(bounds.low) ? Date.now() + (bounds.low + bounds.high) / 2 : Date.now()
}

const tick = ref(serverNow())
let timer: ReturnType<typeof setInterval> | undefined

/** The server's time as a ref that ticks each second, shared by every clock on the screen. */
export function useNow(): Readonly<typeof tick> {
  timer ??= setInterval(() => (tick.value = serverNow()), 1000)
  return readonly(tick)
}
