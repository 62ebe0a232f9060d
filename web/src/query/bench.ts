// What screens read and ask about statements of banks and the analyst's workbench.
import { onScopeDispose, shallowRef, type Ref } from 'vue'
import * as api from '@/api/bench'
import type { Params } from '@/api/client'
import type * as T from '@/api/types'
import { useCommand } from './command'
import { useResource, type Resource } from './resource'

export { rejectsAt, type FileWish } from '@/api/bench'

const poll_ms = 500

/** How far a file is on its way. */
export interface Sending {
  readonly name: string
  readonly bytes: number
  readonly sent: number
}

/** Files are sent one after the other, then looked at by the server; asked again with another
 *  mapping they are not sent again. */
export interface StatementLook {
  readonly sending: Readonly<Ref<Sending | null>>
  readonly progress: Readonly<Ref<T.StatementProgress | null>>
  readonly shown: Readonly<Ref<T.StatementPreview | null>>
  readonly sent: Readonly<Ref<readonly { file: string; name: string }[]>>
  readonly problem: Readonly<Ref<unknown>>
  readonly isBusy: Readonly<Ref<boolean>>
  send(files: readonly File[]): Promise<boolean>
  look(id: string, plan: Omit<T.StatementPlanInput, 'files'>): Promise<void>
  reset(): void
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, poll_ms))

export function useStatementLook(): StatementLook {
  const sending = shallowRef<Sending | null>(null)
  const progress = shallowRef<T.StatementProgress | null>(null)
  const shown = shallowRef<T.StatementPreview | null>(null)
  const sent = shallowRef<readonly { file: string; name: string }[]>([])
  const problem = shallowRef<unknown>(null)
  const isBusy = shallowRef(false)
  let running = new AbortController()
  let cancelUpload: () => void = () => {}

  function reset(): void {
    running.abort()
    cancelUpload()
    sending.value = progress.value = shown.value = null
    sent.value = []
    problem.value = null
    isBusy.value = false
  }

  async function send(files: readonly File[]): Promise<boolean> {
    reset()
    isBusy.value = true
    try {
      for (const file of files) {
        sending.value = { name: file.name, bytes: file.size, sent: 0 }
        const upload = api.sendFile(file, (bytes) => (sending.value = { name: file.name, bytes: file.size, sent: bytes }))
        cancelUpload = upload.cancel
        const done = await upload.answer
        sent.value = [...sent.value, { file: done.file, name: file.name }]
      }
      return true
    } catch (cause) {
      if (!(cause instanceof DOMException)) problem.value = cause
      return false
    } finally {
      sending.value = null
      isBusy.value = false
    }
  }

  async function look(id: string, plan: Omit<T.StatementPlanInput, 'files'>): Promise<void> {
    running.abort()
    const mine = (running = new AbortController())
    isBusy.value = true
    problem.value = null
    try {
      const { preview } = await api.beginPreview(id, { ...plan, files: sent.value }, mine.signal)
      for (;;) {
        const answer = await api.previewOf(preview, mine.signal)
        progress.value = answer.progress
        if (answer.preview !== null) {
          shown.value = answer.preview
          break
        }
        await pause()
      }
    } catch (cause) {
      if (mine.signal.aborted) return
      problem.value = cause
      shown.value = null
    } finally {
      if (!mine.signal.aborted) {
        isBusy.value = false
        progress.value = null
      }
    }
  }
  onScopeDispose(() => {
    running.abort()
    cancelUpload()
  })
  return { sending, progress, shown, sent, problem, isBusy, send, look, reset }
}

export const useStatements = (id: () => string): Resource<T.Page<T.Statement>> =>
  useResource((signal) => api.statements(id(), signal), { topics: ['statement', 'order'], key: id })

/** One that is under way is looked at until it is over. */
export function useStatement(id: () => string): Resource<T.Statement | null> {
  const resource = useResource(async (signal) => (id() === '' ? null : api.statement(id(), signal)), {
    topics: ['statement'],
    key: id,
  })
  const timer = setInterval(() => {
    const known = resource.data.value
    if (known?.progress && known.state === 'begun' && known.progress.state !== 'failed') void resource.reload()
  }, poll_ms)
  onScopeDispose(() => clearInterval(timer))
  return resource
}
export const useHeadings = (): Resource<T.StatementHeadings> => useResource((signal) => api.headings(signal))
export const useBeginImport = () =>
  useCommand((key, id: string, input: T.StatementInput) => api.beginImport(id, input, key))
export const useAskFailed = () =>
  useCommand((key, id: string, input: T.FailedQueriesInput) => api.askFailed(id, input, key))

export const useQuestions = (): Resource<{ questions: T.WorkbenchQuestion[] }> =>
  useResource((signal) => api.questions(signal))

/** A question asked when somebody says so; a later one takes the place of one under way. */
export interface Asking {
  readonly shown: Readonly<Ref<T.WorkbenchAnswer | null>>
  readonly problem: Readonly<Ref<unknown>>
  readonly isBusy: Readonly<Ref<boolean>>
  ask(input: T.AskingInput): Promise<void>
  reset(): void
}
export function useAsking(): Asking {
  const shown = shallowRef<T.WorkbenchAnswer | null>(null)
  const problem = shallowRef<unknown>(null)
  const isBusy = shallowRef(false)
  let running = new AbortController()
  async function ask(input: T.AskingInput): Promise<void> {
    running.abort()
    const mine = (running = new AbortController())
    isBusy.value = true
    problem.value = null
    try {
      const answer = await api.answer(input, mine.signal)
      if (!mine.signal.aborted) shown.value = answer
    } catch (cause) {
      if (mine.signal.aborted) return
      problem.value = cause
      shown.value = null
    } finally {
      if (!mine.signal.aborted) isBusy.value = false
    }
  }
  function reset(): void {
    running.abort()
    shown.value = null
    problem.value = null
    isBusy.value = false
  }
  onScopeDispose(() => running.abort())
  return { shown, problem, isBusy, ask, reset }
}
export const useAnswerFile = () =>
  useCommand((_key, input: T.AskingInput, wish: api.FileWish) => api.answerFile(input, wish))

export const useAnalyses = (filter: () => Params): Resource<T.Page<T.Analysis>> =>
  useResource((signal) => api.analyses(filter(), signal), { topics: ['analysis'], key: () => JSON.stringify(filter()) })
export const useSaveAnalysis = () =>
  useCommand((key, input: T.AskingInput & { name: string; sharing: T.Sharing }) => api.saveAnalysis(input, key))
export const useChangeAnalysis = () =>
  useCommand((key, id: string, input: { name: string; sharing: T.Sharing }) => api.changeAnalysis(id, input, key))
export const useDropAnalysis = () => useCommand((key, id: string) => api.dropAnalysis(id, key))
