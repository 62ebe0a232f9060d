// A thing read from the server that stays fresh: it is read again when the stream says that it
// changed. Stale data stays on screen when a later read fails (`partial`), never silently.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { StreamEvent, Topic } from '@/api/types'
import { useLive } from './live'

export type ResourceState = 'loading' | 'ready' | 'partial' | 'failed'
export interface Resource<T> {
  readonly data: Readonly<Ref<T | undefined>>
  readonly problem: Readonly<Ref<unknown>>
  readonly state: ComputedRef<ResourceState>
  /** True while a read is under way, also when older data is on screen. */
  readonly isBusy: Readonly<Ref<boolean>>
  reload(): Promise<void>
}

export interface ResourceOptions {
  readonly topics?: readonly Topic[]
  /** Which events matter; all of the topics when absent. */
  readonly matters?: (event: StreamEvent) => boolean
  /** Reads again when this changes, and forgets the old data. */
  readonly key?: () => unknown
}

/** A burst of events makes one read, and a stream that never pauses still makes one each `settle_ms_max`. */
const settle_ms = 120
const settle_ms_max = 600

export function useResource<T>(
  load: (signal: AbortSignal) => Promise<T>,
  options: ResourceOptions = {},
): Resource<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<unknown>(null)
  const isBusy = shallowRef(false)
  let running = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitingSince = 0

  async function reload(): Promise<void> {
    clearTimeout(timer)
    waitingSince = 0
    running.abort()
    const mine = (running = new AbortController())
    isBusy.value = true
    try {
      const answer = await load(mine.signal)
      if (mine.signal.aborted) return
      data.value = answer
      problem.value = null
    } catch (cause) {
      if (mine.signal.aborted) return
      problem.value = cause
    }
    isBusy.value = false
  }

  useLive(options.topics ?? [], (event) => {
    if (event !== null && options.matters?.(event) === false) return
    const now = performance.now()
    if (waitingSince === 0) waitingSince = now
    clearTimeout(timer)
    timer = setTimeout(reload, Math.max(0, Math.min(settle_ms, waitingSince + settle_ms_max - now)))
  })
  if (options.key !== undefined) {
    watch(options.key, () => {
      data.value = undefined
      problem.value = null
      void reload()
    })
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    running.abort()
  })
  void reload()

  const state = computed<ResourceState>(() => {
    if (data.value === undefined) return problem.value === null ? 'loading' : 'failed'
    return problem.value === null ? 'ready' : 'partial'
  })
  return { data, problem, state, isBusy, reload }
}
