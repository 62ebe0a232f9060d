// The one event stream of the application and who listens to it.
import { ref, onScopeDispose } from 'vue'
import { openStream } from '@/api/stream'
import type { StreamEvent, Topic } from '@/api/types'

type Listener = (event: StreamEvent | null) => void

const listeners = new Set<{ topics: ReadonlySet<Topic>; listen: Listener }>()
export const stream_state = ref<'off' | 'live' | 'reconnecting'>('off')
let close: (() => void) | null = null

export function startLive(): void {
  close ??= openStream({
    onState: (state) => (stream_state.value = state),
    onEvent: (event) => {
      for (const { topics, listen } of listeners) if (topics.has(event.topic)) listen(event)
    },
    onGap: () => {
      for (const { listen } of listeners) listen(null)
    },
  })
}

export function stopLive(): void {
  close?.()
  close = null
  stream_state.value = 'off'
}

/** Calls `listen` for events of these topics while the calling scope lives; null after a gap. */
export function useLive(topics: readonly Topic[], listen: Listener): void {
  const entry = { topics: new Set(topics), listen }
  listeners.add(entry)
  onScopeDispose(() => listeners.delete(entry))
}
