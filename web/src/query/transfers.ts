// Bringing a file of transfers in: a preview of its beginning that follows the mapping, then the
// upload with its progress, which may be broken off.
import { onScopeDispose, shallowRef, type Ref } from 'vue'
import { ApiError } from '@/api/client'
import * as api from '@/api/endpoints'
import type { RowRefusal, TransfersAnswer, TransfersPreview } from '@/api/types'

export type { ReadAs, TakeAs } from '@/api/endpoints'

/** Of a file, what is sent to be looked at. */
export const preview_bytes = 256 * 1024
/** How many refused rows the server tells one by one. */
export const refusals_max = 10_000

export interface Preview {
  readonly shown: Readonly<Ref<TransfersPreview | null>>
  readonly problem: Readonly<Ref<unknown>>
  readonly isBusy: Readonly<Ref<boolean>>
  look(file: File, as: api.ReadAs): Promise<void>
}

export function usePreview(): Preview {
  const shown = shallowRef<TransfersPreview | null>(null)
  const problem = shallowRef<unknown>(null)
  const isBusy = shallowRef(false)
  let running = new AbortController()

  async function look(file: File, as: api.ReadAs): Promise<void> {
    running.abort()
    const mine = (running = new AbortController())
    isBusy.value = true
    problem.value = null
    try {
      const isPartial = file.size > preview_bytes
      const answer = await api.previewTransfers(file.slice(0, preview_bytes), isPartial, as, mine.signal)
      if (!mine.signal.aborted) shown.value = answer
    } catch (cause) {
      if (mine.signal.aborted) return
      problem.value = cause
      shown.value = null
    } finally {
      if (!mine.signal.aborted) isBusy.value = false
    }
  }
  onScopeDispose(() => running.abort())
  return { shown, problem, isBusy, look }
}

/** `reading`: everything was sent, and the server has not answered yet. */
export type TakingState = 'ready' | 'sending' | 'reading' | 'taken' | 'refused' | 'cancelled' | 'failed'
export interface Refused {
  readonly rows: readonly RowRefusal[]
  readonly total: number
}
export interface Taking {
  readonly state: Readonly<Ref<TakingState>>
  readonly sent: Readonly<Ref<number>>
  readonly answer: Readonly<Ref<TransfersAnswer | null>>
  readonly refused: Readonly<Ref<Refused | null>>
  readonly problem: Readonly<Ref<unknown>>
  take(file: File, as: api.TakeAs): Promise<void>
  cancel(): void
  reset(): void
}

export function useTaking(): Taking {
  const state = shallowRef<TakingState>('ready')
  const sent = shallowRef(0)
  const answer = shallowRef<TransfersAnswer | null>(null)
  const refused = shallowRef<Refused | null>(null)
  const problem = shallowRef<unknown>(null)
  let cancelUpload: () => void = () => {}

  function reset(): void {
    state.value = 'ready'
    sent.value = 0
    answer.value = null
    refused.value = null
    problem.value = null
  }
  async function take(file: File, as: api.TakeAs): Promise<void> {
    reset()
    state.value = 'sending'
    const upload = api.takeTransfers(file, as, refusals_max, (bytes) => {
      sent.value = bytes
      if (bytes >= file.size) state.value = 'reading'
    })
    cancelUpload = upload.cancel
    try {
      answer.value = await upload.answer
      refused.value = { rows: answer.value.refused, total: answer.value.refused_total }
      state.value = 'taken'
    } catch (cause) {
      fail(cause)
    } finally {
      cancelUpload = () => {}
    }
  }
  function fail(cause: unknown): void {
    if (cause instanceof DOMException && cause.name === 'AbortError') {
      state.value = 'cancelled'
      return
    }
    problem.value = cause
    refused.value = cause instanceof ApiError ? cause.refused : null
    state.value = refused.value === null ? 'failed' : 'refused'
  }
  const cancel = (): void => cancelUpload()
  onScopeDispose(cancel)
  return { state, sent, answer, refused, problem, take, cancel, reset }
}
