// The server's event stream. It only says what changed and at which sequence; screens read the
// change themselves. EventSource reconnects alone; after a gap `onGap` asks everyone to read again.
import { noteSeq } from './client'
import { streamAddress } from './endpoints'
import type { CallPop, StreamEvent, Topic } from './types'

const topics: readonly Topic[] = ['case', 'order', 'account', 'series', 'comment', 'statement', 'analysis', 'task', 'alarm', 'warning', 'person', 'lead', 'feed', 'stats', 'file', 'exhibit', 'call', 'campaign', 'round', 'audit', 'tip', 'quiz_link']

export interface StreamHandlers {
  onEvent: (event: StreamEvent) => void
  onState: (state: 'live' | 'reconnecting') => void
  onGap: () => void
}

const reopen_ms = 2000

/** Opens the stream; the returned function closes it. */
export function openStream(handlers: StreamHandlers): () => void {
  let broken = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let source = connect()

  function connect(): EventSource {
    const opened = new EventSource(streamAddress(), { withCredentials: true })
    opened.onopen = () => {
      handlers.onState('live')
      if (broken) handlers.onGap()
      broken = false
    }
    opened.onerror = () => {
      broken = true
      handlers.onState('reconnecting')
      // The browser gives up for good when the answer was not a stream (a restart behind a proxy).
      if (opened.readyState === EventSource.CLOSED) {
        timer = setTimeout(() => (source = connect()), reopen_ms)
      }
    }
    for (const topic of topics) {
      opened.addEventListener(topic, (message: MessageEvent<string>) => {
        const event = parseEvent(topic, message.data)
        noteSeq(event.seq)
        handlers.onEvent(event)
      })
    }
    return opened
  }

  return () => {
    clearTimeout(timer)
    source.close()
  }
}

export function parseEvent(topic: Topic, text: string): StreamEvent {
  const fields = JSON.parse(text === '' ? '{}' : text) as { [name: string]: unknown }
  const id = String(fields['id'] ?? '')
  return {
    topic,
    id,
    case: topic === 'case' ? id : String(fields['case'] ?? ''),
    seq: Number(fields['seq'] ?? 0),
    ...(topic === 'call' ? { call: fields as unknown as CallPop } : {}),
  }
}
